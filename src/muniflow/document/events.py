"""What happens to documents."""

from muniflow.document.interfaces import Component
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
    component = Attribute("The component it is a version of.")


@implementer(IVersionKept)
class VersionKept(ObjectEvent):
    """A version of a component was kept."""

    def __init__(self, document: object, version: VersionRecord, component: Component) -> None:
        super().__init__(document)
        self.version = version
        self.component = component


class IStatusChanged(IObjectEvent):
    """Sent in the transaction that brought a document into another state."""

    before = Attribute("The state before.")


@implementer(IStatusChanged)
class StatusChanged(ObjectEvent):
    """A document came into another state."""

    def __init__(self, document: object, before: str) -> None:
        super().__init__(document)
        self.before = before
