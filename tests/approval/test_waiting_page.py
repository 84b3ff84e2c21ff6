"""The list of what waits where names people, and says when none of them could act."""

from muniflow.approval.browser.waiting import WaitingView
from muniflow.core import clock
from muniflow.organisation.operations import enter_absence
from plone import api

import pytest


@pytest.fixture()
def waiting(integration, as_person):
    """The cell that says with whom the only case is, for a reader."""

    def cell(person):
        with as_person(person):
            view = WaitingView(integration["portal"], integration["request"])
            return [row.cells[0] for row in view.rows()]

    return cell


def test_it_names_who_has_the_case(submitted, waiting):
    submitted()
    (cell,) = waiting("anna")
    assert (cell.text, cell.note) == ("Nagy Béla", "")


def test_the_requester_has_a_draft(contract, waiting):
    contract()
    assert waiting("anna")[0].text == "Kiss Anna"


def test_everybody_is_away(submitted, waiting, as_person):
    submitted()
    with as_person("bela"):
        enter_absence("bela", since=clock.today(), until=clock.today(), kind="leave")
    assert waiting("anna")[0].note == "away, and nobody stands in"


def test_nobody_holds_the_function(submitted, waiting, town):
    submitted()
    with api.env.adopt_roles(["Manager"]):
        for post in list(town["onk"]["units"]["works"].contentValues({"portal_type": "Post"})):
            if post.function == "head":
                api.content.delete(post)
    assert waiting("anna")[0].text == "nobody holds the function"


@pytest.mark.parametrize("person,count", [("anna", 1), ("bela", 1), ("hugo", 0), ("kata", 0)])
def test_nobody_sees_another_organisations_cases(submitted, waiting, person, count):
    submitted()
    assert len(waiting(person)) == count


def test_what_has_ended_is_left_out(submitted, waiting, take):
    take(submitted(), "bela", "reject", "no need")
    assert waiting("anna") == []
