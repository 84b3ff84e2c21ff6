"""Closes a register, after showing what that means."""

from functools import cached_property
from itertools import islice
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Fact
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisation_of
from muniflow.registry.operations import close_register
from muniflow.registry.operations import open_cases
from muniflow.registry.operations import year_over

import transaction

NAMED = 10
"""Open cases that the page names; of more it says the number."""


class CloseRegister(Page):
    """Shows what will be closed and what stays open; closes when that is confirmed."""

    page_title = _("heading_close_register", default="Close the register")

    def __call__(self) -> str:
        """Show the preview; close on POST."""
        if self.context.closed:
            return self.back()
        if self.request.method != "POST":
            return self.index()
        try:
            close_register(self.context, reason=self.reason)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(_("text_register_closed", default="The register is closed."), "success")
        return self.back()

    @property
    def reason(self) -> str:
        """What was written before it was refused."""
        value = self.request.form.get("reason", "")
        return value if isinstance(value, str) else ""

    @property
    def organisation(self) -> Badge:
        """Whose register it is."""
        return badge(organisation_of(self.context))

    @property
    def early(self) -> bool:
        """True when its year is not over, and a reason is asked for."""
        return not year_over(self.context)

    @cached_property
    def open(self) -> list[object]:
        """What the catalog keeps of the cases that stay open."""
        return list(open_cases(self.context))

    def named(self) -> list[object]:
        """Return the first of the open cases."""
        return list(islice(self.open, NAMED))

    def facts(self) -> list[Fact]:
        """Return what the register holds."""
        book = self.context.book
        rows = (
            (_("label_last_number", default="Last main number"), book.last),
            (_("label_entries", default="Entries"), len(book)),
            (_("label_open_cases", default="Cases that stay open"), len(self.open)),
        )
        return [Fact(title, str(value), number=True) for title, value in rows]
