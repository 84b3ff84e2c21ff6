"""The journal keeps acts in order and gives them back unchanged."""

from datetime import timedelta
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from plone.uuid.interfaces import IUUID

import pytest


@pytest.fixture()
def organisation(town):
    return town["onk"]


def acts(organisation, **narrow):
    return [e["act"] for e in IJournal(organisation).entries(**narrow)]


def test_acts_of_one_instant_keep_their_order(organisation):
    with clock.frozen(clock.now()):
        for name in ("one", "two", "three"):
            journal.record(organisation, name)
    assert acts(organisation)[-3:] == ["one", "two", "three"]


def test_who_and_as_what_is_kept(organisation, as_person):
    with as_person("bela"):
        journal.record(organisation, "looked", acting_as="head@works", page=3)
    entry = list(IJournal(organisation).entries())[-1]
    assert (entry["actor"], entry["acting_as"]) == ("bela", "head@works")
    assert entry["details"] == {"page": 3}


def test_acts_are_found_by_time(organisation):
    start = clock.now() + timedelta(days=400)
    for day in range(4):
        with clock.frozen(start + timedelta(days=day)):
            journal.record(organisation, f"day {day}")
    since, until = start + timedelta(days=1), start + timedelta(days=3)
    assert acts(organisation, since=since, until=until) == ["day 1", "day 2"]


def test_acts_are_found_by_object(organisation, contract):
    case = contract()
    journal.record(organisation, "elsewhere")
    assert acts(organisation, uid=IUUID(case)) == ["case-started"]


def test_an_entry_cannot_be_changed(organisation):
    journal.record(organisation, "kept")
    entry = next(iter(IJournal(organisation).entries()))
    with pytest.raises(TypeError):
        entry["act"] = "changed"
    with pytest.raises(TypeError):
        entry["details"]["act"] = "changed"


def test_one_organisation_s_acts_are_not_another_s(town):
    journal.record(town["phi"], "theirs")
    assert "theirs" not in acts(town["onk"])


def test_what_lies_nowhere_cannot_be_recorded(town):
    with pytest.raises(LookupError):
        journal.record(town, "lost")
