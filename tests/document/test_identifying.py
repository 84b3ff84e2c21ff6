"""The worker asks the list of PRONOM what files are."""

from muniflow.document.interfaces import VersionRecord
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.operations import component_of
from muniflow.document.pronom import best
from muniflow.document.pronom import Match
from muniflow.document.pronom import matches_in
from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "shared" / "data" / "documents"
PUIDS = {
    "lorem.pdf": "fmt/17",
    "lorem-pdfa.pdf": "fmt/95",
    "lorem.rtf": "fmt/355",
    "text-only.pdf": "fmt/276",
    "writer-1.3.odt": "fmt/290",
}


def record(filename="a.bin", media_type="application/octet-stream"):
    return VersionRecord(1, 0, filename, "", 1, "", "", "", "", media_type=media_type)


@pytest.mark.parametrize(
    "matches,of,puid",
    [
        ([Match("fmt/17", "PDF", "signature")], record(), "fmt/17"),
        ([Match("fmt/1", "", "container"), Match("fmt/2", "", "container")], record(), ""),
        ([Match("fmt/1", "", "container"), Match("fmt/1", "", "container")], record(), "fmt/1"),
        ([Match("fmt/1", "", "extension")], record(), ""),
        (
            [
                Match("fmt/96", "", "signature", "text/html"),
                Match("x-fmt/263", "", "signature", "application/zip"),
            ],
            record("a.zip", "application/zip"),
            "x-fmt/263",
        ),
        ([Match("fmt/1", "", "extension")], record("a.txt", "text/plain"), "x-fmt/111"),
        ([], record("a.csv", "text/plain"), "x-fmt/18"),
        ([], record("mail", "message/rfc822"), "fmt/278"),
        ([], record(), ""),
    ],
)
def test_only_what_is_certain_is_written_down(matches, of, puid):
    assert best(matches, of).puid == puid


def test_lines_of_the_program():
    lines = [
        "0.pdf\tfmt/17\tPDF 1.3\t1.3\tsignature\tapplication/pdf",
        "noise",
        "1\tfmt/412\tWord\t2007\tcontainer\tNone",
    ]
    assert matches_in(lines) == {
        "0.pdf": [Match("fmt/17", "PDF 1.3", "signature", "application/pdf")],
        "1": [Match("fmt/412", "Word 2007", "container", "None")],
    }


def test_every_version_of_every_component_is_identified(filed, work, as_person):
    document = filed("a.txt", b"words")
    with as_person("anna"):
        add_version(document, filename="a.pdf", data=b"%PDF-1.3\nx\n%%EOF\n")
        add_component(document, filename="b.txt", data=b"words")
    assert work("identify") == (["Paper"], {})
    puids = [v.puid for v in (*document.versions, *component_of(document, 2).versions)]
    assert puids == ["x-fmt/111", "fmt/17", "x-fmt/111"]


def test_it_is_done_once(filed, work):
    document = filed("a.txt", b"words")
    work("identify")
    assert work("identify") == ([], {})
    assert document.versions[0].identified.startswith("fido ")


def test_several_documents_are_asked_about_at_once(filed, work):
    documents = [filed(f"{number}.txt", b"words") for number in range(3)]
    assert work("identify") == (["Paper +2"], {})
    assert {d.versions[0].puid for d in documents} == {"x-fmt/111"}


def test_a_file_that_is_gone_keeps_nobody_waiting(filed, work):
    gone, there = filed("a.txt", b"gone"), filed("b.txt", b"words")
    Path(gone.file._blob.committed()).unlink()
    assert work("identify")[1] == {}
    assert all(d.versions[0].identified for d in (gone, there))


def test_a_name_that_says_something_else_is_marked(filed):
    document = filed("a.pdf", b"<html><script>alert(1)</script>")
    assert document.versions[0].doubtful
    assert document.file.contentType == "application/octet-stream"


@pytest.mark.skipif(not REAL.is_dir(), reason="the real documents are not here")
def test_real_documents(filed, work):
    documents = {name: filed(name, (REAL / name).read_bytes()) for name in PUIDS}
    work("identify")
    assert {name: d.versions[0].puid for name, d in documents.items()} == PUIDS
