"""The bar above the book: what the address asks for, as a question to the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow import _
from muniflow.registry.index import DATE
from muniflow.registry.index import NUMBER
from muniflow.registry.index import PARTNER
from muniflow.registry.index import Question
from muniflow.registry.index import TITLE
from muniflow.registry.index import YES

FIELDS = ("direction", "unit", "handler", "kind", "plan_item", "level")
"""What is asked for by its value; the names are those of the address."""

CORRECTIONS = ("corrected", "void", "moved")
FOLDED_AWAY = ("direction", "handler", "kind", "plan_item", "level", "correction")
"""Asked for seldom: kept closed until they are."""

SORTS = {
    "-number": _("sort_number_newest", default="Number, newest first"),
    "number": _("sort_number_oldest", default="Number, oldest first"),
    "-date": _("sort_date_newest", default="Day, latest first"),
    "date": _("sort_date_oldest", default="Day, earliest first"),
    "partner": _("sort_partner", default="Partner"),
    "title": _("sort_title", default="Matter"),
}
YEARS = range(1900, 2200)
ORDERS = {NUMBER, DATE, PARTNER, TITLE}
CORRECTED = {
    "corrected": _("correction_any", default="Any correction"),
    "void": _("correction_void", default="Void"),
    "moved": _("correction_moved", default="Moved"),
}
LEVELS = {
    "case": _("level_case", default="Cases"),
    "document": _("level_document", default="Documents"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as texts that the bar shows again."""

    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    @property
    def any(self) -> bool:
        """True when the book is narrowed in any way."""
        return any(value for name, value in self.values.items() if name != "sort")

    @property
    def unfolded(self) -> bool:
        """True when something that is seldom asked for was."""
        return any(self[name] for name in FOLDED_AWAY)


def asked(form: Mapping[str, object]) -> Asked:
    """Return what an address asks for; what it does not understand is left out."""
    names = ("text", "since", "until", "correction", *FIELDS)
    values = {name: form[name].strip() for name in names if isinstance(form.get(name), str)}
    values["since"] = _day(values.get("since", ""))
    values["until"] = _day(values.get("until", ""))
    if values.get("correction") not in CORRECTIONS:
        values["correction"] = ""
    sort = form.get("sort")
    values["sort"] = sort if isinstance(sort, str) and sort in SORTS else "-number"
    return Asked(values)


def question(what: Asked) -> Question:
    """Return what was asked for as a question to the book."""
    values = {name: what[name] for name in FIELDS if what[name]}
    if what["correction"]:
        values[what["correction"]] = YES
    sort = what["sort"].lstrip("-")
    return Question(
        text=what["text"],
        values=values,
        since=_moment(what["since"], 0),
        until=_moment(what["until"], 1),
        sort=sort if sort in ORDERS else NUMBER,
        descending=what["sort"].startswith("-"),
    )


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return day.isoformat() if day.year in YEARS else ""


def _moment(day: str, more: int) -> str:
    """Return when a day begins here, or the one after it, as the index has its times."""
    if not day:
        return ""
    begins = datetime.fromisoformat(day) + timedelta(days=more)
    return begins.astimezone(UTC).isoformat(timespec="microseconds")
