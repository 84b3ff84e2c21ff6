"""Working days, with the public holidays of the country computed for any year."""

from datetime import date
from datetime import timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


@lru_cache(maxsize=64)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Return the public holidays of a country (ISO 3166 code) in a year."""
    return frozenset(holidays.country_holidays(country, years=year))


def is_working_day(day: date, country: str) -> bool:
    """Tell whether offices work on that day."""
    return day.weekday() < SATURDAY and day not in public_holidays(country, day.year)


def add_working_days(start: date, days: int, country: str) -> date:
    """Return the day ``days`` working days after ``start``; raises ValueError below 0."""
    if days < 0:
        raise ValueError(f"days must be 0 or more, got {days}")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, country)
    return day
