"""The pages of contracts, rendered for those who look at them."""

from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.core.interfaces import IMuniflowLayer
from plone import api
from zope.interface import alsoProvides

import datetime
import pytest


@pytest.fixture()
def show(town, as_person):
    """Render a page for a person, return its HTML."""

    def render(person, obj, name, **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        with as_person(person):
            return obj.restrictedTraverse(name)()

    return render


@pytest.fixture()
def submitted(contract, as_person):
    case = contract(term_from=datetime.date(2026, 1, 1))
    with as_person("anna"):
        (submit,) = [c for c in decisions_for(case) if c.kind == "submit"]
        decide(case, transition=submit.id)
    return case


@pytest.mark.parametrize(
    "words", ["Playground maintenance", "Zöld Liget Kft.", "500,000", "ONK/1/", "Nagy Béla"]
)
def test_a_contract_page_says_what_it_is(show, submitted, words):
    assert words in show("anna", submitted, "@@view")


@pytest.mark.parametrize(
    "person,sees", [("bela", True), ("anna", False), ("cili", False), ("emma", False)]
)
def test_buttons_are_for_those_whose_turn_it_is(show, submitted, person, sees):
    assert ('name="decision"' in show(person, submitted, "@@view")) is sees


@pytest.mark.parametrize("person,count", [("bela", 1), ("anna", 0), ("kata", 0)])
def test_the_desk_shows_what_waits(show, town, submitted, person, count):
    assert show(person, town, "@@desk").count('class="mf-rowlink"') == count


@pytest.mark.parametrize(
    "form,count",
    [
        ({}, 1),
        ({"direction": "outgoing"}, 1),
        ({"direction": "incoming"}, 0),
        ({"words": "liget"}, 1),
        ({"words": "nothing"}, 0),
        ({"words": '") OR (*'}, 0),
        ({"standing": "ended"}, 0),
        ({"order": "amount"}, 1),
    ],
)
def test_the_list_of_contracts_is_narrowed(show, town, submitted, form, count):
    assert show("anna", town, "@@contracts", **form).count('class="mf-rowlink"') == count


@pytest.mark.parametrize("person,count", [("anna", 1), ("hugo", 0), ("kata", 0)])
def test_search_finds_what_one_may_see(show, town, submitted, person, count):
    page = show(person, town, "@@search", SearchableText="playground")
    assert page.count('class="mf-rowlink"') == count


@pytest.mark.parametrize("person,links", [("anna", 3), ("gabi", 6), ("cili", 0), ("kata", 0)])
def test_starting_offers_what_one_may_start(show, town, person, links):
    assert show(person, town, "@@start").count("++add++") == links


def test_the_form_knows_my_unit_and_my_name(show, town):
    year = town["onk"]["cases"].objectIds()[0]
    html = show("anna", town["onk"]["cases"][year], "++add++OutgoingContract")
    assert 'selected="selected" value="works"' in html
    assert 'selected="selected" value="anna"' in html


@pytest.mark.parametrize("name", ["@@who-may", "@@view"])
@pytest.mark.parametrize("person", ["anna", "gabi"])
def test_pages_render(show, submitted, person, name):
    assert "Kiss Anna" in show(person, submitted, name)


@pytest.mark.parametrize("name", ["@@people", "@@settings", "@@documents", "@@registers"])
@pytest.mark.parametrize("person", ["anna", "judit", "gabi", "kata"])
def test_pages_of_the_site_render_for_everybody(show, town, person, name):
    assert "mf-head" in show(person, town, name)


def test_the_book_shows_the_number(show, town, submitted):
    year = str(api.portal.get()["onk"]["registers"].objectIds()[0])
    assert "ONK/1/" in show("gabi", town["onk"]["registers"][year], "@@view")
