"""Working days; no Plone needed."""

from datetime import date
from muniflow.core.calendar import add_working_days
from muniflow.core.calendar import is_working_day

import pytest

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "day,country,works",
    [
        (FRIDAY, "HU", True),
        (date(2026, 11, 21), "HU", False),
        (date(2026, 3, 15), "HU", False),
        (date(2027, 3, 15), "HU", False),
        (date(2027, 3, 15), "CZ", True),
        (date(2026, 9, 28), "CZ", False),
        (date(2026, 4, 3), "HU", False),
    ],
)
def test_holidays_are_those_of_the_country(day, country, works):
    assert is_working_day(day, country) is works


@pytest.mark.parametrize(
    "days,end",
    [(0, FRIDAY), (1, date(2026, 11, 23)), (5, date(2026, 11, 27)), (6, date(2026, 11, 30))],
)
def test_weekends_do_not_count(days, end):
    assert add_working_days(FRIDAY, days, "HU") == end


def test_christmas_does_not_count():
    assert add_working_days(date(2026, 12, 23), 1, "CZ") == date(2026, 12, 28)


def test_days_go_forward():
    with pytest.raises(ValueError, match="0 or more, got -1"):
        add_working_days(FRIDAY, -1, "HU")
