"""The arrivals' book of a year: every number, on screen and as a spreadsheet."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core.sheets import write
from muniflow.core.sheets import XLSX_TYPE
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.registry.arrivals import operations
from muniflow.registry.arrivals.book import ArrivalBook
from muniflow.registry.arrivals.browser.base import InOrganisation
from muniflow.registry.arrivals.interfaces import ArrivalEntry
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import KINDS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.arrivals.rules import audit
from muniflow.registry.arrivals.rules import WORDS
from muniflow.registry.rules import DOUBLE
from muniflow.registry.rules import Finding
from muniflow.registry.rules import GAP
from plone import api

SIZE = 100
FINDINGS = {
    GAP: _("finding_arrival_gap", default="gap:"),
    DOUBLE: _("finding_arrival_double", default="number given twice:"),
}
COLUMNS = (
    Column(_("column_number", default="Number")),
    Column(_("column_sender", default="Sender")),
    Column(_("column_subject", default="Subject"), hide="narrow"),
    Column(_("column_arrived", default="Arrived"), hide="medium"),
    Column(_("column_how", default="How it came"), hide="medium"),
    Column(_("column_became", default="What became of it"), hide="narrow"),
)


class Numbers:
    """A sequence as long as the book, of which only the shown part is woken."""

    def __init__(self, book: ArrivalBook | None) -> None:
        self._book = book

    def __len__(self) -> int:
        return self._book.last if self._book is not None else 0

    def __getitem__(self, index: int | slice) -> object:
        if isinstance(index, slice):
            start, stop, _step = index.indices(len(self))
            return self._book.newest(start, max(0, stop - start)) if len(self) else []
        return self._book.newest(index, 1)[0]


class ArrivalsBook(InOrganisation):
    """The book of one year, the newest first."""

    columns = COLUMNS

    @cached_property
    def years(self) -> list[int]:
        """The years there are books of."""
        return list(operations.years_of(self.home))

    @cached_property
    def year(self) -> int:
        """The year asked for, the present one by default."""
        asked = self.asked("year")
        return int(asked) if asked in map(str, self.years) else self.today.year

    @cached_property
    def page_title(self) -> str:
        """The book and its year."""
        return self.say(
            _(
                "heading_arrivals_book",
                default="Arrivals' book ${year}",
                mapping={"year": self.year},
            )
        )

    @cached_property
    def book(self) -> ArrivalBook | None:
        """The book, None when nothing came in."""
        return operations.book_of_year(self.home, self.year)

    @cached_property
    def page(self) -> object:
        """The entries of this page."""
        return self.batch(Numbers(self.book))

    @cached_property
    def found(self) -> list[Finding]:
        """What the audit finds: nothing, one hopes."""
        return audit(self.book.entries(), self.book.last) if self.book is not None else []

    def kind(self, finding: Finding) -> str:
        """Return what is wrong in words."""
        return self.say(FINDINGS[finding.kind])

    def rows(self) -> list[Row]:
        """Return the lines of this page."""
        entries = list(self.page)
        lines = self.lines([entry.uid for entry in entries])
        return [self.row(entry, lines.get(entry.uid, {})) for entry in entries]

    def lines(self, uids: list[str]) -> dict[str, dict[str, str]]:
        """Return what the catalog says of arrivals now, by UID."""
        found = api.portal.get_tool("portal_catalog")(UID=uids) if uids else []
        return {brain.UID: brain.arrival_line for brain in found}

    def row(self, entry: ArrivalEntry, line: dict[str, str]) -> Row:
        """Return one line of the book."""
        day, time = entry.received[:10], entry.received[11:16]
        return Row(
            title=entry.text,
            url=f"{self.site_url}/resolveuid/{entry.uid}",
            cells=(
                Cell(entry.sender),
                Cell(entry.subject),
                Cell(self.day(date.fromisoformat(day)), note=time),
                Cell(self.say(MODES.get(entry.mode, entry.mode))),
                self.fate(line),
            ),
        )

    def fate(self, line: dict[str, str]) -> Cell:
        """Return what became of an arrival."""
        if line.get("registered"):
            return Cell(line["registered"], tone="ok")
        state = line.get("state", "")
        note = self.say(KINDS[line["kind"]]) if line.get("kind") in KINDS else ""
        return Cell(self.say(WORDS.get(state, "–")), note=note, tone="soft")


class ArrivalsSheet(ArrivalsBook):
    """The same book as a spreadsheet."""

    def __call__(self) -> bytes:
        """Return the XLSX file."""
        name = f"{self.home.getId()}-arrivals-{self.year}.xlsx"
        response = self.request.response
        response.setHeader("Content-Type", XLSX_TYPE)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("Cache-Control", "private, no-store")
        return write(self._header(), self._values(), self.page_title)

    def _header(self) -> list[str]:
        titles = (
            _("column_number", default="Number"),
            _("column_taken_in", default="Taken in"),
            _("column_who", default="Who"),
            _("column_arrived", default="Arrived"),
            _("column_sender", default="Sender"),
            _("column_subject", default="Subject"),
            _("column_how", default="How it came"),
            _("label_carrier", default="Carrier"),
            _("label_external_id", default="Tracking number or Message-ID"),
            _("column_stands", default="Where it stands"),
            _("column_registered_as", default="Registered as"),
            _("label_unfiled_kind", default="What it is"),
            _("label_arrival_reason", default="Reason"),
        )
        return [self.say(title) for title in titles]

    def _values(self) -> Iterator[list[str]]:
        entries = list(self.book.entries()) if self.book is not None else []
        lines: dict[str, dict[str, str]] = {}
        for start in range(0, len(entries), SIZE):
            lines.update(self.lines([e.uid for e in entries[start : start + SIZE]]))
        for entry in entries:
            line = lines.get(entry.uid, {})
            yield [
                entry.text,
                entry.time,
                self.name(entry.actor),
                entry.received,
                entry.sender,
                entry.subject,
                self.say(MODES.get(entry.mode, entry.mode)),
                self.say(CARRIERS.get(entry.carrier, entry.carrier)),
                entry.external_id,
                self.say(WORDS.get(line.get("state", ""), "")),
                line.get("registered", ""),
                self.say(KINDS.get(line.get("kind", ""), "")),
                line.get("reason", ""),
            ]
