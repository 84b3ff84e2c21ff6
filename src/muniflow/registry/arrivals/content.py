"""The content type of arrivals."""

from datetime import datetime
from muniflow.core.annotatable import annotatable
from muniflow.core.ownerless import ownerless
from muniflow.registry.arrivals.interfaces import ArrivalStep
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import RECIPIENT_ROLE
from muniflow.registry.arrivals.interfaces import Standing
from plone.dexterity.content import Container
from zope.interface import implementer

READERS = ("Manager", "Records Officer", "Auditor", RECIPIENT_ROLE)
KEEPERS = ("Manager", "Records Officer")


@annotatable
@ownerless
@implementer(IArrival)
class Arrival(Container):
    """What came in; its rights are its own, as it may be meant for few."""

    _ordering = "unordered"

    # On the class, so that no door of Plone can leave an arrival without them.
    _View_Permission = READERS
    _Access_contents_information_Permission = READERS
    _List_folder_contents_Permission = READERS
    _Modify_portal_content_Permission = KEEPERS
    _muniflow__File_document_Permission = ()
    # Filing keeps the first version of each file, so whoever takes in may do that.
    _CMFEditions__Apply_version_control_Permission = READERS
    _CMFEditions__Save_new_version_Permission = READERS
    _Add_portal_content_Permission = ()
    _Delete_objects_Permission = ()

    arrival_number: str = ""
    arrival_year: int = 0
    arrival_order: int = 0
    """Its number within the year."""

    sender: str = ""
    sender_address: str = ""
    mode: str = "post"
    carrier: str = "paper"
    received: datetime | None = None
    """In local time without a zone, as the fields of Plone's forms have it."""

    external_id: str = ""
    reference: str = ""
    annexes: int = 0
    note: str = ""
    thread: tuple[str, ...] = ()
    """Message-IDs of what it answers."""

    taken_by: str = ""
    """Who took it in."""

    standing: Standing = Standing()
    steps: tuple[ArrivalStep, ...] = ()
    known_to: tuple[tuple[str, str], ...] = ()
    """Units and people it was handed to and not refused by."""

    counterparts: tuple[str, ...] = ()
    """UIDs of the same paper in registers of other organisations."""

    # The catalog asks for it at every turn; without an answer here it asks all that is around.
    isTemporary = None

    def cb_isCopyable(self) -> bool:
        """A copy would carry a number that it never got."""
        return False

    def cb_isMoveable(self) -> bool:
        """An arrival stays where its number is."""
        return False
