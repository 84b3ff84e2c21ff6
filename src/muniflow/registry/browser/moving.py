"""Registers a document anew in the case it belongs to."""

from functools import cached_property
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisation_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import check_movable
from muniflow.registry.operations import find_case
from muniflow.registry.operations import move_registration
from zope.i18nmessageid import Message

import transaction


class MoveRegistration(Page):
    """Asks for the number of the right case, shows it, and why; then moves the registration."""

    page_title = _("heading_move", default="Register in another case")

    def __call__(self) -> str:
        """Show the form; move on POST when the case shown is confirmed."""
        if self.request.method != "POST":
            return self.index()
        try:
            number = move_registration(self.context, to=self._confirmed(), reason=self.reason)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(
            _(
                "text_moved",
                default="${before} is void; the document is registered as ${number} now.",
                mapping={"before": self.context.registry_number, "number": number},
            ),
            "success",
        )
        return self.back()

    def _confirmed(self) -> ICase:
        if self.target is None:
            raise Invalid(self.unknown)
        return self.target

    def asked(self, name: str) -> str:
        """Return a value of the form."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @property
    def number(self) -> str:
        """The number that was asked for."""
        return self.asked("number")

    @property
    def reason(self) -> str:
        """What was written before it was refused."""
        return self.asked("reason")

    @property
    def organisation(self) -> Badge:
        """Whose register it is."""
        return badge(organisation_of(self.context))

    @cached_property
    def target(self) -> ICase | None:
        """The case with the number asked for, as far as the reader sees it."""
        return find_case(organisation_of(self.context), self.number) if self.number else None

    @property
    def unknown(self) -> Message:
        """What is said of a number that finds no case."""
        return _(
            "error_no_such_case",
            default="You see no case with the number “${number}” in this organisation.",
            mapping={"number": self.number},
        )

    @cached_property
    def problem(self) -> str:
        """Why the document cannot be registered in the case found, "" where it can."""
        if not self.number:
            return ""
        if self.target is None:
            return self.say(self.unknown)
        try:
            check_movable(self.context, self.target)
        except MuniflowError as error:
            return self.say(error.message)
        return ""
