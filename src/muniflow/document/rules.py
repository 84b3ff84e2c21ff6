"""What may be filed; plain values in, plain values out."""

from collections.abc import Iterable
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.document.errors import NotAFile
from muniflow.document.errors import UnknownComponent
from muniflow.document.errors import UnknownVersion
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import VersionRecord
from pathlib import PurePath
from typing import BinaryIO

import hashlib

HASH = "SHA-256"
"""The hash function, as the journal names it."""

LARGEST = 100 * 1024 * 1024
"""Bytes; larger files belong into an archive of their own."""


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(opened: BinaryIO) -> str:
    """Return the SHA-256 of an open file, read in pieces."""
    return hashlib.file_digest(opened, "sha256").hexdigest()


def check_file(filename: str, size: int) -> None:
    """Raise NotAFile for an empty or too large file, or one without a name."""
    if not filename:
        raise NotAFile(_("error_file_name", default="The file has no name; give it one."))
    if any(ord(sign) < 32 for sign in filename):
        raise NotAFile(
            _(
                "error_file_name_signs",
                default="The name of the file has signs that cannot be written; rename it.",
            )
        )
    if size == 0:
        raise NotAFile(
            _(
                "error_file_empty",
                default="“${name}” is empty; choose the file again.",
                mapping={"name": filename},
            )
        )
    if size > LARGEST:
        raise NotAFile(
            _(
                "error_file_large",
                default="“${name}” has ${size} MB; the largest file taken has ${limit} MB.",
                mapping={
                    "name": filename,
                    "size": size // 1024 // 1024,
                    "limit": LARGEST // 1024 // 1024,
                },
            )
        )


LONGEST_COMMENT = 5000
"""Characters."""


def check_comment(comment: str) -> str:
    """Return a comment without blanks around; raises Invalid for a book."""
    if len(comment) > LONGEST_COMMENT:
        raise Invalid(
            _(
                "error_comment_long",
                default="The comment has ${number} characters, and ${most} are taken; put it "
                "into a document instead.",
                mapping={"number": len(comment), "most": LONGEST_COMMENT},
            )
        )
    return comment.strip()


def title_from(filename: str) -> str:
    """Return a readable title for a file that came without one."""
    return PurePath(filename).stem.replace("_", " ").strip() or filename


def component(components: Iterable[Component], number: int) -> Component:
    """Return one component; raises UnknownComponent that names the last one."""
    last = 0
    for one in components:
        if one.number == number:
            return one
        last = one.number
    raise UnknownComponent(
        _(
            "error_unknown_component",
            default="There is no component ${number}; the last one is ${last}.",
            mapping={"number": number, "last": last},
        )
    )


def version(records: Iterable[VersionRecord], number: int) -> VersionRecord:
    """Return one version; raises UnknownVersion that names the last one."""
    last = 0
    for record in records:
        if record.number == number:
            return record
        last = record.number
    raise UnknownVersion(
        _(
            "error_unknown_version",
            default="There is no version ${number}; the last one is ${last}.",
            mapping={"number": number, "last": last},
        )
    )


PDF = "application/pdf"
SHOWN = {
    PDF: PDF,
    "image/jpeg": "image/jpeg",
    "image/png": "image/png",
    "text/plain": "text/plain; charset=utf-8",
}
"""The kinds of files shown inside a page, with what they are sent as; others are downloaded."""


def can_be_shown(content_type: str, beginning: bytes) -> bool:
    """Tell whether browsers show a file without running anything of it."""
    if content_type == PDF:
        return beginning.startswith(b"%PDF-")
    return content_type in SHOWN
