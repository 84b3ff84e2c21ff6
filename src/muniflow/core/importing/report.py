"""What an import did, or would do, row by row."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from muniflow import _
from muniflow.core.sheets import Row
from muniflow.core.sheets import Value
from muniflow.core.sheets import write
from zope.i18nmessageid import Message

ROW = _("column_row", default="Row")
REASON = _("column_reason", default="Reason")

Say = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, and what would be right."""

    column: str
    value: Value
    message: Message


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, and why."""

    row: Row
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Report:
    """The rows of one file by what became of them; ``done`` False for a dry run."""

    filename: str
    header: tuple[str, ...]
    done: bool
    taken: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()
    notes: list[Message] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return len(self.taken) + len(self.known) + len(self.refused)

    def refuse(self, row: Row, problems: list[Problem]) -> None:
        """Enter a row that is not taken."""
        self.refused.append(Refused(row, tuple(problems)))

    def sort(self) -> None:
        """Put the refused rows in the order of the file."""
        self.refused.sort(key=lambda refused: refused.row.number)


def sentences(refused: Refused, say: Say) -> Iterator[str]:
    """Yield one sentence for each problem of a row, with the column it is in."""
    for problem in refused.problems:
        told = say(problem.message)
        yield f"{problem.column}: {told}" if problem.column else told


def refused_sheet(report: Report, say: Say) -> bytes:
    """Return the refused rows as XLSX: as they were, with number and reason behind them."""
    width = len(report.header)
    rows = [
        (
            *_padded(refused.row.cells, width),
            refused.row.number,
            " ".join(sentences(refused, say)),
        )
        for refused in report.refused
    ]
    return write((*report.header, say(ROW), say(REASON)), rows)


def _padded(cells: tuple[Value, ...], width: int) -> tuple[Value, ...]:
    return (*cells, *([None] * (width - len(cells))))[:width]
