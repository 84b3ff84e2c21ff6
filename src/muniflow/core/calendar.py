"""Working days: computed holidays, days swapped by decree, and what an office adds itself."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import cache
from functools import lru_cache
from muniflow.core.packs import packs
from types import MappingProxyType

import holidays

SATURDAY = 5
DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country (ISO 3166 code) in a year."""
    return frozenset(holidays.country_holidays(country, years=year))


@lru_cache(maxsize=64)
def named_holidays(country: str, year: int, language: str) -> Mapping[date, str]:
    """Return the public holidays of a year with their names, in English for other languages."""
    spoken = holidays.country_holidays(country).supported_languages
    chosen = language if language in spoken else "en_US"
    found = holidays.country_holidays(country, years=year, language=chosen)
    return MappingProxyType(dict(found.items()))


# A plain value: nothing of it is stored, so it may be compared, kept and used as a key.
@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which an office works: weekdays without holidays, and what is told apart."""

    country: str
    """ISO 3166 code, as the holidays are computed."""
    closed: frozenset[date] = frozenset()
    """Free days that would be working days; they go before ``open``."""
    open: frozenset[date] = frozenset()
    """Working days that would be free."""

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on that day."""
        if day in self.closed:
            return False
        return day in self.open or is_plain_working_day(day, self.country)

    def add(self, start: date, days: int) -> date:
        """Return the working day ``days`` working days after ``start``, before it if negative.

        The start itself never counts; 0 is the start.
        """
        step = DAY if days > 0 else -DAY
        day, left = start, abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days lead from ``start`` to ``end``, negative backwards.

        Counted as :meth:`add` counts: the start never counts, the end does if it is one.
        """
        step = DAY if end > start else -DAY
        day, passed = start, 0
        while day != end:
            day += step
            passed += self.is_working(day)
        return passed if end > start else -passed

    def working_on_or_after(self, day: date) -> date:
        """Return the day itself when the office works, else the next one on which it does."""
        return day if self.is_working(day) else self.add(day, 1)

    def changed(self, closed: Iterable[date], opened: Iterable[date]) -> "WorkCalendar":
        """Return the calendar of an office that differs: what it says goes before this one."""
        closed, opened = frozenset(closed), frozenset(opened)
        return WorkCalendar(
            self.country, (self.closed - opened) | closed, (self.open - closed) | opened
        )


def is_plain_working_day(day: date, country: str) -> bool:
    """Tell whether a day is a weekday and no holiday, whatever was swapped by decree."""
    return day.weekday() < SATURDAY and day not in public_holidays(country, day.year)


@cache
def national_calendar(country: str) -> WorkCalendar:
    """Return the calendar of a country (ISO 3166 code) with the days its pack says are swapped."""
    swapped = [
        swap for pack in packs().values() if pack.holidays == country for swap in pack.swapped
    ]
    return WorkCalendar(
        country,
        closed=frozenset(swap.free for swap in swapped),
        open=frozenset(swap.working for swap in swapped),
    )


def is_working_day(day: date, country: str) -> bool:
    """Tell whether offices of a country work on that day."""
    return national_calendar(country).is_working(day)


def add_working_days(start: date, days: int, country: str) -> date:
    """Return the day ``days`` working days after ``start``; raises ValueError below 0."""
    if days < 0:
        raise ValueError(f"days must be 0 or more, got {days}")
    return national_calendar(country).add(start, days)
