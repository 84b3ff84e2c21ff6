"""Working days; no Plone needed."""

from datetime import date
from datetime import timedelta
from muniflow.core.calendar import add_working_days
from muniflow.core.calendar import is_working_day
from muniflow.core.calendar import named_holidays
from muniflow.core.calendar import national_calendar
from muniflow.core.calendar import WorkCalendar
from muniflow.core.packs import pack
from random import Random

import holidays
import pytest

FRIDAY = date(2026, 11, 20)
SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
HU = national_calendar("HU")
CZ = national_calendar("CZ")
PLAIN = WorkCalendar("HU")
SWAPPED = pack("hu").swapped


@pytest.mark.parametrize(
    "day,country,works",
    [
        (FRIDAY, "HU", True),
        (SATURDAY, "HU", False),
        (date(2026, 3, 15), "HU", False),
        (date(2027, 3, 15), "HU", False),
        (date(2027, 3, 15), "CZ", True),
        (date(2026, 9, 28), "CZ", False),
        (date(2026, 4, 3), "HU", False),
        (date(2026, 4, 3), "CZ", False),
        (date(2026, 10, 23), "HU", False),
        (date(2026, 10, 23), "CZ", True),
        (date(2026, 12, 24), "HU", False),
        (date(2026, 12, 24), "CZ", False),
        (date(2026, 11, 17), "CZ", False),
    ],
)
def test_holidays_are_those_of_the_country(day, country, works):
    assert is_working_day(day, country) is works


@pytest.mark.parametrize(
    "free,working",
    [(date(2026, 1, 2), date(2026, 1, 10)), (date(2026, 8, 21), date(2026, 8, 8))],
)
def test_hungary_works_on_a_saturday_for_a_long_weekend(free, working):
    assert (free.weekday() < 5, HU.is_working(free)) == (True, False)
    assert (working.weekday(), HU.is_working(working)) == (5, True)


@pytest.mark.parametrize("swap", SWAPPED, ids=lambda swap: swap.free.isoformat())
def test_a_swap_trades_a_weekday_for_a_saturday_and_cites_its_decree(swap):
    assert (swap.free.weekday() < 5, swap.working.weekday()) == (True, 5)
    assert f"{swap.free.year - 1}." in swap.by.replace("/", " ").replace(" (", ". (")


@pytest.mark.parametrize("year", sorted({swap.free.year for swap in SWAPPED}))
def test_the_library_knows_the_same_swaps(year):
    known = holidays.country_holidays("HU", years=year).weekend_workdays
    assert {swap.working for swap in SWAPPED if swap.free.year == year} == known


def test_czechia_swaps_no_days():
    assert (CZ.closed, CZ.open) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    "days,end",
    [
        (0, FRIDAY),
        (1, MONDAY),
        (5, date(2026, 11, 27)),
        (6, date(2026, 11, 30)),
        (-1, date(2026, 11, 19)),
        (-4, date(2026, 11, 16)),
        (-5, date(2026, 11, 13)),
    ],
)
def test_weekends_do_not_count(days, end):
    assert HU.add(FRIDAY, days) == end


def test_christmas_does_not_count():
    assert add_working_days(date(2026, 12, 23), 1, "CZ") == date(2026, 12, 28)


def test_a_swapped_saturday_counts():
    assert add_working_days(date(2026, 8, 7), 1, "HU") == date(2026, 8, 8)


def test_days_go_forward():
    with pytest.raises(ValueError, match="0 or more, got -1"):
        add_working_days(FRIDAY, -1, "HU")


@pytest.mark.parametrize(
    "start,end,days",
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, SATURDAY, 0),
        (FRIDAY, MONDAY, 1),
        (SATURDAY, MONDAY, 1),
        (MONDAY, FRIDAY, -1),
        (SATURDAY, FRIDAY, -1),
        (date(2026, 8, 19), date(2026, 8, 24), 1),
        (date(2026, 8, 7), date(2026, 8, 10), 2),
    ],
)
def test_the_working_days_between_two_days(start, end, days):
    assert HU.between(start, end) == days


@pytest.mark.parametrize("seed", range(60))
def test_counting_undoes_adding(seed):
    calendar, start, rolls = _some_calendar(seed)
    days = rolls.randint(-40, 40)
    end = calendar.add(start, days)
    assert calendar.between(start, end) == days
    assert days == 0 or calendar.is_working(end)


@pytest.mark.parametrize("seed", range(40))
def test_adding_in_parts_is_adding_at_once(seed):
    calendar, start, rolls = _some_calendar(seed)
    one, other = rolls.randint(0, 20), rolls.randint(0, 20)
    assert calendar.add(calendar.add(start, one), other) == calendar.add(start, one + other)


@pytest.mark.parametrize("seed", range(30))
def test_going_back_from_a_working_day_leads_to_where_one_came_from(seed):
    calendar, start, rolls = _some_calendar(seed)
    start = calendar.working_on_or_after(start)
    days = rolls.randint(0, 40)
    assert calendar.add(calendar.add(start, days), -days) == start


