"""What makes a filing plan right; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from muniflow import _
from muniflow.core.errors import Invalid
from zope.i18nmessageid import Message

ARCHIVE = "A"
DESTROY = "S"
CHOOSE = "V"
KEEP = "K"

MARKS: dict[str, Message] = {
    ARCHIVE: _("plan_mark_archive", default="to the archives after ${years} years"),
    DESTROY: _("plan_mark_destroy", default="${years} years"),
    CHOOSE: _("plan_mark_choose", default="the archives choose after ${years} years"),
    KEEP: _("plan_mark_keep", default="kept for good"),
}
"""What happens to a case when its years are over, by the mark of its item."""

MOST_YEARS = 200
LONGEST_ID = 30
LONGEST_TITLE = 300


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class PlanItem:
    """One item of a filing plan; ``years`` is 0 for what is kept for good."""

    id: str
    title: str
    years: int
    mark: str
    until: date | None = None
    """The last day on which cases are filed under it; what was filed before stays."""

    def open_on(self, day: date) -> bool:
        """Tell whether cases are filed under it on a day."""
        return self.until is None or day <= self.until


Plan = tuple[PlanItem, ...]


def parse(rows: Iterable[Mapping[str, object]], source: str) -> Plan:
    """Return the items of a table; raises Invalid that names source, item and value."""
    found: dict[str, PlanItem] = {}
    for number, row in enumerate(rows, start=1):
        item = _item(row, number, source)
        if item.id in found:
            raise Invalid(
                _(
                    "error_plan_duplicate",
                    default="${source}: the item “${item}” stands there twice.",
                    mapping={"source": source, "item": item.id},
                )
            )
        found[item.id] = item
    if not found:
        raise Invalid(
            _("error_plan_empty", default="${source} has no items.", mapping={"source": source})
        )
    return tuple(found.values())


def _item(row: Mapping[str, object], number: int, source: str) -> PlanItem:
    name = _text(row, "id", LONGEST_ID, f"#{number}", source)
    if not name:
        raise _wrong(source, f"#{number}", "id", "")
    title = _text(row, "title", LONGEST_TITLE, name, source)
    if not title:
        raise _wrong(source, name, "title", "")
    mark = _text(row, "mark", 1, name, source)
    if mark not in MARKS:
        raise _wrong(source, name, "mark", mark)
    return PlanItem(name, title, _years(row, mark, name, source), mark, _until(row, name, source))


def _text(row: Mapping[str, object], field: str, longest: int, name: str, source: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _wrong(source, name, field, type(value).__name__)
    text = str(value).strip()
    if len(text) > longest:
        raise _wrong(source, name, field, f"{text[:longest]}…")
    return text


def _years(row: Mapping[str, object], mark: str, name: str, source: str) -> int:
    """Return the years; an item kept for good has none, every other has some."""
    value = _text(row, "years", 10, name, source).removesuffix(".0")
    if mark == KEEP:
        if value in ("", "0"):
            return 0
        raise _wrong(source, name, "years", value)
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= MOST_YEARS:
        raise _wrong(source, name, "years", value)
    return int(value)


def _until(row: Mapping[str, object], name: str, source: str) -> date | None:
    value = row.get("until")
    if value in (None, ""):
        return None
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise _wrong(source, name, "until", str(value)[:20]) from error


def _wrong(source: str, item: str, field: str, value: str) -> Invalid:
    return Invalid(
        _(
            "error_plan_value",
            default="${source}, item ${item}: “${value}” is no ${field}. Marks are ${marks}; "
            "years are a number from 1 to ${most}, none with K.",
            mapping={
                "source": source,
                "item": item,
                "value": value,
                "field": field,
                "marks": ", ".join(MARKS),
                "most": MOST_YEARS,
            },
        )
    )


def extended(plan: Plan, more: Plan) -> Plan:
    """Return a plan with items added, those of the same id replaced in their place."""
    items = {item.id: item for item in plan} | {item.id: item for item in more}
    return tuple(items.values())


def replaced(plan: Plan, new: Plan, last_day: date) -> Plan:
    """Return a new plan that keeps the old one's other items, closed, for its old cases."""
    names = {item.id for item in new}
    return (*new, *_closed((item for item in plan if item.id not in names), last_day))


def _closed(items: Iterable[PlanItem], last_day: date) -> Iterator[PlanItem]:
    for item in items:
        yield replace(item, until=last_day) if item.open_on(last_day) else item


def retention(item: PlanItem) -> Message:
    """Return what becomes of the cases of an item, and when."""
    words = MARKS[item.mark]
    return Message(words, mapping={"years": item.years})
