"""Sheets of posts taken over into the town."""

from muniflow.core.errors import NotAllowed
from muniflow.core.lock import lock_of
from muniflow.organisation.importing.operations import preview
from muniflow.organisation.importing.operations import run
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import unit_of
from plone import api

import pytest

HEADER = "person;full name;e-mail;unit;function;from;until\n"
ROW = "hugo;;;City Operations;clerk;2026-01-01;\n"
NEW_UNIT = "hugo;;;Green Spaces;head;2026-01-01;\n"
UNKNOWN = "uj.ede;Új Ede;ede@town.example;Legal;legal;;\n"


def sheet(*rows):
    return (HEADER + "".join(rows)).encode()


@pytest.fixture
def onk(town):
    """The Municipality, in a turn to write, so that nothing is committed."""
    lock = lock_of(town)
    lock.acquire(5)
    yield town["onk"]
    lock.release()


def judit():
    return api.env.adopt_user(username="judit")


def test_a_dry_run_adds_nothing(onk):
    with judit():
        report = preview(onk, sheet(ROW, NEW_UNIT, UNKNOWN), "a.csv")
    assert (report.taken, [r.row.number for r in report.refused]) == ([2, 3], [4])
    assert not [group for group in groups_for("hugo") if not group.startswith("phi.")]


def test_posts_and_missing_units_are_added(onk):
    with judit():
        report = run(onk, sheet(ROW, NEW_UNIT, UNKNOWN), "a.csv")
    assert (report.taken, [r.row.number for r in report.refused]) == ([2, 3], [4])
    assert unit_of(onk, "green-spaces").title == "Green Spaces"
    assert {"onk.works.clerk", "onk.green-spaces.head"} <= set(groups_for("hugo"))


def test_a_second_import_doubles_nothing(onk):
    with judit():
        run(onk, sheet(ROW, NEW_UNIT), "a.csv")
        report = run(onk, sheet(ROW, NEW_UNIT), "a.csv")
    assert (report.taken, report.known, report.refused) == ([], [2, 3], [])


def test_a_row_without_days_asks_nothing_of_a_post_that_is_held(onk):
    with judit():
        run(onk, sheet(ROW), "a.csv")
        report = run(onk, sheet("hugo;;;works;clerk;;\n"), "a.csv")
    assert (report.taken, report.known) == ([], [2])


@pytest.mark.parametrize(
    "row", ["anna;;;City Operations;clerk;2026-01-01;\n", "anna;;;works;clerk;;2030-01-01\n"]
)
def test_a_post_with_other_days_is_refused(onk, row):
    with judit():
        report = run(onk, sheet(row), "a.csv")
    assert (report.taken, [r.row.number for r in report.refused]) == ([], [2])


@pytest.mark.parametrize("name", ["anna", "anna@town.example", "Kiss Anna"])
def test_people_are_found_by_id_address_and_name(onk, name):
    with judit():
        report = preview(onk, sheet(f"{name};;;Legal;clerk;;\n"), "a.csv")
    assert report.taken == [2]


def test_an_administrator_of_the_site_adds_people(onk):
    with api.env.adopt_roles(["Manager"]):
        report = run(onk, sheet(UNKNOWN), "a.csv")
    assert report.taken == [2]
    assert api.user.get(userid="uj.ede").getProperty("fullname") == "Új Ede"
    assert "onk.legal.legal" in groups_for("uj.ede")


@pytest.mark.parametrize("person", ["anna", "gabi", "kata"])
def test_only_administrators_give_posts(town, person):
    with api.env.adopt_user(username=person), pytest.raises(NotAllowed):
        preview(town["onk"], sheet(ROW), "a.csv")
