"""Days an organisation changes, as a text names them; no Plone needed."""

from datetime import date
from muniflow.core.calendar import national_calendar
from muniflow.core.errors import Invalid
from muniflow.organisation.changeddays import ChangedDay
from muniflow.organisation.changeddays import days_in
from muniflow.organisation.changeddays import differing

import pytest

MONDAY = date(2026, 12, 28)
TUESDAY = date(2026, 12, 29)
SATURDAY = date(2026, 12, 12)


@pytest.mark.parametrize(
    "text,days",
    [
        ("", []),
        ("2026-12-28", [MONDAY]),
        ("2026. 12. 28.", [MONDAY]),
        ("28. 12. 2026", [MONDAY]),
        ("2026-12-29\n2026-12-28\n", [MONDAY, TUESDAY]),
        ("2026-12-28, 2026-12-29; 2026-12-28", [MONDAY, TUESDAY]),
        ("2026-12-28 – 2026-12-29", [MONDAY, TUESDAY]),
        ("2026-12-28 - 2026-12-29", [MONDAY, TUESDAY]),
        ("2026. 12. 28.–2026. 12. 29.", [MONDAY, TUESDAY]),
    ],
)
def test_days_are_read_as_people_write_them(text, days):
    assert days_in(text) == days


@pytest.mark.parametrize(
    "text,named",
    [
        ("2026-12-28\nChristmas", "Christmas"),
        ("2026-02-30", "2026-02-30"),
        ("2026-12-29 – 2026-12-28", "2026-12-29 – 2026-12-28"),
        ("2026-12-28 – 2026-12-29 – 2026-12-30", "2026-12-28 – 2026-12-29 – 2026-12-30"),
        ("2026-01-01 – 2027-12-31", "2026-01-01 – 2027-12-31"),
        ("2026-01-01 – 2026-12-31\n2027-01-01 – 2027-01-02", "2027-01-01 – 2027-01-02"),
    ],
)
def test_what_is_no_day_is_named(text, named):
    with pytest.raises(Invalid) as problem:
        days_in(text)
    assert problem.value.message.mapping["value"] == named


def test_half_a_range_is_no_day():
    with pytest.raises(Invalid) as problem:
        days_in("2026-12-28 – ")
    assert problem.value.message == "error_no_day"


@pytest.mark.parametrize("day,works", [(MONDAY, False), (SATURDAY, True), (TUESDAY, True)])
def test_an_organisation_differs_from_its_country(day, works):
    changes = [ChangedDay(MONDAY, False, "Closed"), ChangedDay(SATURDAY, True, "Open day")]
    assert differing(national_calendar("HU"), changes).is_working(day) is works
