"""The profile folder is complete and its parts fit each other."""

from collections import Counter
from datetime import date
from functools import partial
from muniflow.contract.conditions import ContractFields
from muniflow.core.calendar import is_working_day
from muniflow.demo.casework import TYPES
from muniflow.demo.data import demo
from muniflow.demo.data import folder
from muniflow.demo.people import PROCESSES
from muniflow.demo.rules import held_on
from muniflow.demo.rules import term_of
from muniflow.demo.rules import working_days_before
from muniflow.demo.story import Teller
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process.compiler import compile_process
from muniflow.process.operations import predicted_path
from muniflow.process.operations import read
from muniflow.process.setup import shipped
from stdnum.hu import anum

import pytest

DEMO = demo()
LOADED = date(2026, 11, 20)
KEYS = [row.key for row in DEMO.contracts]
UNITS = {(u.organisation, u.id) for u in DEMO.units}
PEOPLE = {p.id for p in DEMO.people}
OUTSIDER = "kivulallo.kata"


def contract(key):
    return next(row for row in DEMO.contracts if row.key == key)


def test_contracts_have_different_keys():
    assert len(set(KEYS)) == len(KEYS)


def test_forty_wait_for_one_head():
    rows = [row for row in DEMO.contracts if row.key.startswith("b")]
    assert len(rows) == 40
    assert {(row.organisation, row.unit, row.story) for row in rows} == {
        ("onk", "gazdasag", "head")
    }


@pytest.mark.parametrize("key", DEMO.scenes)
def test_scenes_happen_after_the_story_and_in_order(key):
    row, scenes = contract(key), DEMO.scenes[key]
    days = [row.waits, *(scene.ago for scene in scenes if not scene.after)]
    assert days == sorted(days, reverse=True)


def test_scenes_and_absences_name_people():
    acting = {scene.by for scenes in DEMO.scenes.values() for scene in scenes}
    away = {row.by for row in DEMO.absences}
    assert acting | away | {one["person"] for r in DEMO.absences for one in r.stands_in} <= PEOPLE


@pytest.mark.parametrize("key", KEYS)
def test_contract_names_what_there_is(key):
    row = contract(key)
    assert (row.organisation, row.unit) in UNITS
    assert row.partner in DEMO.partners
    assert row.kind in DEMO.texts["kinds"]
    assert row.direction in ("outgoing", "incoming")
    assert row.net > 0
    assert row.gross >= row.net
    assert term_of(row.term, LOADED)


@pytest.mark.parametrize("key", KEYS)
def test_the_responsible_was_clerk_of_the_unit_when_it_began(key):
    row = contract(key)
    works = partial(is_working_day, country="HU")
    day = working_days_before(LOADED, row.begun, works)
    assert any(
        held_on(post, LOADED, day)
        for post in DEMO.posts
        if (post.person, post.organisation, post.unit, post.function)
        == (row.responsible, row.organisation, row.unit, "clerk")
    )


@pytest.mark.parametrize(
    "tax_number",
    [row.tax_number for row in (*DEMO.organisations, *DEMO.partners.values())],
)
def test_tax_numbers_check(tax_number):
    assert anum.is_valid(tax_number[:8])


def test_tax_numbers_differ():
    numbers = [row.tax_number[:8] for row in (*DEMO.organisations, *DEMO.partners.values())]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("organisation", ["onk", "phi"])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_is_filled(organisation, function):
    assert any(
        held_on(post, LOADED, LOADED)
        for post in DEMO.posts
        if (post.organisation, post.function) == (organisation, function)
    )


def test_posts_name_what_there_is():
    for post in DEMO.posts:
        assert post.person in PEOPLE
        assert (post.organisation, post.unit) in UNITS
        assert post.function in FUNCTIONS


def test_a_third_works_in_both_organisations_in_different_functions():
    held: dict[str, dict[str, set[str]]] = {}
    for post in DEMO.posts:
        if held_on(post, LOADED, LOADED):
            held.setdefault(post.person, {}).setdefault(post.organisation, set()).add(
                post.function
            )
    both = [p for p, at in held.items() if len(at) == 2 and at["onk"] != at["phi"]]
    assert len(both) * 3 >= len(held)


def test_a_post_has_ended_and_one_begins_later():
    assert any(post.until.startswith("-") for post in DEMO.posts)
    assert any(post.since.startswith("+") for post in DEMO.posts)


def test_the_outsider_holds_nothing():
    assert OUTSIDER in PEOPLE
    assert all(post.person != OUTSIDER for post in DEMO.posts)


@pytest.mark.parametrize("login", DEMO.logins, ids=lambda login: login.person)
def test_logins_are_told_in_both_languages(login):
    assert login.person in PEOPLE
    assert all(login.about[language] for language in ("en", "hu"))


def test_logins_show_every_function_in_both_organisations():
    shown = {login.person for login in DEMO.logins}
    held = Counter(
        (post.organisation, post.function)
        for post in DEMO.posts
        if post.person in shown and held_on(post, LOADED, LOADED)
    )
    assert {(o, f) for o in ("onk", "phi") for f in FUNCTIONS} <= set(held)


@pytest.mark.parametrize("organisation", DEMO.organisations, ids=lambda row: row.id)
def test_seals_are_drawn(organisation):
    assert folder().joinpath(organisation.seal).read_text().startswith("<svg")


@pytest.mark.parametrize("key", KEYS)
def test_the_story_fits_the_shipped_process(key):
    row = contract(key)
    process = row.process or PROCESSES[row.organisation][TYPES[row.direction]]
    definition = compile_process(
        read(shipped()[process]), version=1, fields=ContractFields().fields()
    )
    values = {"amount": row.net, "currency": row.currency, "gross": row.gross, "unit": row.unit}
    assert Teller(definition, values, predicted_path).turns(row.story) is not None


def test_there_is_a_contract_in_every_step_of_every_process():
    waiting = {(row.direction, row.story.split()[0]) for row in DEMO.contracts}
    assert {
        ("outgoing", "draft"),
        ("outgoing", "head"),
        ("outgoing", "legal"),
        ("outgoing", "finance"),
        ("outgoing", "signatory"),
        ("outgoing", "signed"),
        ("outgoing", "refused"),
        ("outgoing", "withdrawn"),
        ("outgoing", "returned"),
        ("incoming", "received"),
        ("incoming", "review"),
        ("incoming", "returned"),
        ("incoming", "signatory"),
        ("incoming", "signed"),
        ("incoming", "refused"),
    } <= waiting
