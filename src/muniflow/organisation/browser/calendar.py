"""The working calendar of an organisation: a year at a glance, and the days it changes itself."""

from babel.dates import format_date
from babel.dates import get_day_names
from calendar import Calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core.calendar import named_holidays
from muniflow.core.calendar import SATURDAY
from muniflow.core.errors import MuniflowError
from muniflow.core.packs import pack
from muniflow.organisation.browser.settings import InOrganisation
from muniflow.organisation.changeddays import ChangedDay
from muniflow.organisation.changeddays import days_in
from muniflow.organisation.operations import change_days
from muniflow.organisation.operations import changed_days
from muniflow.organisation.operations import restore_day
from zope.i18nmessageid import Message

import transaction

YEARS = range(1990, 2101)
FREE = "mf-day-free"
HOLIDAY = "mf-day-holiday"
CLOSED = "mf-day-closed"
OPEN = "mf-day-open"
OPENED = "open"


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day of the year as the page shows it; ``words`` say why it is not as its weekday."""

    day: date
    look: str = ""
    words: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks; days of its neighbours are None."""

    title: str
    weeks: list[list[DayMark | None]]


class CalendarPage(InOrganisation):
    """Shows a year; closes and opens days on POST."""

    page_title = _("heading_calendar", default="Calendar")

    def __call__(self) -> str:
        """Show the year; change days on POST and lead back to it."""
        if self.request.method != "POST":
            return self.index()
        try:
            message = self._restore() if self.asked("restore") else self._change()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(message, "success")
        return self.back(f"{self.address}?year={self.year}")

    def asked(self, name: str) -> str:
        """Return what was written in a field, "" for nothing."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def address(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@calendar"

    @cached_property
    def year(self) -> int:
        """The year asked for, this one by default."""
        asked = self.asked("year")
        known = asked.isascii() and asked.isdigit() and int(asked) in YEARS
        return int(asked) if known else self.today.year

    @property
    def neighbours(self) -> list[int]:
        """The years before and after."""
        return [year for year in (self.year - 1, self.year + 1) if year in YEARS]

    @cached_property
    def weekdays(self) -> list[tuple[str, str]]:
        """The days of the week, short and in full, from Monday."""
        short = get_day_names("short", locale=self.language)
        full = get_day_names("wide", locale=self.language)
        return [(short[number], full[number]) for number in range(7)]

    def months(self) -> list[Month]:
        """Return the twelve months of the year."""
        return [self._month(number) for number in range(1, 13)]

    def own_days(self) -> list[DayMark]:
        """Return the days of the year that the organisation changed, in order."""
        return [self._mark(day) for day in self._changes if day.year == self.year]

    def national_days(self) -> list[DayMark]:
        """Return the holidays and swapped days of the year, in order."""
        days = {*self._holidays, *(d for d in self._swaps if d.year == self.year)}
        return [self._national(day) for day in sorted(days)]

    def whole(self, day: date) -> str:
        """Return a day with the day of its week."""
        return f"{self.day(day)}, {self.weekdays[day.weekday()][1]}"

    def _month(self, number: int) -> Month:
        first = date(self.year, number, 1)
        weeks = Calendar().monthdatescalendar(self.year, number)
        return Month(
            format_date(first, "LLLL", locale=self.language),
            [[self._mark(day) if day.month == number else None for day in week] for week in weeks],
        )

    def _mark(self, day: date) -> DayMark:
        own = self._changes.get(day)
        if own is not None:
            return DayMark(day, OPEN if own.works else CLOSED, own.reason, own=True)
        return self._national(day)

    def _national(self, day: date) -> DayMark:
        if day in self._swaps:
            return self._swaps[day]
        if day in self._holidays:
            return DayMark(day, HOLIDAY, self._holidays[day])
        return DayMark(day, "" if day.weekday() < SATURDAY else FREE)

    @cached_property
    def _changes(self) -> Mapping[date, ChangedDay]:
        return {change.day: change for change in changed_days(self.context)}

    @cached_property
    def _holidays(self) -> Mapping[date, str]:
        country = pack(self.context.country).holidays
        return named_holidays(country, self.year, self.language)

    @cached_property
    def _swaps(self) -> Mapping[date, DayMark]:
        found = {}
        for swap in pack(self.context.country).swapped:
            free = _(
                "text_swapped_free",
                default="free; worked on ${day} (${decree})",
                mapping={"day": self.day(swap.working), "decree": swap.by},
            )
            working = _(
                "text_swapped_working",
                default="worked for ${day} (${decree})",
                mapping={"day": self.day(swap.free), "decree": swap.by},
            )
            found[swap.free] = DayMark(swap.free, HOLIDAY, self.say(free))
            found[swap.working] = DayMark(swap.working, OPEN, self.say(working))
        return found

    def _change(self) -> Message:
        """Close or open the days that were written."""
        since, until = self.asked("since"), self.asked("until")
        span = f"{since or until} – {until or since}" if since or until else ""
        days = change_days(
            self.context,
            days_in(f"{span}\n{self.asked('days')}"),
            works=self.asked("kind") == OPENED,
            reason=self.asked("reason"),
        )
        return _(
            "text_days_entered",
            default="Entered: ${days}.",
            mapping={"days": self._named(days)},
        )

    def _restore(self) -> Message:
        """Take one change back."""
        days = days_in(self.asked("restore"))
        for day in days:
            restore_day(self.context, day)
        return _(
            "text_day_restored",
            default="As in the country again: ${days}.",
            mapping={"days": self._named(days)},
        )

    def _named(self, days: list[date]) -> str:
        """Return the days in words, a long list by its ends."""
        if len(days) <= 3:
            return ", ".join(self.day(day) for day in days)
        return f"{self.day(days[0])} … {self.day(days[-1])} ({len(days)})"
