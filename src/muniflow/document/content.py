"""The content type of the domain."""

from muniflow.core.ownerless import ownerless
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import VersionRecord
from plone.dexterity.content import Item
from zope.interface import implementer


@ownerless
@implementer(IFiledDocument)
class FiledDocument(Item):
    """A document of a case; ``versions`` lists what its file has been, oldest first."""

    versions: tuple[VersionRecord, ...] = ()
    registry_number: str = ""
    registry_main: int = 0
    registry_sub: int = 0
    voided: bool = False

    def cb_isCopyable(self) -> bool:
        """A copy would carry a number and approvals that it never got."""
        return False

    def cb_isMoveable(self) -> bool:
        """A document that moved would leave a hole in its case's numbers."""
        return False
