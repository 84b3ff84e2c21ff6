"""Deadlines in working days that start, pause and resume, right without any nightly job."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from muniflow.core.calendar import WorkCalendar


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Clock:
    """A deadline of ``days`` working days: since when it runs, and what it has used before."""

    days: int
    started: date
    """The day it was started or taken up again last; that day itself never counts."""
    used: int = 0
    """Working days used before ``started``; more than ``days`` when it was late already."""
    paused: date | None = None
    """Since when it stands still."""


def due(clock: Clock, calendar: WorkCalendar) -> date | None:
    """Return the last day, always a working day; None while the clock stands still."""
    if clock.paused is not None:
        return None
    return calendar.working_on_or_after(_end(clock, calendar))


def left(clock: Clock, calendar: WorkCalendar, today: date) -> int:
    """Return how many working days are left: 0 on the last one, negative when it is late."""
    if clock.paused is not None:
        return clock.days - clock.used
    return calendar.between(today, _end(clock, calendar))


def pause(clock: Clock, day: date, calendar: WorkCalendar) -> Clock:
    """Return the clock standing still since ``day``, which counts as used unless it began then.

    A clock that stands still already stays as it is. Raises ValueError for a day before it began.
    """
    if clock.paused is not None:
        return clock
    _check_order(clock.started, day)
    return replace(clock, used=clock.days - left(clock, calendar, day), paused=day)


def resume(clock: Clock, day: date, calendar: WorkCalendar) -> Clock:
    """Return the clock running again; the first day that counts is the working day after ``day``.

    A running clock stays as it is. Raises ValueError for a day before the pause.
    """
    if clock.paused is None:
        return clock
    _check_order(clock.paused, day)
    return replace(clock, started=day, paused=None)


def _end(clock: Clock, calendar: WorkCalendar) -> date:
    """Return where the days run out; a free day when none were left on resuming on one."""
    return calendar.add(clock.started, clock.days - clock.used)


def _check_order(before: date, day: date) -> None:
    if day < before:
        raise ValueError(f"a clock goes forward only: {day} is before {before}")
