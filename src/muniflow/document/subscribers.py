"""Keeps every version of a document's file, and what was approved where it is."""

from muniflow import _
from muniflow.document.errors import FileLocked
from muniflow.document.events import DocumentFiledEvent
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import STATES
from muniflow.document.operations import keep_version
from muniflow.document.rules import sha256_of
from muniflow.document.states import FIXED
from muniflow.organisation.operations import site_goes
from OFS.interfaces import IObjectWillBeMovedEvent
from zope.event import notify
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def document_added(document: IFiledDocument, event: IObjectAddedEvent) -> None:
    """Keep the first version and tell the case."""
    if document.versions:
        return
    keep_version(document, "document-filed")
    notify(DocumentFiledEvent(document))


def document_modified(document: IFiledDocument, event: IObjectModifiedEvent) -> None:
    """Keep a new version when the file has changed by another door than ours."""
    if not document.versions:
        return
    with document.file.open() as opened:
        digest = sha256_of(opened)
    if document.versions[-1].sha256 != digest:
        keep_version(document, "version-added")


def keep_fixed(document: IFiledDocument, event: IObjectWillBeMovedEvent) -> None:
    """Refuse to delete or move what was approved or dispatched."""
    if event.oldParent is None or document.status not in FIXED or site_goes(event):
        return
    raise FileLocked(
        _(
            "error_document_would_vanish",
            default="“${title}” is ${status}: it can neither be deleted nor moved.",
            mapping={"title": document.title, "status": STATES[document.status]},
        )
    )
