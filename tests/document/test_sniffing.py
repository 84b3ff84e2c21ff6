"""What a file is by its content."""

from hypothesis import given
from hypothesis import strategies as st
from muniflow.document.sniffing import container_kind
from muniflow.document.sniffing import look
from muniflow.document.sniffing import OCTETS
from muniflow.document.sniffing import sent_as

import io
import pytest
import zipfile


def zipped(*names: str, mimetype: str = "") -> bytes:
    """Return a ZIP with members of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


ASIC = "application/vnd.etsi.asic-e+zip"
MAIL = b"From: a@x.example\r\nDate: today\r\n\r\nWords"

KNOWN = [
    (b"%PDF-1.7 ...", "a.pdf", "PDF", False),
    (b"%PDF-1.7 ...", "a.docx", "PDF", True),
    (b"<html><script>", "a.pdf", "HTML", True),
    (b"\x89PNG\r\n\x1a\n..", "a.png", "PNG", False),
    (b"<svg xmlns='x'>", "a.png", "SVG", True),
    (b"<?xml version='1.0'?><svg/>", "a.svg", "SVG", False),
    (b"<?xml version='1.0'?><a/>", "a.xml", "XML", False),
    (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", "DOCX", False),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), "a.docx", "XLSX", True),
    (zipped("a.txt"), "a.zip", "ZIP", False),
    (zipped("a.txt"), "a.docx", "ZIP", True),
    (zipped("a.txt", mimetype=ASIC), "a.asice", "ASiC-E", False),
    (MAIL, "a.eml", "EML", False),
    (b"From someone\n" + MAIL, "mail", "EML", False),
    (b"MZ\x90\x00", "a.pdf", "EXE", True),
    (b"words", "a.txt", "TXT", False),
    (b"words", "a.unknown", "TXT", False),
    (b"\xff\xfea\x00", "a.txt", "TXT", False),
    (b"words", "a.pdf", "TXT", True),
    (b"\x00\x01", "a.txt", "", True),
    (b"\x00\x01", "a", "", False),
]


@pytest.mark.parametrize("data,filename,name,doubtful", KNOWN)
def test_what_a_file_is(data, filename, name, doubtful):
    found = look(data, data, filename)
    assert (found.name, found.doubtful) == (name, doubtful)


@given(st.binary(max_size=3000), st.text(max_size=30))
def test_anything_is_something(data, filename):
    assert look(data, data, filename).media_type


@pytest.mark.parametrize(
    "media_type,declared,sent",
    [
        ("application/pdf", "text/html", "application/pdf"),
        ("text/html", "application/pdf", OCTETS),
        ("image/svg+xml", "image/png", OCTETS),
        ("text/plain", "text/csv", "text/csv"),
        ("text/plain", "text/html", OCTETS),
        ("text/plain", "text/javascript", OCTETS),
        ("text/plain", "application/pdf", "text/plain"),
        (OCTETS, "application/xhtml+xml", OCTETS),
        (OCTETS, "video/mp4", "video/mp4"),
        (OCTETS, "", OCTETS),
    ],
)
def test_nothing_is_sent_that_a_browser_runs(media_type, declared, sent):
    assert sent_as(media_type, declared) == sent


@pytest.mark.parametrize(
    "data,filename,kind",
    [
        (zipped("a"), "a.zip", "zip"),
        (zipped("a"), "a.isdocx", "zip"),
        (zipped("a", mimetype=ASIC), "a.asice", "zip"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", ""),
        (MAIL, "a.eml", "mail"),
        (b"Subject: only\n\nWords", "a.eml", "mail"),
        (b"words", "a.txt", ""),
    ],
)
def test_what_is_a_container(data, filename, kind):
    assert container_kind(look(data, data, filename).media_type, filename) == kind
