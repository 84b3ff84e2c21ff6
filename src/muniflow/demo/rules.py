"""What the demo derives from its data: days, terms, and who decides when."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from itertools import pairwise
from muniflow.demo.data import PostRow
from random import Random

import re

MOVE = re.compile(r"([+-]?\d+)([dmy])")

# Minutes of the day in UTC; an hour or two later on the clocks of the town.
OFFICE_OPENS = 7 * 60
OFFICE_CLOSES = 14 * 60
LONGEST_STEP = 6


def moved(day: date, move: str) -> date:
    """Return ``day`` moved by ``-14m``, ``+20d`` or ``4y``; raises ValueError otherwise."""
    match = MOVE.fullmatch(move)
    if match is None:
        raise ValueError(f"a move of a day looks like -14m, +20d or 4y, got {move!r}")
    count, unit = int(match[1]), match[2]
    if unit == "d":
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_of(term: str, start: date) -> tuple[date, date | None]:
    """Return first and last day of a term such as ``12m``; ``-`` has no end."""
    return start, None if term == "-" else moved(start, term) - timedelta(days=1)


def working_days_before(day: date, count: int, works: Callable[[date], bool]) -> date:
    """Return the working day that lies ``count`` working days before ``day``."""
    while not works(day):
        day -= timedelta(days=1)
    while count:
        day -= timedelta(days=1)
        count -= works(day)
    return day


def paces(key: str, acts: int, begun: int, waits: int | None) -> list[int]:
    """Return for each act how many working days before the loading it happened.

    The first act is the beginning, the last one opened the present step ``waits`` days ago.
    A contract that is no longer under way (None) moved on every few days until it was done.
    """
    if acts <= 1:
        return [begun] * acts
    dice = Random(key)  # noqa: S311 - the same days at every loading, nothing secret
    steps = [dice.randint(1, LONGEST_STEP) for _ in range(acts - 1)]
    span = begun - (waits or 0)
    if waits is not None or sum(steps) > span:
        steps = _stretched(steps, span)
    days, day = [begun], begun
    for step in steps:
        day -= step
        days.append(day)
    return days


def _stretched(steps: list[int], span: int) -> list[int]:
    whole = sum(steps)
    marks = [span * sum(steps[:count]) // whole for count in range(len(steps) + 1)]
    return [later - earlier for earlier, later in pairwise(marks)]


def moment(key: str, act: int, day: date) -> datetime:
    """Return an instant within the office hours of a day; later acts come later."""
    dice = Random(f"{key}/{act}/{day:%j}")  # noqa: S311
    span = (OFFICE_CLOSES - OFFICE_OPENS) // 12
    minute = OFFICE_OPENS + min(act, 11) * span + dice.randrange(span)
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=UTC)


def held_on(post: PostRow, loaded: date, day: date) -> bool:
    """Tell whether a post was held on a day, when the demo was loaded on ``loaded``."""
    since = moved(loaded, post.since) if post.since else date.min
    until = moved(loaded, post.until) if post.until else date.max
    return since <= day <= until


def pick(key: str, what: object, choices: int) -> int:
    """Return a number below ``choices``, the same for the same question at every loading."""
    return Random(f"{key}/{what}").randrange(choices)  # noqa: S311
