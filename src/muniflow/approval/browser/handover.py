"""Hands a leaver's work to a successor: who, what, a preview, and the receipt."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.approval.handover import CASE
from muniflow.approval.handover import function_of
from muniflow.approval.handover import hand_over
from muniflow.approval.handover import Item
from muniflow.approval.handover import may_hand_over
from muniflow.approval.handover import may_see
from muniflow.approval.handover import plan
from muniflow.approval.handover import POST
from muniflow.approval.handover import Receipt
from muniflow.approval.handover import receipt_of
from muniflow.approval.handover import receipts
from muniflow.approval.handover import STEP
from muniflow.approval.handover import SUBSTITUTION
from muniflow.approval.handoverrules import check_handover
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import administers
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import by_name
from muniflow.organisation.operations import everybody
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import is_member
from zExceptions import NotFound
from zope.i18nmessageid import Message

import transaction

HEADINGS: dict[str, Message] = {
    CASE: _("heading_handover_cases", default="Open cases"),
    STEP: _("heading_handover_steps", default="Steps in hand"),
    POST: _("heading_handover_posts", default="Posts"),
    SUBSTITUTION: _("heading_handover_substitutions", default="Substitutions"),
}
OUTCOMES: dict[str, Message] = {
    "given": _("outcome_given", default="to the successor"),
    "ended": _("outcome_ended", default="ends"),
    "left": _("outcome_left", default="stays as it is: an administrator sees to it"),
}


class InHandover(Page):
    """What the preview and the receipt have in common."""

    items: Sequence[Item] = ()

    @cached_property
    def organisation(self) -> Badge:
        """The organisation around."""
        return badge(self.context)

    @staticmethod
    def name(person: str) -> str:
        """Return a full name."""
        return full_name(person)

    def groups(self) -> list[tuple[Message, list[Item]]]:
        """Return the items by their kinds, each kind with its heading."""
        found = [(HEADINGS[k], [i for i in self.items if i.kind == k]) for k in HEADINGS]
        return [(heading, items) for heading, items in found if items]

    def title(self, item: Item) -> str:
        """Return what an item is called."""
        if item.kind == POST:
            return f"{self.say(function_of(item))} · {item.title}"
        return " · ".join(part for part in (item.number, item.title) if part)

    def outcome(self, item: Item) -> str:
        """Return what happens to an item."""
        return self.say(OUTCOMES[item.outcome])


class HandoverPage(InHandover):
    """Asks from whom to whom and until when, previews, and hands over on POST."""

    page_title = _("heading_handover", default="Hand over to a successor")

    def __call__(self) -> str:
        """Show the form and its preview; hand over on POST and lead to the receipt.

        NotFound for whoever hands over nobody's work.
        """
        if not self.people and not administers(self.context):
            raise NotFound("handover")
        if self.request.method != "POST":
            return self.index()
        try:
            receipt = self._hand_over()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(_("text_handed_over", default="Handed over."), "success")
        return self.back(f"{self.context.absolute_url()}/@@handover-receipt?id={receipt.id}")

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Those whose work the reader hands over, by name."""
        return by_name(p for p in everybody(self.context) if may_hand_over(self.context, p))

    @cached_property
    def successors(self) -> list[tuple[str, str]]:
        """Those who can take over, by name."""
        members = [p for p in everybody(self.context) if is_member(self.context, p)]
        return by_name(p for p in members if p != self.person)

    @cached_property
    def person(self) -> str:
        """The leaver asked for, "" for none or one who is not the reader's to ask for."""
        asked = self.asked("person")
        return asked if asked in dict(self.people) else ""

    @cached_property
    def problem(self) -> Message | str:
        """What is wrong with what was asked, "" when it can be previewed."""
        if not self.asked("successor"):
            return ""
        try:
            self._check()
        except MuniflowError as error:
            return error.message
        return ""

    @cached_property
    def ready(self) -> bool:
        """True when there is something to preview."""
        return bool(self.person and self.asked("successor") and not self.problem)

    @cached_property
    def items(self) -> Sequence[Item]:
        """What would be handed over."""
        successor = self.asked("successor")
        return plan(self.context, self.person, successor, self._last_day(), self.given)

    @cached_property
    def given(self) -> list[str]:
        """The UIDs of the posts that the successor gets."""
        found = self.request.form.get("posts", [])
        names = [found] if isinstance(found, str) else found
        return [name for name in names if isinstance(name, str)]

    @property
    def earlier(self) -> list[Receipt]:
        """The receipts of earlier handovers that the reader may see."""
        return receipts(self.context)

    def asked(self, name: str) -> str:
        """Return what was written in a field, "" for nothing."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def _check(self) -> None:
        check_handover(
            person=self.person,
            successor=self.asked("successor"),
            last_day=self._last_day(),
            today=self.today,
            is_member=is_member(self.context, self.asked("successor")),
            name=full_name,
        )

    def _hand_over(self) -> Receipt:
        return hand_over(
            self.context,
            person=self.asked("person"),
            successor=self.asked("successor"),
            last_day=self._last_day(),
            posts=self.given,
        )

    def _last_day(self) -> date:
        try:
            return date.fromisoformat(self.asked("last_day"))
        except ValueError as problem:
            raise Invalid(
                _(
                    "error_handover_day",
                    default="“${day}” cannot be the last day; choose yesterday or a later day, "
                    "within a year.",
                    mapping={"day": self.asked("last_day")},
                )
            ) from problem


class ReceiptPage(InHandover):
    """What was handed over, to be printed and signed."""

    page_title = _("heading_handover_receipt", default="Receipt of a handover")

    def __call__(self) -> str:
        """Return the page; NotFound for those whom the receipt does not concern."""
        if self.receipt is None or not may_see(self.context, self.receipt):
            raise NotFound("handover-receipt")
        return self.index()

    @cached_property
    def receipt(self) -> Receipt | None:
        """The receipt asked for."""
        asked = self.request.form.get("id", "")
        return receipt_of(self.context, asked) if isinstance(asked, str) else None

    @property
    def items(self) -> Sequence[Item]:
        """What was handed over."""
        return self.receipt.items
