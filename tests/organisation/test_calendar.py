"""The working calendar of an organisation: what its administrator changes holds at once."""

from contextlib import contextmanager
from datetime import date
from muniflow.core.calendar import national_calendar
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.organisation.changeddays import ChangedDay
from muniflow.organisation.events import ICalendarChanged
from muniflow.organisation.operations import calendar_for
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import change_days
from muniflow.organisation.operations import changed_days
from muniflow.organisation.operations import restore_day
from zope.component import getGlobalSiteManager
from zope.component import provideHandler

import pytest

MONDAY = date(2026, 12, 28)
TUESDAY = date(2026, 12, 29)
SATURDAY = date(2026, 12, 12)
DECREED = date(2026, 8, 8)


@pytest.fixture()
def onk(town):
    """An organisation of the town."""
    return town["onk"]


@pytest.fixture()
def change(onk, as_person):
    """Change days as the administrator."""

    def do(*days: date, works: bool = False, reason: str = "Closed over Christmas") -> list[date]:
        with as_person("judit"):
            return change_days(onk, days, works=works, reason=reason)

    return do


@contextmanager
def heard():
    """Collect the organisations that are told to have changed their calendar."""
    found = []

    def handler(event):
        found.append(event.object)

    provideHandler(handler, (ICalendarChanged,))
    yield found
    getGlobalSiteManager().unregisterHandler(handler, (ICalendarChanged,))


def test_an_organisation_starts_with_the_calendar_of_its_country(onk):
    assert calendar_of(onk) == national_calendar("HU")


def test_a_closed_day_counts_no_more(onk, change):
    assert change(MONDAY) == [MONDAY]
    assert calendar_of(onk).add(date(2026, 12, 23), 1) == TUESDAY


def test_an_extra_working_day_counts(onk, change):
    change(SATURDAY, works=True, reason="Open day")
    assert calendar_of(onk).is_working(SATURDAY)


def test_other_organisations_go_on_as_before(town, change):
    change(MONDAY)
    assert calendar_of(town["phi"]).is_working(MONDAY)


def test_a_change_keeps_its_reason(onk, change):
    change(TUESDAY, MONDAY, reason=" Closed ")
    assert changed_days(onk) == [
        ChangedDay(MONDAY, False, "Closed"),
        ChangedDay(TUESDAY, False, "Closed"),
    ]


def test_days_that_are_so_already_are_passed_over(change):
    assert change(date(2026, 12, 27), MONDAY) == [MONDAY]


@pytest.mark.parametrize(
    "day,works,msgid",
    [
        (date(2026, 12, 27), False, "error_days_free"),
        (date(2026, 12, 25), False, "error_days_free"),
        (MONDAY, True, "error_days_worked"),
        (DECREED, True, "error_days_worked"),
    ],
)
def test_a_change_that_changes_nothing_is_said(change, day, works, msgid):
    with pytest.raises(Invalid) as problem:
        change(day, works=works)
    assert problem.value.message == msgid


def test_a_change_needs_a_reason(onk, change):
    with pytest.raises(Invalid) as problem:
        change(MONDAY, reason="  ")
    assert problem.value.message == "error_calendar_reason"
    assert changed_days(onk) == []


def test_a_day_changed_back_is_no_difference(onk, change):
    change(MONDAY)
    change(MONDAY, works=True, reason="Open after all")
    assert changed_days(onk) == []


def test_a_day_of_the_decree_may_be_free(onk, change):
    change(DECREED, reason="Made up for in September")
    assert not calendar_of(onk).is_working(DECREED)


def test_a_day_is_restored(onk, change, as_person):
    change(MONDAY)
    with as_person("judit"):
        restore_day(onk, MONDAY)
    assert calendar_of(onk) == national_calendar("HU")


def test_changing_is_journalled(onk, change):
    change(MONDAY, TUESDAY, reason="Closed")
    entry = list(IJournal(onk).entries())[-1]
    assert (entry["act"], entry["actor"]) == ("calendar-changed", "judit")
    assert entry["details"] == {
        "days": "2026-12-28, 2026-12-29",
        "works": False,
        "reason": "Closed",
    }


def test_restoring_is_journalled_once(onk, change, as_person):
    change(MONDAY)
    before = len(list(IJournal(onk).entries()))
    with as_person("judit"):
        restore_day(onk, MONDAY)
        restore_day(onk, MONDAY)
    entries = list(IJournal(onk).entries())
    assert len(entries) == before + 1
    details = entries[-1]["details"]
    assert (details["days"], details["works"]) == ("2026-12-28", True)


def test_whoever_counts_days_is_told(onk, change, as_person):
    with heard() as told:
        change(MONDAY)
        with as_person("judit"):
            restore_day(onk, MONDAY)
    assert told == [onk, onk]


@pytest.mark.parametrize("person", ["anna", "bela", "gabi", "feri"])
def test_only_administrators_change_the_calendar(onk, as_person, person):
    with as_person(person), pytest.raises(NotAllowed):
        change_days(onk, [MONDAY], works=False, reason="Closed")


def test_only_administrators_restore_days(onk, change, as_person):
    change(MONDAY)
    with as_person("anna"), pytest.raises(NotAllowed):
        restore_day(onk, MONDAY)
    assert not calendar_of(onk).is_working(MONDAY)


def test_a_list_makes_the_calendar_once(town, change):
    change(MONDAY)
    first = calendar_for(town.REQUEST, "onk")
    assert not first.is_working(MONDAY)
    assert calendar_for(town.REQUEST, "onk") is first
