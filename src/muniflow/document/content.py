"""The content type of the domain."""

from muniflow.core.annotatable import annotatable
from muniflow.core.doors.guarded import guarded
from muniflow.core.ownerless import ownerless
from muniflow.document.interfaces import CONCEPT
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import StatusSet
from muniflow.document.interfaces import Unpacking
from muniflow.document.interfaces import VersionRecord
from muniflow.document.parts import Parts
from plone.dexterity.content import Item
from zope.interface import implementer


@annotatable
@guarded
@ownerless
@implementer(IFiledDocument)
class FiledDocument(Item):
    """A document of a case; ``versions`` lists what its main file has been, oldest first."""

    versions: tuple[VersionRecord, ...] = ()
    parts: Parts | None = None
    """Further components, and the blobs of all versions."""
    status: str = CONCEPT
    status_set: StatusSet | None = None
    unpacking: Unpacking | None = None
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
