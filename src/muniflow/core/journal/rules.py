"""What an entry is as text, and when it belongs to which day; plain values alone."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC

import json

MICROSECONDS = 1_000_000

GRACE = timedelta(minutes=15)
"""How long after its end a day stays open, for transactions that began in it."""

Entry = Mapping[str, object]


def canonical(value: object) -> str:
    """Return a value as JSON that is the same for the same value: what is kept and hashed."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str
    )


def position(moment: datetime) -> int:
    """Return where a moment stands in a bucket: microseconds since 1970."""
    return int(moment.timestamp() * MICROSECONDS)


def day_of(moment: datetime) -> str:
    """Return the day of a moment. Days are those of UTC: the same on every machine."""
    return moment.astimezone(UTC).date().isoformat()


def day_at(key: int) -> str:
    """Return the day in which a position lies."""
    return day_of(datetime.fromtimestamp(key / MICROSECONDS, UTC))


def begin(day: str) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def next_day(day: str) -> str:
    """Return the day after."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def previous_day(day: str) -> str:
    """Return the day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def is_over(day: str, now: datetime) -> bool:
    """Tell whether a day may be sealed: it has ended, and the grace after it."""
    return now >= begin(next_day(day)) + GRACE


def days_to_seal(first: str, sealed: str, now: datetime) -> list[str]:
    """Return the days that are over and not sealed, in order, those without entries too.

    ``first`` is the day of the first entry, "" when there is none; ``sealed`` the last sealed.
    """
    day = next_day(sealed) if sealed else first
    found = []
    while day and is_over(day, now):
        found.append(day)
        day = next_day(day)
    return found


def open_day(day: str, sealed: str) -> str:
    """Return the day whose bucket takes an entry of ``day``: the next one when that is sealed."""
    return day if day > sealed else next_day(sealed)


def key_after(wanted: int, day: str, last: int | None) -> int:
    """Return a free key: within its day, and behind all others of its bucket."""
    found = max(wanted, position(begin(day)))
    return found if last is None else max(found, last + 1)


def is_late(entry: Entry, day: str) -> bool:
    """Tell whether an entry happened before the day in which it is sealed."""
    return day_of(datetime.fromisoformat(str(entry["time"]))) < day
