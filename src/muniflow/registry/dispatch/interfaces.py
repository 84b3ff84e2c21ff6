"""The plain values of the dispatch list."""

from dataclasses import dataclass
from muniflow import _
from zope.i18nmessageid import Message

POST, REGISTERED, RECEIPT, HAND, COURIER, MAIL, BOX = (
    "post",
    "registered",
    "receipt",
    "hand",
    "courier",
    "mail",
    "box",
)
MODES: dict[str, Message] = {
    POST: _("dispatch_mode_post", default="Plain letter"),
    REGISTERED: _("dispatch_mode_registered", default="Registered letter"),
    RECEIPT: _("dispatch_mode_receipt", default="Registered, with return receipt"),
    HAND: _("dispatch_mode_hand", default="By hand"),
    COURIER: _("dispatch_mode_courier", default="Courier"),
    MAIL: _("dispatch_mode_mail", default="E-mail"),
    BOX: _("dispatch_mode_box", default="Data box or portal"),
}

PREPARED, HANDED, DELIVERED, RETURNED, LOST, CANCELLED = (
    "prepared",
    "handed",
    "delivered",
    "returned",
    "lost",
    "cancelled",
)
STATES: dict[str, Message] = {
    PREPARED: _("dispatch_prepared", default="prepared"),
    HANDED: _("dispatch_handed", default="handed to the carrier"),
    DELIVERED: _("dispatch_delivered", default="delivered"),
    RETURNED: _("dispatch_returned", default="came back"),
    LOST: _("dispatch_lost", default="lost"),
    CANCELLED: _("dispatch_cancelled", default="cancelled"),
}
OUTCOMES = (DELIVERED, RETURNED, LOST)


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Dispatch:
    """One line of the dispatch list; its number and whom it is for never change."""

    year: int
    running: int
    document: str
    """The UID of what is sent."""

    reference: str
    """The registry number of what is sent."""

    title: str
    addressee: str
    address: str
    mode: str
    prepared: str
    """When it was put on the list, ISO in UTC; likewise ``handed``."""

    prepared_by: str
    day: str
    """The local day it left on, before that the day it was put on the list; ISO."""

    state: str = PREPARED
    tracking: str = ""
    """What the carrier calls it: the number on the sticker, a message's id."""

    handed: str = ""
    handed_by: str = ""
    ended: str = ""
    """The day it was delivered, came back or was given up; ISO."""

    receipt: str = ""
    """The UID of the filed receipt."""

    note: str = ""
    reason: str = ""
    """Why it was cancelled, came back or was given up."""

    sha256: str = ""
    """The fingerprint of the main file as it was put on the list."""

    @property
    def number(self) -> str:
        """The number as people write it."""
        return f"P{self.running}/{self.year}"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom something is sent to, and where that is."""

    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the list; empty values ask for everything."""

    state: str = ""
    day: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one item of a batch; ``problem`` is None when it went well."""

    number: str
    problem: Message | None = None
