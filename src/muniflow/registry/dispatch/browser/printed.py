"""The list as a paper to sign and as a spreadsheet."""

from datetime import date
from muniflow import _
from muniflow.core import sheets
from muniflow.organisation.operations import full_name
from muniflow.registry.dispatch.browser.list import Line
from muniflow.registry.dispatch.browser.list import Listed
from muniflow.registry.dispatch.interfaces import CANCELLED
from muniflow.registry.dispatch.interfaces import HANDED
from muniflow.registry.dispatch.interfaces import PREPARED
from muniflow.registry.dispatch.printing import post_book
from muniflow.registry.dispatch.printing import PostBook

MOST = 20_000
"""Lines in one spreadsheet: more than a town sends in a year."""

COLUMNS = (
    _("column_running", default="No."),
    _("column_addressee", default="Addressee"),
    _("column_place", default="Place"),
    _("column_number", default="Number"),
    _("column_mode", default="How"),
    _("column_tracking", default="Carrier's number"),
    _("column_signature", default="Remark, signature"),
)


class DispatchPaper(Listed):
    """The post book: what was asked for, in the order of the numbers, to be signed."""

    def __call__(self) -> bytes:
        """Send it as a PDF."""
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = f"dispatch-{self.wanted.day or self.year}.pdf"
        response.setHeader("Content-Disposition", f'inline; filename="{name}"')
        return post_book(self._book())

    def _book(self) -> PostBook:
        lines = self.lines_of(reversed(self.found[:MOST]))
        return PostBook(
            title=self.say(_("heading_post_book", default="Post book")),
            subtitle=f"{self.organisation.title} · {self._span()}",
            columns=tuple(self.say(column) for column in COLUMNS),
            rows=tuple(self._row(line) for line in lines),
            count=self.say(
                _("text_post_book_count", default="Items: ${count}", mapping={"count": len(lines)})
            ),
            signs=(
                self.say(_("text_handed_by", default="Handed over by")),
                self.say(_("text_taken_by", default="Taken over by")),
            ),
            page=self.say(_("text_page_of_paper", default="page ${number}")),
            language=self.language,
        )

    def _span(self) -> str:
        """Return for which day, or year, the paper is."""
        if self.wanted.day:
            return self.day(date.fromisoformat(self.wanted.day))
        if self.wanted.state == PREPARED:
            return self.day(self.today)
        return str(self.year)

    def _row(self, line: Line) -> tuple[str, ...]:
        one = line.dispatch
        remark = "" if one.state in (PREPARED, HANDED) else line.state
        if one.state == CANCELLED:
            remark = f"{line.state}: {one.reason}"
        return (
            one.number,
            one.addressee,
            one.address,
            one.reference,
            line.mode,
            one.tracking,
            remark,
        )


class DispatchSheet(Listed):
    """What was asked for, with everything that is known of it."""

    columns = (
        *COLUMNS[:6],
        _("column_matter", default="Matter"),
        _("column_state", default="State"),
        _("column_prepared", default="Prepared"),
        _("column_prepared_by", default="Prepared by"),
        _("column_handed", default="Handed over"),
        _("column_ended", default="Ended"),
        _("column_reason", default="Reason"),
    )

    def __call__(self) -> bytes:
        """Send it as XLSX."""
        response = self.request.response
        response.setHeader("Content-Type", sheets.XLSX_TYPE)
        response.setHeader("Content-Disposition", 'attachment; filename="dispatch.xlsx"')
        header = [self.say(column) for column in self.columns]
        lines = self.lines_of(reversed(self.found[:MOST]))
        return sheets.write(header, map(self._row, lines), str(self.year))

    def _row(self, line: Line) -> tuple[str, ...]:
        one = line.dispatch
        return (
            one.number,
            one.addressee,
            one.address,
            one.reference,
            line.mode,
            one.tracking,
            line.title,
            line.state,
            self.moment(one.prepared),
            full_name(one.prepared_by),
            self.moment(one.handed),
            one.ended,
            one.reason,
        )
