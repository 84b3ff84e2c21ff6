"""Three months of one person at a glance."""

from babel.dates import format_date
from babel.dates import get_day_names
from calendar import Calendar
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from muniflow.core.calendar import SATURDAY
from muniflow.organisation.browser.calendar import CLOSED
from muniflow.organisation.browser.calendar import DayMark
from muniflow.organisation.browser.calendar import FREE
from muniflow.organisation.browser.calendar import Month
from muniflow.organisation.browser.calendar import OPEN

COUNT = 3

Span = tuple[date, date, str]
"""First day, last day, and what is said of the days."""


def month_after(first: date, months: int) -> date:
    """Return the first day of the month that many months later, or earlier."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def months_of(
    first: date, language: str, away: Sequence[Span], standing: Sequence[Span]
) -> list[Month]:
    """Return three months from ``first`` on; being away shows before standing in."""
    return [
        _month(month_after(first, number), language, away, standing) for number in range(COUNT)
    ]


def weekdays(language: str) -> list[tuple[str, str]]:
    """Return the days of the week, short and in full, from Monday."""
    short = get_day_names("short", locale=language)
    full = get_day_names("wide", locale=language)
    return [(short[number], full[number]) for number in range(7)]


def _month(first: date, language: str, away: Sequence[Span], standing: Sequence[Span]) -> Month:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        format_date(first, "LLLL y", locale=language),
        [
            [_mark(day, away, standing) if day.month == first.month else None for day in week]
            for week in weeks
        ],
    )


def _mark(day: date, away: Sequence[Span], standing: Sequence[Span]) -> DayMark:
    missing = [words for since, until, words in away if since <= day <= until]
    acting = [words for since, until, words in standing if since <= day <= until]
    look = CLOSED if missing else OPEN if acting else ""
    if not look and day.weekday() >= SATURDAY:
        look = FREE
    return DayMark(day, look, ", ".join(dict.fromkeys([*missing, *acting])))


def month_asked(text: str, today: date) -> date:
    """Return the first day of the month written as 2026-12, this one for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    near = abs(found - today) < timedelta(days=3660)
    return found if near else today.replace(day=1)
