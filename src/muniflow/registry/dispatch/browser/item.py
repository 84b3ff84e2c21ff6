"""One dispatch: what became of it is written down here."""

from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.theme.interfaces import Fact
from muniflow.organisation.operations import full_name
from muniflow.registry.dispatch.browser.list import HAND
from muniflow.registry.dispatch.browser.list import Listed
from muniflow.registry.dispatch.errors import UnknownDispatch
from muniflow.registry.dispatch.errors import WrongDispatch
from muniflow.registry.dispatch.interfaces import CANCELLED
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import OUTCOMES
from muniflow.registry.dispatch.interfaces import PREPARED
from muniflow.registry.dispatch.interfaces import STATES
from muniflow.registry.dispatch.operations import cancel_dispatch
from muniflow.registry.dispatch.operations import dispatch_of
from muniflow.registry.dispatch.operations import end_dispatch
from muniflow.registry.dispatch.rules import WAYS
from plone import api
from urllib.parse import urlencode
from zExceptions import NotFound
from zExceptions import Unauthorized

import transaction


class DispatchPage(Listed):
    """Shows a dispatch; writes its end down, or cancels it, on POST."""

    def __call__(self) -> str:
        """Show it; write down on POST and show it anew."""
        if self.request.method != "POST":
            return self.index()
        if not self.may_write:
            raise Unauthorized(HAND)
        try:
            changed = self._write()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        told = _(
            "text_dispatch_written",
            default="${number} is ${state} now.",
            mapping={"number": changed.number, "state": self.say(STATES[changed.state])},
        )
        self.tell(told, "success")
        return self.back(f"{self.address}?{urlencode({'number': changed.number})}")

    @cached_property
    def page_title(self) -> str:
        """Its number."""
        return self.dispatch.number

    @cached_property
    def address(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@dispatch-item"

    @cached_property
    def dispatch(self) -> Dispatch:
        """What was asked for; raises NotFound."""
        try:
            return dispatch_of(self.context, self.asked("number"))
        except UnknownDispatch as error:
            raise NotFound(self.asked("number")) from error

    def facts(self) -> list[Fact]:
        """Return what is known of it."""
        found = self.dispatch
        (line,) = self.lines_of([found])
        url = f"{self.site_url}/resolveuid"
        rows = [
            Fact(
                _("label_document", default="Document"),
                f"{found.reference} · {line.title}",
                f"{url}/{found.document}",
            ),
            Fact(_("label_addressee", default="Addressee"), found.addressee),
            Fact(_("label_dispatch_where", default="Address"), found.address),
            Fact(_("label_dispatch_mode", default="How it goes"), self.say(MODES[found.mode])),
            Fact(_("label_tracking", default="Carrier's number"), found.tracking, number=True),
            Fact(_("label_state", default="State"), line.state, tone=line.tone),
            Fact(
                _("label_prepared", default="Put on the list"),
                self._by(found.prepared, found.prepared_by),
            ),
            Fact(
                _("label_handed", default="Handed to the carrier"),
                self._by(found.handed, found.handed_by),
            ),
            Fact(_("label_ended", default="Day of the end"), self._ended()),
            Fact(_("label_dispatch_why", default="Reason"), found.reason),
            Fact(_("label_dispatch_note", default="Note for whoever sends it"), found.note),
            Fact(_("label_fingerprint", default="SHA-256 of the file"), found.sha256),
        ]
        if found.receipt:
            receipt = self.say(_("text_receipt", default="the filed receipt"))
            rows.append(
                Fact(_("label_receipt", default="Receipt"), receipt, f"{url}/{found.receipt}")
            )
        return [fact for fact in rows if fact.value]

    def ends(self) -> list[tuple[str, str]]:
        """Return the ends it can come to now, with their names."""
        state = self.dispatch.state
        return [(end, self.say(STATES[end])) for end in OUTCOMES if state in WAYS[end]]

    @property
    def may_cancel(self) -> bool:
        """True while it has not left the house."""
        return self.may_write and self.dispatch.state in WAYS[CANCELLED]

    @property
    def waits(self) -> bool:
        """True while it is to be handed over."""
        return self.dispatch.state == PREPARED

    @cached_property
    def may_write(self) -> bool:
        """True for those who keep the list."""
        return bool(api.user.has_permission(HAND, obj=self.context))

    def _by(self, time: str, person: str) -> str:
        return f"{self.moment(time)}, {full_name(person)}" if time else ""

    def _ended(self) -> str:
        return self.day(date.fromisoformat(self.dispatch.ended)) if self.dispatch.ended else ""

    def _write(self) -> Dispatch:
        number, reason = self.dispatch.number, self.asked("reason")
        if self.asked("state") == CANCELLED:
            return cancel_dispatch(self.context, number, reason=reason)
        return end_dispatch(
            self.context,
            number,
            self.asked("state"),
            day=self._day(),
            reason=reason,
            receipt=self.asked("receipt"),
        )

    def _day(self) -> date | None:
        written = self.asked("ended")
        try:
            return date.fromisoformat(written) if written else None
        except ValueError as error:
            raise WrongDispatch(
                _(
                    "error_dispatch_no_day",
                    default="“${value}” is no day; write it like 2026-11-22.",
                    mapping={"value": written[:20]},
                )
            ) from error
