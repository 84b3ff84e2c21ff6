"""Small containers for tests, honest and crafted ones."""

from collections.abc import Mapping
from email.message import EmailMessage

import io
import zipfile

ASIC = "application/vnd.etsi.asic-e+zip"


def zipped(members: Mapping[str, bytes], mimetype: str = "") -> bytes:
    """Return a ZIP; with a mimetype it is an ASiC."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def doubled(name: str) -> bytes:
    """Return a ZIP with two members of one name."""
    other = name[:-1] + chr(ord(name[-1]) ^ 1)
    return zipped({name: b"1", other: b"2"}).replace(other.encode(), name.encode())


def encrypted() -> bytes:
    """Return a ZIP that says its member is encrypted."""
    data = bytearray(zipped({"a.txt": b"secret"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[data.index(b"PK\x03\x04") + 6] |= 1
    return bytes(data)


def lying(data: bytes) -> bytes:
    """Return a ZIP whose directory says that its member has one byte."""
    changed = bytearray(data)
    at = changed.index(b"PK\x01\x02") + 24
    changed[at : at + 4] = (1).to_bytes(4, "little")
    return bytes(changed)


def letter(**attachments: bytes) -> bytes:
    """Return a mail with a body and attachments."""
    message = EmailMessage()
    message["From"], message["To"] = "anna@x.example", "bela@x.example"
    message["Subject"], message["Date"] = "Offer", "Mon, 2 Mar 2026 10:00:00 +0100"
    message.set_content("Tisztelt Címzett!")
    for name, data in attachments.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=f"{name}.pdf"
        )
    return message.as_bytes()
