"""What the register says of a document, on the document's page."""

from Acquisition import aq_base
from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Fact
from muniflow.document.interfaces import APPROVED
from muniflow.document.interfaces import DISPATCHED
from muniflow.organisation.operations import full_name
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.exports.words import DIRECTIONS
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import Moved
from muniflow.registry.operations import register_of
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message

VOID = "muniflow: Void number"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document was registered before, or is now; no address where it is not shown."""

    text: Message
    number: str
    url: str


class Registration(Page):
    """The entry of one document: how it came or went, what was corrected."""

    door = ViewPageTemplateFile("registration.pt")
    """What the page of a document shows of it."""

    @cached_property
    def entry(self) -> Entry | None:
        """Its line in the register, None without a number."""
        if not self.context.registry_number or not ICase.providedBy(self.context.aq_parent):
            return None
        book = register_of(self.context).book
        return book.entry(self.context.registry_main, self.context.registry_sub)

    def facts(self) -> list[Fact]:
        """Return what was written down of it."""
        facts: Facts = getattr(aq_base(self.context), "facts", None) or Facts()
        rows = (
            (_("label_direction", default="Direction"), self._word(DIRECTIONS, facts.direction)),
            (_("label_other_side", default="Sender or addressee"), facts.partner),
            (_("label_address", default="Address"), facts.address),
            (_("label_their_number", default="Their number"), facts.reference),
            (_("label_mode_either", default="How it goes or came"), self._word(MODES, facts.mode)),
            (_("label_carrier", default="Carrier"), self._word(CARRIERS, facts.carrier)),
            (_("label_received", default="Received"), self._moment(facts.received)),
            (_("label_sent", default="Sent"), self._moment(facts.sent)),
            (_("label_arrival", default="Arrival"), facts.arrival),
            (_("label_annexes", default="Annexes"), str(facts.annexes or "")),
        )
        return [Fact(name, value) for name, value in rows if value]

    def _word(self, names: dict[str, Message], value: str) -> str:
        return self.say(names.get(value, value))

    def _moment(self, iso: str) -> str:
        return self.moment(iso) if iso else ""

    @property
    def void_line(self) -> str:
        """Who withdrew its number, when and why; "" where it holds."""
        if self.entry is None or self.entry.void is None:
            return ""
        return self.say(
            _(
                "text_void_because",
                default="The number was withdrawn by ${person} on ${time}: ${reason}",
                mapping={
                    "person": full_name(self.entry.void.actor),
                    "time": self.moment(self.entry.void.time),
                    "reason": self.entry.void.reason,
                },
            )
        )

    def places(self) -> list[Place]:
        """Return where it was registered anew, and where before."""
        document = aq_base(self.context)
        rows = (
            (_("label_moved_to", default="Registered anew as"), "moved_to"),
            (_("label_moved_from", default="Registered before as"), "moved_from"),
        )
        moved = ((text, getattr(document, name, None)) for text, name in rows)
        return [self._place(text, one) for text, one in moved if one is not None]

    def _place(self, text: Message, moved: Moved) -> Place:
        found = api.portal.get_tool("portal_catalog")(UID=moved.uid)
        return Place(text, moved.number, found[0].getURL() if found else "")

    @property
    def may_move(self) -> bool:
        """True when the reader may register it in another case."""
        fixed = self.context.status in (APPROVED, DISPATCHED)
        if self.entry is None or self.context.voided or fixed:
            return False
        if register_of(self.context).closed:
            return False
        return bool(api.user.has_permission(VOID, obj=self.context))
