"""Keeps versions: what the file is, its hash, its blob, and the line in the journal."""

from collections.abc import Callable
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.worker.operations import nudge
from muniflow.document.errors import Overwritten
from muniflow.document.events import VersionKept
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import IDENTIFY
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import UNPACK
from muniflow.document.interfaces import Unpacking
from muniflow.document.interfaces import VersionRecord
from muniflow.document.parts import Parts
from muniflow.document.reading import components_of
from muniflow.document.rules import check_file
from muniflow.document.rules import HASH
from muniflow.document.rules import sha256_of
from muniflow.document.sniffing import container_kind
from muniflow.document.sniffing import LOOK
from muniflow.document.sniffing import look
from muniflow.document.sniffing import sent_as
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.event import notify

import os


def keep_main(document: IFiledDocument, act: str, comment: str = "") -> None:
    """Save the present main file as a version and write its hash into the journal."""
    file = document.file
    check_file(file.filename or "", file.getSize())
    _check_not_overwritten(document, file)
    record = _record(file, len(document.versions) + 1, comment, lambda: _saved(document, comment))
    document.versions = (*document.versions, record)
    kind = container_kind(record.media_type, record.filename)
    document.unpacking = Unpacking(record.number, kind) if kind else None
    _keep(document, components_of(document)[0], file, act)


def keep_component(
    document: IFiledDocument,
    known: Component,
    file: NamedBlobFile,
    act: str,
    comment: str = "",
    digest: str = "",
) -> Component:
    """Append a version to a component beside the main one; a new component begins with it.

    ``digest`` is the hash where it was computed before.
    """
    record = _record(file, len(known.versions) + 1, comment, lambda: 0, digest)
    name = known.name if known.source else record.filename
    kept = Component(
        known.number, name, (*known.versions, record), known.source, known.source_version
    )
    parts_of(document).put(kept)
    _keep(document, kept, file, act)
    return kept


def parts_of(document: IFiledDocument) -> Parts:
    """Return the parts of a document for changing them."""
    if document.parts is None:
        document.parts = Parts()
    return document.parts


def _saved(document: IFiledDocument, comment: str) -> int:
    """Save the document in the version store; return the number it has there."""
    api.portal.get_tool("portal_repository").save(document, comment)
    return document.version_id


def _record(
    file: NamedBlobFile,
    number: int,
    comment: str,
    save: Callable[[], int],
    digest: str = "",
) -> VersionRecord:
    """Return the record of a file; what is sent later is what the file is, not what it says."""
    declared = file.contentType or ""
    with file.open() as opened:
        digest = digest or sha256_of(opened)
        beginning, end = _ends(opened)
    found = look(beginning, end, file.filename)
    file.contentType = sent_as(found.media_type, declared)
    return VersionRecord(
        number=number,
        saved=save(),
        filename=file.filename,
        content_type=file.contentType,
        size=file.getSize(),
        sha256=digest,
        time=clock.now().isoformat(),
        actor=api.user.get_current().getId() or "",
        comment=comment,
        format=found.name,
        media_type=found.media_type,
        doubtful=found.doubtful,
    )


def _ends(opened: object) -> tuple[bytes, bytes]:
    size = opened.seek(0, os.SEEK_END)
    opened.seek(0)
    beginning = opened.read(LOOK)
    opened.seek(max(size - LOOK, 0))
    return beginning, opened.read(LOOK)


def _check_not_overwritten(document: IFiledDocument, file: NamedBlobFile) -> None:
    """Raise Overwritten when the new file was written into the blob of an old version."""
    kept = document.parts.blobs.values() if document.parts is not None else ()
    if any(blob is file._blob for blob in kept):
        raise Overwritten(
            _(
                "error_overwritten",
                default="The file of a version stays as it is. Please file the new one beside it.",
            )
        )


def _keep(document: IFiledDocument, known: Component, file: NamedBlobFile, act: str) -> None:
    record = known.versions[-1]
    parts_of(document).keep(known.number, record.number, file._blob)
    journal.record(
        document,
        act,
        component=known.number,
        name=known.name,
        version=record.number,
        filename=record.filename,
        size=record.size,
        hash_function=HASH,
        sha256=record.sha256,
        comment=record.comment,
    )
    notify(VersionKept(document, record, known))
    document.reindexObject(idxs=["pending"])
    nudge(UNPACK, IDENTIFY)
