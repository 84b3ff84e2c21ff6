"""Labels as PDF: one, or sheets of them."""

from datetime import datetime
from datetime import time
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.registry.interfaces import ICase
from muniflow.registry.labels.drawing import sheets
from muniflow.registry.labels.drawing import single
from muniflow.registry.labels.operations import ARRIVAL
from muniflow.registry.labels.operations import label_of
from muniflow.registry.labels.operations import labels_for
from muniflow.registry.labels.rules import Form
from muniflow.registry.labels.rules import FORMS
from muniflow.registry.labels.rules import numbers_in
from plone import api

PDF = "application/pdf"
FIRST = next(iter(FORMS))


class OneLabel(Page):
    """The label of one case, document or arrival."""

    def __call__(self) -> bytes:
        """Send it as a page of its own size."""
        data = single(label_of(self.context), FORMS[FIRST])
        self.request.response.setHeader("Content-Type", PDF)
        self.request.response.setHeader("Content-Disposition", 'inline; filename="label.pdf"')
        return data


class LabelSheets(Page):
    """Asks for which numbers and where the first label lies, then prints."""

    page_title = _("heading_labels", default="Labels")

    def __call__(self) -> str | bytes:
        """Show the form; send the sheets when numbers were asked for."""
        if "print" not in self.request.form:
            return self.index()
        try:
            chosen = labels_for(numbers_in(self.numbers), self.context)
        except MuniflowError as error:
            self.tell_error(error)
            return self.index()
        if chosen.unknown or not chosen.labels:
            self._tell_unknown(chosen.unknown)
            return self.index()
        self.request.response.setHeader("Content-Type", PDF)
        self.request.response.setHeader("Content-Disposition", 'inline; filename="labels.pdf"')
        return sheets(list(chosen.labels), self.form, self.start)

    @cached_property
    def organisation(self) -> Badge:
        """Whose labels they are."""
        return badge(self.context)

    def asked(self, name: str) -> str:
        """Return what was written in a field, "" for nothing."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def numbers(self) -> str:
        """The numbers asked for; those of today's cases or arrivals when these were chosen."""
        if self.asked("today") in ("cases", "arrivals"):
            return "\n".join(self._of_today(self.asked("today")))
        return self.asked("numbers")

    @property
    def form(self) -> Form:
        """The kind of sheet that was chosen."""
        return FORMS.get(self.asked("form"), FORMS[FIRST])

    @property
    def start(self) -> int:
        """The place of the first label on the first sheet."""
        asked = self.asked("start")
        known = asked.isascii() and asked.isdigit() and len(asked) < 4
        return int(asked) if known else 1

    def forms(self) -> list[Form]:
        """Return the kinds of sheets."""
        return list(FORMS.values())

    def _of_today(self, kind: str) -> list[str]:
        """Return the numbers of the cases, or arrivals, that have come today."""
        query = {"portal_type": ARRIVAL} if kind == "arrivals" else {}
        if kind == "cases":
            query["object_provides"] = ICase.__identifier__
        found = api.portal.get_tool("portal_catalog")(
            organisation=self.context.getId(),
            created={"query": datetime.combine(self.today, time()), "range": "min"},
            sort_on="created",
            **query,
        )
        if kind == "cases":
            return [b.registry_number for b in found if b.registry_number]
        return [b.getObject().arrival_number for b in found]

    def _tell_unknown(self, unknown: tuple[str, ...]) -> None:
        told = _("text_no_numbers", default="Write the numbers, or choose those of today.")
        if unknown:
            told = _(
                "text_unknown_numbers",
                default="Not found here: ${numbers}. Nothing was printed.",
                mapping={"numbers": ", ".join(unknown[:20])},
            )
        self.tell(told, "warning")
