"""Keeps every version of a document's file."""

from muniflow.document.events import DocumentFiledEvent
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import keep_version
from muniflow.document.rules import sha256
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
    if document.versions and document.versions[-1].sha256 != sha256(document.file.data):
        keep_version(document, "version-added")
