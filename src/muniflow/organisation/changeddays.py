"""The days on which an organisation differs from its country; plain values in and out."""

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from muniflow import _
from muniflow.core.calendar import WorkCalendar
from muniflow.core.errors import Invalid
from muniflow.core.importing.cells import CellProblem
from muniflow.core.importing.cells import day

import re

PARTS = re.compile(r"[\n;,]+")
RANGE = re.compile(r"\s*[–—]\s*|\s+-\s+")
MOST = 366
"""Days that one entry may name: a year of them."""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class ChangedDay:
    """A day an organisation works though its country does not, or the other way round."""

    day: date
    works: bool
    reason: str


def differing(national: WorkCalendar, changes: Collection[ChangedDay]) -> WorkCalendar:
    """Return the calendar of a country with the days an organisation changed."""
    return national.changed(
        (c.day for c in changes if not c.works), (c.day for c in changes if c.works)
    )


def days_in(text: str) -> list[date]:
    """Return the days a text names, in order: one in a line, ranges as "day – day".

    Raises Invalid that names what is no day, a range that ends before it begins, or too many.
    """
    found: set[date] = set()
    for part in PARTS.split(text):
        if part.strip():
            found.update(_range(part.strip(), MOST - len(found)))
    return sorted(found)


def _range(part: str, room: int) -> Iterator[date]:
    ends = [_day(end) for end in RANGE.split(part)]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or last < first:
        raise Invalid(
            _(
                "error_day_range",
                default="“${value}” is no range; write the first and the last day, like "
                "2026-12-28 – 2026-12-31.",
                mapping={"value": part},
            )
        )
    length = (last - first).days + 1
    if length > room:
        raise Invalid(
            _(
                "error_too_many_days",
                default="“${value}” makes more than ${most} days; enter fewer at once.",
                mapping={"value": part, "most": MOST},
            )
        )
    return (first + timedelta(number) for number in range(length))


def _day(written: str) -> date:
    try:
        found = day(written)
    except CellProblem as problem:
        raise Invalid(problem.message) from problem
    if found is None:
        raise Invalid(_("error_no_day", default="Say which day: write it like 2026-11-22."))
    return found
