"""A changed calendar moves deadlines, by the worker."""

from datetime import date
from datetime import datetime
from datetime import UTC
from muniflow.approval.recounting import Recounting
from muniflow.core import clock
from muniflow.organisation.operations import change_days

import pytest

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture()
def monday():
    with clock.frozen(MONDAY):
        yield


def work(site):
    for item in list(Recounting().pending(site)):
        Recounting().perform(site, item, None)


def test_a_closed_day_moves_the_deadline(monday, submitted, town, as_person):
    case = submitted()
    assert case.due == date(2026, 11, 5)
    with as_person("judit"):
        change_days(town["onk"], [date(2026, 11, 4)], works=False, reason="Town day")
    work(town)
    assert case.due == date(2026, 11, 6)
    assert list(Recounting().pending(town)) == []


def test_the_other_organisation_keeps_its_own(monday, submitted, town, as_person):
    case = submitted(organisation="phi", person="hugo")
    before = case.due
    with as_person("judit"):
        change_days(town["onk"], [date(2026, 11, 4)], works=False, reason="Town day")
    work(town)
    assert case.due == before


def test_a_date_that_was_set_stays(monday, submitted, take, town, as_person):
    case = submitted()
    take(case, "bela", "return", "the annex", until=date(2026, 11, 12))
    with as_person("judit"):
        change_days(town["onk"], [date(2026, 11, 4)], works=False, reason="Town day")
    work(town)
    assert case.due == date(2026, 11, 12)