@pytest.mark.parametrize(
    "day,expected",
    [(FRIDAY, FRIDAY), (SATURDAY, MONDAY), (date(2026, 10, 23), date(2026, 10, 26))],
)
def test_the_next_working_day_may_be_the_day_itself(day, expected):
    assert HU.working_on_or_after(day) == expected


def test_an_office_closes_a_day():
    assert not PLAIN.changed([FRIDAY], []).is_working(FRIDAY)


def test_an_office_works_on_a_free_day():
    assert PLAIN.changed([], [SATURDAY]).is_working(SATURDAY)


@pytest.mark.parametrize("day", [date(2026, 8, 8), date(2026, 1, 10)])
def test_an_office_goes_before_the_decree_that_opens_a_day(day):
    assert not HU.changed([day], []).is_working(day)


@pytest.mark.parametrize("day", [date(2026, 8, 21), date(2026, 8, 20)])
def test_an_office_goes_before_the_decree_that_closes_a_day(day):
    assert HU.changed([], [day]).is_working(day)


@pytest.mark.parametrize(
    "country,language,name",
    [
        ("HU", "hu", "Nemzeti ünnep"),
        ("HU", "en", "National Day"),
        ("HU", "de", "National Day"),
        ("CZ", "cs", "Den vzniku samostatného československého státu"),
    ],
)
def test_holidays_have_names_in_the_language_of_the_reader(country, language, name):
    day = date(2026, 10, 23 if country == "HU" else 28)
    assert named_holidays(country, 2026, language)[day] == name


# Reminders two working days before a deadline and escalation one after it, as a clerk would
# count them on paper.
@pytest.mark.parametrize(
    "due,reminder,escalation",
    [
        (date(2026, 10, 22), date(2026, 10, 20), date(2026, 10, 26)),
        (date(2026, 10, 26), date(2026, 10, 21), date(2026, 10, 27)),
        (date(2026, 12, 23), date(2026, 12, 21), date(2026, 12, 28)),
        (date(2026, 12, 28), date(2026, 12, 22), date(2026, 12, 29)),
        (date(2026, 12, 31), date(2026, 12, 29), date(2027, 1, 4)),
        (date(2026, 4, 2), date(2026, 3, 31), date(2026, 4, 7)),
        (date(2026, 4, 7), date(2026, 4, 1), date(2026, 4, 8)),
        (date(2026, 8, 7), date(2026, 8, 5), date(2026, 8, 8)),
        (date(2026, 8, 10), date(2026, 8, 7), date(2026, 8, 11)),
        (date(2026, 8, 19), date(2026, 8, 17), date(2026, 8, 24)),
        (date(2026, 8, 24), date(2026, 8, 18), date(2026, 8, 25)),
        (date(2026, 1, 9), date(2026, 1, 7), date(2026, 1, 10)),
        (date(2026, 1, 5), date(2025, 12, 30), date(2026, 1, 6)),
        (date(2026, 5, 26), date(2026, 5, 21), date(2026, 5, 27)),
    ],
)
def test_timers_move_around_the_holidays_of_hungary(due, reminder, escalation):
    assert (HU.add(due, -2), HU.add(due, 1)) == (reminder, escalation)


@pytest.mark.parametrize(
    "due,reminder,escalation",
    [
        (date(2026, 10, 22), date(2026, 10, 20), date(2026, 10, 23)),
        (date(2026, 10, 27), date(2026, 10, 23), date(2026, 10, 29)),
        (date(2026, 10, 29), date(2026, 10, 26), date(2026, 10, 30)),
        (date(2026, 11, 16), date(2026, 11, 12), date(2026, 11, 18)),
        (date(2026, 12, 23), date(2026, 12, 21), date(2026, 12, 28)),
        (date(2026, 4, 2), date(2026, 3, 31), date(2026, 4, 7)),
        (date(2026, 5, 7), date(2026, 5, 5), date(2026, 5, 11)),
        (date(2027, 7, 7), date(2027, 7, 1), date(2027, 7, 8)),
        (date(2026, 9, 29), date(2026, 9, 24), date(2026, 9, 30)),
    ],
)
def test_timers_move_around_the_holidays_of_czechia(due, reminder, escalation):
    assert (CZ.add(due, -2), CZ.add(due, 1)) == (reminder, escalation)


def _some_calendar(seed: int) -> tuple[WorkCalendar, date, Random]:
    """Return a calendar with some days of its own, a day near them, and further luck."""
    rolls = Random(seed)
    start = date(2025, 1, 1) + timedelta(rolls.randrange(900))
    near = [start + timedelta(rolls.randrange(-60, 60)) for _ in range(12)]
    national = rolls.choice((HU, CZ, PLAIN))
    return national.changed(near[:6], near[6:]), start, rolls
