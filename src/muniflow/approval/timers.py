"""When the timers of a step have come; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from muniflow.approval.records import Progress
from muniflow.core.calendar import WorkCalendar
from muniflow.process.interfaces import ENTERED
from muniflow.process.interfaces import Timer


def day_of(timer: Timer, entered: date, due: date | None, calendar: WorkCalendar) -> date | None:
    """Return the day on which a timer comes; None while the step has no deadline for it."""
    if timer.anchor == ENTERED:
        return calendar.add(entered, timer.days)
    return None if due is None else calendar.add(due, timer.days)


def coming(
    timers: Iterable[Timer], progress: Progress, entered: date, calendar: WorkCalendar
) -> Iterator[tuple[date, Timer]]:
    """Yield the timers of a step that have not done their work yet, with their days."""
    for timer in timers:
        if timer.id in progress.fired:
            continue
        day = day_of(timer, entered, progress.due, calendar)
        if day is not None:
            yield day, timer


def next_day(
    timers: Iterable[Timer], progress: Progress, entered: date, calendar: WorkCalendar
) -> date | None:
    """Return the day of the first timer to come, None when there is none."""
    return min((day for day, _timer in coming(timers, progress, entered, calendar)), default=None)
