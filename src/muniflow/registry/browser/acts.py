"""Registers a case and withdraws numbers, asked for on a page."""

from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.registry.operations import register_case
from muniflow.registry.operations import void_number

import transaction


class RegisterCase(Page):
    """Gives the case its number at once."""

    def __call__(self) -> str:
        """Register on POST, then lead back to the case."""
        if self.request.method == "POST":
            try:
                number = register_case(self.context)
                self.tell(
                    _(
                        "text_registered",
                        default="Registered as ${number}.",
                        mapping={"number": number},
                    ),
                    "success",
                )
            except MuniflowError as error:
                transaction.abort()
                self.tell_error(error)
        return self.back()


class VoidNumber(Page):
    """Asks why, then withdraws the number."""

    page_title = _("heading_void", default="Withdraw a number")

    @property
    def reason(self) -> str:
        """What was written before it was refused."""
        return self.request.form.get("reason", "")

    def __call__(self) -> str:
        """Show the form; withdraw on POST."""
        if self.request.method != "POST":
            return self.index()
        try:
            entry = void_number(self.context, reason=self.reason)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(
            _("text_voided", default="${number} is void.", mapping={"number": entry.number}),
            "success",
        )
        return self.back()
