"""What happens to documents."""

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class IDocumentFiledEvent(IObjectEvent):
    """Sent once, in the transaction that added a document, after its first version is kept."""


@implementer(IDocumentFiledEvent)
class DocumentFiledEvent(ObjectEvent):
    """A document was filed."""
