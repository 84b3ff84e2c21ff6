"""What a file is by its content; looks at its beginning and end alone, plain values only.

Quick enough for the moment of filing. The worker asks the list of PRONOM afterwards.
"""

from dataclasses import dataclass
from pathlib import PurePath

import re

LOOK = 64 * 1024
"""Bytes looked at, at the beginning and at the end."""

OCTETS = "application/octet-stream"
TEXT, HTML, XML, SVG, MAIL = (
    *("text/plain", "text/html", "text/xml"),
    *("image/svg+xml", "message/rfc822"),
)
ZIP = "application/zip"
ASIC_S = "application/vnd.etsi.asic-s+zip"
ASIC_E = "application/vnd.etsi.asic-e+zip"
OLE = "application/x-ole-storage"
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OFFICE}.wordprocessingml.document"
XLSX = f"{_OFFICE}.spreadsheetml.sheet"
PPTX = f"{_OFFICE}.presentationml.presentation"
_OPEN = "application/vnd.oasis.opendocument"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-executable"),
)

NAMES = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/tiff": "TIFF",
    "image/bmp": "BMP",
    "application/rtf": "RTF",
    OLE: "OLE2",
    ZIP: "ZIP",
    ASIC_S: "ASiC-S",
    ASIC_E: "ASiC-E",
    DOCX: "DOCX",
    XLSX: "XLSX",
    PPTX: "PPTX",
    f"{_OPEN}.text": "ODT",
    f"{_OPEN}.spreadsheet": "ODS",
    f"{_OPEN}.presentation": "ODP",
    "application/x-7z-compressed": "7z",
    "application/vnd.rar": "RAR",
    "application/gzip": "gzip",
    "application/vnd.microsoft.portable-executable": "EXE",
    "application/x-executable": "ELF",
    MAIL: "EML",
    HTML: "HTML",
    XML: "XML",
    SVG: "SVG",
    TEXT: "TXT",
}

TEXTUAL = frozenset({TEXT, HTML, XML, SVG, MAIL})
_OLD = frozenset({OLE})
SAID: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    "png": frozenset({"image/png"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "gif": frozenset({"image/gif"}),
    "tif": frozenset({"image/tiff"}),
    "tiff": frozenset({"image/tiff"}),
    "bmp": frozenset({"image/bmp"}),
    "rtf": frozenset({"application/rtf"}),
    "doc": _OLD | {"application/rtf"},
    "xls": _OLD,
    "ppt": _OLD,
    "msg": _OLD,
    "docx": frozenset({DOCX}),
    "xlsx": frozenset({XLSX}),
    "pptx": frozenset({PPTX}),
    "odt": frozenset({f"{_OPEN}.text"}),
    "ods": frozenset({f"{_OPEN}.spreadsheet"}),
    "odp": frozenset({f"{_OPEN}.presentation"}),
    "zip": frozenset({ZIP, ASIC_S, ASIC_E}),
    "isdocx": frozenset({ZIP}),
    "asice": frozenset({ASIC_E, ZIP}),
    "asics": frozenset({ASIC_S, ZIP}),
    "sce": frozenset({ASIC_E, ZIP}),
    "scs": frozenset({ASIC_S, ZIP}),
    "eml": frozenset({MAIL, TEXT}),
    "html": frozenset({HTML, XML, TEXT}),
    "htm": frozenset({HTML, XML, TEXT}),
    "svg": frozenset({SVG, XML}),
    "xml": frozenset({XML, SVG, HTML}),
    "txt": frozenset({TEXT, MAIL}),
    "csv": frozenset({TEXT}),
}
"""What may be in a file whose name ends so."""

_INSIDE = ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX))
_MIMETYPE = re.compile(rb"mimetype(application/[a-z0-9.+-]{1,100})")
_HEADER = re.compile(rb"[!-9;-~]{1,70}:[ \t]?")
_MAIL_FIELD = re.compile(
    rb"^(received|return-path|message-id|mime-version|date|from|delivered-to|subject):",
    re.I | re.M,
)
UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TAG = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|svg|\?xml)\b", re.I)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is, and whether its name says something else."""

    media_type: str
    name: str
    doubtful: bool


def look(beginning: bytes, end: bytes, filename: str) -> Found:
    """Return what a file is by its first and last LOOK bytes."""
    media_type = _by_magic(beginning, end) or _by_text(beginning)
    said = SAID.get(extension(filename))
    return Found(media_type, NAMES.get(media_type, ""), bool(said) and media_type not in said)


def extension(filename: str) -> str:
    """Return the end of a file's name in small letters, without its dot."""
    return PurePath(filename).suffix[1:].lower()


def _by_magic(beginning: bytes, end: bytes) -> str:
    kind = next((kind for magic, kind in MAGIC if beginning.startswith(magic)), "")
    return _by_members(beginning, end) if kind == ZIP else kind


def _by_members(beginning: bytes, end: bytes) -> str:
    """Return what a ZIP is by what its members are called."""
    told = _MIMETYPE.search(beginning[:200])
    if told is not None and (kind := told[1].decode()) in NAMES:
        return kind
    names = beginning + end
    if b"[Content_Types].xml" in names:
        return next((kind for name, kind in _INSIDE if name in names), ZIP)
    return ZIP


def _by_text(beginning: bytes) -> str:
    if beginning.startswith(UTF16):
        return TEXT
    if not beginning or not _CONTROLS.isdisjoint(beginning):
        return OCTETS
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    tags = {tag.lower() for tag in _TAG.findall(text[:4096])}
    if b"svg" in tags and text.startswith(b"<"):
        return SVG
    if tags - {b"?xml"}:
        return HTML
    if text.startswith(b"<?xml"):
        return XML
    return MAIL if _is_mail(text) else TEXT


def _is_mail(text: bytes) -> bool:
    """Tell whether a text begins with header fields of which two are those of mails."""
    lines = text.split(b"\n", 1)
    if lines[0].startswith(b"From ") and len(lines) > 1:
        text = lines[1]
    if _HEADER.match(text) is None:
        return False
    head = re.split(rb"\r?\n\r?\n", text, maxsplit=1)[0]
    return len({name.lower() for name in _MAIL_FIELD.findall(head)}) > 1


ACTIVE = TEXTUAL - {TEXT, MAIL}
"""What browsers would run; never sent as what it is."""


def sent_as(media_type: str, declared: str) -> str:
    """Return as what a file is sent: what it is, but never what a browser would run."""
    kind = declared if media_type in (OCTETS, OLE, "") else media_type
    if kind == TEXT and declared.startswith("text/"):
        kind = declared
    kind = kind.split(";")[0].strip().lower()
    harmful = kind in ACTIVE or kind.endswith(("/xml", "+xml")) or "script" in kind
    return OCTETS if harmful else kind or OCTETS


CONTAINERS = {ZIP: "zip", ASIC_S: "zip", ASIC_E: "zip", MAIL: "mail"}


def container_kind(media_type: str, filename: str) -> str:
    """Return how a container is opened, "" for what is none."""
    if media_type == TEXT and extension(filename) == "eml":
        return CONTAINERS[MAIL]
    return CONTAINERS.get(media_type, "")
