"""What came in of late, in several states, with numbers that run on."""

from collections import Counter
from muniflow.demo.data import demo
from muniflow.registry.arrivals.operations import book_of_year
from muniflow.registry.arrivals.rules import audit
from muniflow.registry.arrivals.rules import state_of
from plone.app.uuid.utils import uuidToObject
from tests.demo.layer import LOADED

import pytest

DEMO = demo()


def arrivals(site, organisation):
    """Return the arrivals of an organisation in the order of their numbers."""
    book = book_of_year(site[organisation], LOADED.year)
    return [uuidToObject(entry.uid, unrestricted=True) for entry in book.entries()]


@pytest.mark.parametrize("organisation", ["onk", "phi"])
def test_the_numbers_run_on(demo_site, organisation):
    book = book_of_year(demo_site[organisation], LOADED.year)
    assert audit(book.entries(), book.last) == []


def test_everything_came_in_once(demo_site):
    shared = sum(act["do"] == "share" for row in DEMO.arrivals for act in row.acts)
    found = [a for name in ("onk", "phi") for a in arrivals(demo_site, name)]
    assert len(found) == len(DEMO.arrivals) + shared


def test_they_stand_in_every_state(demo_site):
    states = Counter(state_of(a.standing) for a in arrivals(demo_site, "onk"))
    assert set(states) == {"open", "handed", "acknowledged", "registered", "unfiled"}


def test_nothing_came_in_after_the_loading(demo_site):
    for name in ("onk", "phi"):
        assert all(a.received <= LOADED.replace(tzinfo=None) for a in arrivals(demo_site, name))


@pytest.mark.parametrize("row", DEMO.arrivals, ids=lambda row: row.key)
def test_people_and_units_are_those_of_the_demo(row):
    people = {person.id for person in DEMO.people}
    units = {unit.id for unit in DEMO.units if unit.organisation == row.organisation}
    assert {row.by, *(act["by"] for act in row.acts)} <= people
    assert {act["unit"] for act in row.acts if "unit" in act} <= units
