"""Days, terms and paces of the demo."""

from datetime import date
from muniflow.demo import rules

import pytest

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "move", "expected"),
    [
        (date(2026, 11, 22), "+20d", date(2026, 12, 12)),
        (date(2026, 11, 22), "-4y", date(2022, 11, 22)),
        (date(2026, 3, 31), "-1m", date(2026, 2, 28)),
        (date(2024, 2, 29), "1y", date(2025, 2, 28)),
        (date(2026, 1, 15), "-14m", date(2024, 11, 15)),
    ],
)
def test_moved(day, move, expected):
    assert rules.moved(day, move) == expected


@pytest.mark.parametrize("move", ["", "12", "m", "3w", "1.5m"])
def test_moved_refuses(move):
    with pytest.raises(ValueError, match="looks like"):
        rules.moved(MONDAY, move)


@pytest.mark.parametrize(
    ("term", "until"), [("12m", date(2027, 11, 22)), ("90d", date(2027, 2, 20)), ("-", None)]
)
def test_term_of(term, until):
    assert rules.term_of(term, MONDAY) == (MONDAY, until)


def weekday(day):
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, MONDAY), (1, date(2026, 11, 20)), (5, date(2026, 11, 16))],
)
def test_working_days_before(count, expected):
    assert rules.working_days_before(MONDAY, count, weekday) == expected


def test_a_day_off_counts_from_the_working_day_before_it():
    sunday = date(2026, 11, 22)
    assert rules.working_days_before(sunday, 0, weekday) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("acts", "begun", "waits"),
    [(6, 498, None), (5, 24, 2), (2, 3, 1), (7, 9, 8), (6, 4, 0), (6, 4, None)],
)
def test_paces_fall_from_the_beginning_to_the_present_step(acts, begun, waits):
    days = rules.paces("c01", acts, begun, waits)
    assert len(days) == acts
    assert days[0] == begun
    assert days == sorted(days, reverse=True)
    assert days[-1] >= (waits or 0)


@pytest.mark.parametrize("waits", [0, 2])
def test_what_waits_waits_exactly_that_long(waits):
    assert rules.paces("c41", 5, 24, waits)[-1] == waits


def test_paces_are_the_same_at_every_loading():
    assert rules.paces("c05", 6, 400, None) == rules.paces("c05", 6, 400, None)


def test_later_acts_of_a_day_come_later():
    moments = [rules.moment("c01", act, MONDAY) for act in range(12)]
    assert moments == sorted(moments)
    assert {m.date() for m in moments} == {MONDAY}
