"""What happens to documents."""

from muniflow.document.interfaces import VersionRecord
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IDocumentFiledEvent(IObjectEvent):
    """Sent once, in the transaction that added a document, after its first version is kept."""


@implementer(IDocumentFiledEvent)
class DocumentFiledEvent(ObjectEvent):
    """A document was filed."""


class IVersionKept(IObjectEvent):
    """Sent in the transaction that kept a version; an error raised on it refuses the file."""

    version = Attribute("The record of the version.")


@implementer(IVersionKept)
class VersionKept(ObjectEvent):
    """A version of a document's file was kept."""

    def __init__(self, document: object, version: VersionRecord) -> None:
        super().__init__(document)
        self.version = version
