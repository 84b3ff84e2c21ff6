"""The filing plan of an organisation: its items, and another one sent as a file."""

from functools import cached_property
from muniflow import _
from muniflow.core import sheets
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.registry.plan.operations import change_plan
from muniflow.registry.plan.operations import filing_plan
from muniflow.registry.plan.operations import MANAGE
from muniflow.registry.plan.rules import Plan
from muniflow.registry.plan.rules import PlanItem
from muniflow.registry.plan.rules import retention
from muniflow.registry.plan.shipped import COLUMNS
from muniflow.registry.plan.shipped import read_plan
from plone import api
from ZPublisher.HTTPRequest import FileUpload

import transaction


class PlanPage(Page):
    """Shows the plan to members; takes a file from administrators."""

    page_title = _("heading_filing_plan", default="Filing plan")
    columns = (
        Column(_("column_plan_item", default="Item")),
        Column(_("column_title", default="Title")),
        Column(_("column_kept", default="Kept")),
    )

    def __call__(self) -> str:
        """Show the plan; change it on POST."""
        if self.request.method != "POST":
            return self.index()
        try:
            items = self._sent()
            change_plan(self.context, items, whole="whole" in self.request.form)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        told = _(
            "text_plan_changed", default="Items taken: ${count}.", mapping={"count": len(items)}
        )
        self.tell(told, "success")
        return self.back(f"{self.context.absolute_url()}/@@filing-plan")

    @cached_property
    def organisation(self) -> Badge:
        """Whose plan it is."""
        return badge(self.context)

    @property
    def may_manage(self) -> bool:
        """True for those who may change the plan."""
        return bool(api.user.has_permission(MANAGE, obj=self.context))

    def lines(self) -> list[tuple[str, Cell, Cell]]:
        """Return the items with what becomes of their cases, closed ones softly."""
        return [(i.id, Cell(i.title), self._kept(i)) for i in filing_plan(self.context)]

    def _kept(self, item: PlanItem) -> Cell:
        words = f"{item.mark} · {self.say(retention(item))}"
        if item.until is None:
            return Cell(words)
        closed = _(
            "text_plan_item_until",
            default="until ${day}",
            mapping={"day": self.day(item.until)},
        )
        return Cell(words, tone="soft", note=self.say(closed))

    def _sent(self) -> Plan:
        upload = self.request.form.get("file")
        if not isinstance(upload, FileUpload) or not upload.filename:
            raise Invalid(_("error_plan_no_file", default="Choose the file of the plan."))
        return read_plan(upload.read(), upload.filename)


class PlanSheet(Page):
    """The plan as a spreadsheet, to be changed and sent again."""

    def __call__(self) -> bytes:
        """Send it."""
        response = self.request.response
        response.setHeader("Content-Type", sheets.XLSX_TYPE)
        response.setHeader("Content-Disposition", 'attachment; filename="filing-plan.xlsx"')
        rows = ((i.id, i.title, i.years, i.mark, i.until) for i in filing_plan(self.context))
        return sheets.write(COLUMNS, rows)
