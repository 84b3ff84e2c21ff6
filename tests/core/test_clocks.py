"""Deadlines that start, pause and resume; no Plone needed."""

from datetime import date
from datetime import timedelta
from muniflow.core.calendar import national_calendar
from muniflow.core.calendar import WorkCalendar
from muniflow.core.clocks import Clock
from muniflow.core.clocks import due
from muniflow.core.clocks import left
from muniflow.core.clocks import pause
from muniflow.core.clocks import resume
from random import Random

import pickle
import pytest

HU = national_calendar("HU")
CZ = national_calendar("CZ")
THURSDAY = date(2026, 11, 19)
FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
WEEK = Clock(days=5, started=FRIDAY)


@pytest.mark.parametrize(
    "days,started,end",
    [
        (5, FRIDAY, date(2026, 11, 27)),
        (0, FRIDAY, FRIDAY),
        (0, SATURDAY, MONDAY),
        (1, SATURDAY, MONDAY),
        (1, date(2026, 10, 22), date(2026, 10, 26)),
        (1, date(2026, 8, 7), date(2026, 8, 8)),
        (1, date(2026, 8, 19), date(2026, 8, 24)),
        (3, date(2026, 12, 22), date(2026, 12, 29)),
        (8, date(2026, 4, 1), date(2026, 4, 15)),
    ],
)
def test_a_deadline_ends_on_a_working_day(days, started, end):
    assert due(Clock(days, started), HU) == end


@pytest.mark.parametrize(
    "today,days",
    [
        (FRIDAY, 5),
        (SATURDAY, 5),
        (MONDAY, 4),
        (date(2026, 11, 27), 0),
        (date(2026, 11, 28), -1),
        (date(2026, 11, 30), -1),
        (date(2026, 12, 1), -2),
    ],
)
def test_days_left_count_down_without_any_job(today, days):
    assert left(WEEK, HU, today) == days


def test_a_clock_that_stands_has_no_end_and_keeps_its_days():
    standing = pause(WEEK, TUESDAY, HU)
    assert due(standing, HU) is None
    assert left(standing, HU, date(2027, 6, 1)) == 3


def test_a_clock_taken_up_again_ends_as_much_later():
    running = resume(pause(WEEK, TUESDAY, HU), date(2026, 12, 8), HU)
    assert due(running, HU) == date(2026, 12, 11)


def test_pausing_twice_is_pausing_once():
    standing = pause(WEEK, MONDAY, HU)
    assert pause(standing, TUESDAY, HU) == standing


def test_a_running_clock_is_not_taken_up():
    assert resume(WEEK, MONDAY, HU) == WEEK


def test_a_clock_does_not_pause_before_it_began():
    with pytest.raises(ValueError, match="forward only: 2026-11-19 is before 2026-11-20"):
        pause(WEEK, THURSDAY, HU)


def test_a_clock_is_not_taken_up_before_its_pause():
    with pytest.raises(ValueError, match="forward only"):
        resume(pause(WEEK, TUESDAY, HU), MONDAY, HU)


def test_a_late_clock_stays_as_late_through_a_pause():
    standing = pause(WEEK, date(2026, 12, 1), HU)
    assert left(standing, HU, date(2026, 12, 20)) == -2
    assert left(resume(standing, date(2026, 12, 7), HU), HU, date(2026, 12, 8)) == -3


def test_the_last_day_taken_up_on_a_free_day_is_the_next_working_day():
    standing = pause(WEEK, date(2026, 11, 27), HU)
    running = resume(standing, date(2026, 12, 5), HU)
    assert due(running, HU) == date(2026, 12, 7)
    assert left(running, HU, date(2026, 12, 7)) == 0
    assert left(running, HU, date(2026, 12, 8)) == -1


def test_a_day_closed_later_moves_a_running_deadline():
    assert due(WEEK, HU.changed([TUESDAY], [])) == date(2026, 11, 30)


def test_a_kept_clock_comes_back_as_it_was():
    standing = pause(WEEK, MONDAY, HU)
    assert pickle.loads(pickle.dumps(standing)) == standing


@pytest.mark.parametrize("seed", range(80))
def test_pausing_and_resuming_loses_and_gains_no_working_day(seed):
    calendar, clock, rolls = _some_clock(seed)
    day = clock.started
    ran = 0
    for _turn in range(rolls.randint(1, 6)):
        stopped = day + timedelta(rolls.randrange(12))
        ran += _working(calendar, day, stopped)
        clock = pause(clock, stopped, calendar)
        day = stopped + timedelta(rolls.randrange(30))
        clock = resume(clock, day, calendar)
        remaining = left(clock, calendar, day)
        if remaining >= 0:
            assert ran + remaining == clock.days
        assert calendar.is_working(due(clock, calendar))


@pytest.mark.parametrize("seed", range(80))
def test_what_was_left_is_left_after_any_pause(seed):
    calendar, clock, rolls = _some_clock(seed)
    stopped = clock.started + timedelta(rolls.randrange(60))
    again = stopped + timedelta(rolls.randrange(60))
    before = left(clock, calendar, stopped)
    standing = pause(clock, stopped, calendar)
    assert left(standing, calendar, again) == before
    assert left(resume(standing, again, calendar), calendar, again) == before


@pytest.mark.parametrize("seed", range(60))
def test_a_pause_of_no_time_changes_no_deadline(seed):
    calendar, clock, rolls = _some_clock(seed)
    day = clock.started + timedelta(rolls.randrange(40))
    again = resume(pause(clock, day, calendar), day, calendar)
    assert due(again, calendar) == due(clock, calendar)


@pytest.mark.parametrize("seed", range(40))
def test_a_clock_is_late_from_the_day_after_its_last(seed):
    calendar, clock, _rolls = _some_clock(seed)
    end = due(clock, calendar)
    assert left(clock, calendar, end) == 0
    assert left(clock, calendar, end + timedelta(1)) == -1


def _working(calendar: WorkCalendar, after: date, until: date) -> int:
    """Count by hand the working days after one day up to another."""
    days = (after + timedelta(n) for n in range(1, (until - after).days + 1))
    return sum(calendar.is_working(day) for day in days)


def _some_clock(seed: int) -> tuple[WorkCalendar, Clock, Random]:
    """Return a calendar with days of its own, a clock started near them, and further luck."""
    rolls = Random(seed)
    started = date(2025, 1, 1) + timedelta(rolls.randrange(900))
    near = [started + timedelta(rolls.randrange(90)) for _ in range(16)]
    calendar = rolls.choice((HU, CZ)).changed(near[:10], near[10:])
    return calendar, Clock(rolls.randrange(25), started), rolls
