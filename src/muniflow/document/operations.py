"""The verbs of the domain: file a document, add a version, read an old one."""

from muniflow.core import clock
from muniflow.core import journal
from muniflow.document.events import VersionKept
from muniflow.document.interfaces import IDocumentHolder
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import VersionRecord
from muniflow.document.rules import can_be_shown
from muniflow.document.rules import check_file
from muniflow.document.rules import sha256
from muniflow.document.rules import title_from
from muniflow.document.rules import version
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


def file_document(
    case: IDocumentHolder, *, title: str, filename: str, data: bytes, kind: str = "other"
) -> IFiledDocument:
    """File a document in a case; raises NotAFile when there is nothing to file."""
    check_file(filename, len(data))
    return createContentInContainer(
        case,
        "FiledDocument",
        title=title or title_from(filename),
        kind=kind or "other",
        file=NamedBlobFile(data, filename=filename),
    )


def add_version(
    document: IFiledDocument, *, filename: str, data: bytes, comment: str = ""
) -> IFiledDocument:
    """Give a document a new version of its file; the old ones stay readable."""
    check_file(filename, len(data))
    document.file = NamedBlobFile(data, filename=filename)
    keep_version(document, "version-added", comment)
    notify(ObjectModifiedEvent(document))
    return document


def keep_version(document: IFiledDocument, act: str, comment: str = "") -> None:
    """Save the present file as a version and write its hash into the journal."""
    file = document.file
    check_file(file.filename or "", file.getSize())
    repository = api.portal.get_tool("portal_repository")
    repository.save(document, comment)
    record = VersionRecord(
        number=len(document.versions) + 1,
        saved=document.version_id,
        filename=file.filename,
        content_type=file.contentType,
        size=file.getSize(),
        sha256=sha256(file.data),
        time=clock.now().isoformat(),
        actor=api.user.get_current().getId() or "",
        comment=comment,
    )
    document.versions = (*document.versions, record)
    journal.record(
        document,
        act,
        version=record.number,
        filename=record.filename,
        size=record.size,
        sha256=record.sha256,
        comment=comment,
    )
    notify(VersionKept(document, record))


def file_of(document: IFiledDocument, number: int) -> tuple[VersionRecord, NamedBlobFile]:
    """Return one version and its file; raises UnknownVersion when there is none such."""
    record = version(document.versions, number)
    if record is document.versions[-1]:
        return record, document.file
    repository = api.portal.get_tool("portal_repository")
    return record, repository.retrieve(document, record.saved).object.file


def has_preview(document: IFiledDocument) -> bool:
    """Tell whether the present file can be looked at inside a page."""
    with document.file.open() as opened:
        return can_be_shown(document.file.contentType, opened.read(8))
