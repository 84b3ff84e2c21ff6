"""Sends one document: puts it on the dispatch list, and says what became of it."""

from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisation_of
from muniflow.registry.dispatch.errors import NotDispatchable
from muniflow.registry.dispatch.interfaces import Addressee
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import REGISTERED
from muniflow.registry.dispatch.operations import check_dispatchable
from muniflow.registry.dispatch.operations import dispatch_to
from muniflow.registry.dispatch.operations import dispatches_of
from muniflow.registry.dispatch.rules import addressees_in
from muniflow.registry.dispatch.rules import partner_in
from muniflow.registry.dispatch.wording import sentence
from muniflow.registry.dispatch.wording import TONES
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import Unauthorized

import transaction

PERMISSION = "muniflow: Dispatch"


@dataclass(frozen=True, slots=True)
class Sent:
    """One dispatch of the document as its page says it."""

    number: str
    text: str
    tone: str


class DocumentDispatch(Page):
    """What was sent of a document, and the form that sends it."""

    page_title = _("heading_dispatch", default="Send this document")
    door = ViewPageTemplateFile("door.pt")
    """What the page of a document shows of it."""

    def __call__(self) -> str:
        """Show the form; put on the list on POST and lead back to the document."""
        if not api.user.has_permission(PERMISSION, obj=self.context):
            raise Unauthorized(PERMISSION)
        if self.request.method != "POST":
            return self.index()
        try:
            numbers = dispatch_to(
                self.context, self._addressees(), mode=self.mode, note=self.asked("note")
            )
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        told = _(
            "text_dispatched",
            default="On the dispatch list as ${numbers}.",
            mapping={"numbers": ", ".join(numbers)},
        )
        self.tell(told, "success")
        return self.back()

    @cached_property
    def organisation(self) -> Badge:
        """The organisation that sends."""
        return badge(organisation_of(self.context))

    def asked(self, name: str) -> str:
        """Return what was written in a field; addressee and address are known of old."""
        value = self.request.form.get(name, self._known.get(name, ""))
        return value if isinstance(value, str) else ""

    @cached_property
    def _known(self) -> dict[str, str]:
        """Whom the document names, the first partner of its case otherwise."""
        facts = getattr(self.context, "facts", None)
        if facts is not None and facts.partner:
            return {"addressee": facts.partner, "address": facts.address}
        partners = getattr(self.context.aq_parent, "partners", None) or ("",)
        partner = partner_in(partners[0])
        return {"addressee": partner.name, "address": partner.address}

    @property
    def mode(self) -> str:
        """The way of sending that was chosen."""
        return self.asked("mode") or REGISTERED

    def modes(self) -> list[tuple[str, str]]:
        """Return the ways of sending with their names."""
        return [(mode, self.say(title)) for mode, title in MODES.items()]

    def sent(self) -> list[Sent]:
        """Return what was sent of the document, oldest first."""
        return [
            Sent(
                found.number,
                self.say(sentence(found, self.say, self.day)),
                TONES.get(found.state, ""),
            )
            for found in dispatches_of(self.context)
        ]

    @cached_property
    def may_dispatch(self) -> bool:
        """True when the reader may send the document and nothing stands against it."""
        if not api.user.has_permission(PERMISSION, obj=self.context):
            return False
        try:
            check_dispatchable(self.context)
        except NotDispatchable:
            return False
        return True

    def _addressees(self) -> list[Addressee]:
        first = Addressee(self.asked("addressee"), self.asked("address"))
        more = addressees_in(self.asked("more"))
        return more if more and not first.name.strip() else [first, *more]
