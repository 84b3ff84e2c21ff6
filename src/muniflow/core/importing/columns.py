"""Which column of a sheet is which, whatever language its headers speak."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow import _
from muniflow.core.importing.cells import CellProblem
from muniflow.core.importing.cells import folded
from muniflow.core.importing.report import Problem
from muniflow.core.sheets import Row
from muniflow.core.sheets import Sheet
from muniflow.core.sheets import SheetRefused
from muniflow.core.sheets import Value
from typing import TypeVar
from zope.i18nmessageid import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """A column an import knows; ``aliases`` are headers in any language."""

    name: str
    title: Message
    aliases: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known column stands in a sheet, and the headers that mean nothing here."""

    places: Mapping[str, int]
    headers: tuple[str, ...]
    unknown: tuple[str, ...]

    def header(self, name: str) -> str:
        """Return a column's header as the sheet writes it, "" for a missing one."""
        return self.headers[self.places[name]] if name in self.places else ""


def match(sheet: Sheet, columns: Sequence[Column], filename: str) -> Columns:
    """Return where the columns are; raises SheetRefused for missing and doubled ones."""
    names = {folded(alias): c.name for c in columns for alias in (c.name, *c.aliases)}
    places: dict[str, int] = {}
    unknown = []
    for place, header in enumerate(sheet.header):
        name = names.get(folded(header))
        if name is None and header:
            unknown.append(header)
        elif name is not None and name in places:
            raise _doubled(sheet.header[places[name]], header, filename)
        elif name is not None:
            places[name] = place
    missing = [c for c in columns if c.required and c.name not in places]
    if missing:
        raise _missing(missing, filename)
    return Columns(places, sheet.header, tuple(unknown))


class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, columns: Columns, row: Row) -> None:
        self._columns = columns
        self._row = row
        self.problems: list[Problem] = []

    def raw(self, name: str) -> Value:
        """Return a cell as it is, None for a missing one."""
        place = self._columns.places.get(name)
        return None if place is None or place >= len(self._row.cells) else self._row.cells[place]

    def get(self, name: str, *steps: Callable[[object], T]) -> T | None:
        """Return a cell passed through steps; a CellProblem of theirs is noted."""
        value = self.raw(name)
        try:
            for step in steps:
                value = step(value)
        except CellProblem as problem:
            self.note(name, problem.message)
            return None
        return value

    def note(self, name: str, message: Message) -> None:
        """Note a problem of a column."""
        header = self._columns.header(name) or name
        self.problems.append(Problem(header, self.raw(name), message))

    def is_sound(self, *names: str) -> bool:
        """Tell whether nothing is wrong yet with any of the columns."""
        headers = {self._columns.header(name) or name for name in names}
        return not any(problem.column in headers for problem in self.problems)


def _missing(missing: Sequence[Column], filename: str) -> SheetRefused:
    return SheetRefused(
        _(
            "error_sheet_missing",
            default="“${file}” has no column for: ${columns}. A header in its first row names "
            "each column.",
            mapping={
                "file": filename,
                "columns": "; ".join("/".join(c.aliases[:3]) for c in missing),
            },
        )
    )


def _doubled(first: str, second: str, filename: str) -> SheetRefused:
    return SheetRefused(
        _(
            "error_sheet_doubled",
            default="In “${file}” the columns “${first}” and “${second}” mean the same.",
            mapping={"file": filename, "first": first, "second": second},
        )
    )
