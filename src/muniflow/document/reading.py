"""Reading a document: its components, their versions, the file of each."""

from collections.abc import Iterator
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import MAIN
from muniflow.document.interfaces import VersionRecord
from muniflow.document.rules import can_be_shown
from muniflow.document.rules import component
from muniflow.document.rules import version
from plone import api
from plone.namedfile.file import NamedBlobFile
from ZODB.blob import Blob


def components_of(document: IFiledDocument) -> list[Component]:
    """Return the components of a document, the main one first."""
    versions = document.versions
    name = versions[-1].filename if versions else document.file.filename
    further = document.parts.components if document.parts is not None else ()
    return [Component(MAIN, name, versions), *further]


def component_of(document: IFiledDocument, number: int) -> Component:
    """Return one component; raises UnknownComponent when there is none such."""
    return component(components_of(document), number)


def version_of(document: IFiledDocument, component: int, number: int) -> VersionRecord:
    """Return the record of a version; raises UnknownComponent or UnknownVersion."""
    return version(component_of(document, component).versions, number)


def hashes_of(document: IFiledDocument) -> str:
    """Return the hash of the newest version of each component, as "component.version hash"."""
    return ", ".join(
        f"{one.number}.{one.versions[-1].number} {one.versions[-1].sha256}"
        for one in components_of(document)
        if one.versions
    )


def blob_of(document: IFiledDocument, number: int, record: VersionRecord) -> Blob | None:
    """Return the blob of a version, None when it cannot be found any more."""
    kept = document.parts.blobs if document.parts is not None else {}
    blob = kept.get((number, record.number))
    if blob is not None or number != MAIN:
        return blob
    # Filed before blobs were referred to by version: the version store refers to them.
    if record is document.versions[-1]:
        return document.file._blob
    repository = api.portal.get_tool("portal_repository")
    return repository.retrieve(document, record.saved).object.file._blob


def file_of(
    document: IFiledDocument, number: int, component: int = MAIN
) -> tuple[VersionRecord, NamedBlobFile]:
    """Return one version and its file; raises UnknownVersion when there is none such."""
    known = component_of(document, component)
    record = version(known.versions, number)
    if component == MAIN and record is document.versions[-1]:
        return record, document.file
    return record, _as_file(blob_of(document, component, record), record)


def _as_file(blob: Blob, record: VersionRecord) -> NamedBlobFile:
    """Return a file around a blob; not stored, so that nothing refers to it but the reader."""
    file = NamedBlobFile(filename=record.filename, contentType=record.content_type)
    file._blob = blob
    file.__dict__.pop("size", None)
    return file


def all_versions(document: IFiledDocument) -> Iterator[tuple[Component, VersionRecord]]:
    """Yield every version of every component."""
    for one in components_of(document):
        for record in one.versions:
            yield one, record


def has_preview(document: IFiledDocument) -> bool:
    """Tell whether the present main file can be looked at inside a page."""
    with document.file.open() as opened:
        return can_be_shown(document.file.contentType, opened.read(8))
