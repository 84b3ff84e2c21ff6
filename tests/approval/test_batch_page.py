"""The pages of a batch: what will happen, then what has."""

from datetime import date
from decimal import Decimal
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import token_of
from muniflow.contract.operations import start_contract
from plone import api
from plone.uuid.interfaces import IUUID
from tests.security import door
from tests.security.door import ask

import pytest
import transaction

PAGE = "/plone/@@batch-decide"


@pytest.fixture()
def cases(live_town):
    """Three contracts that wait for the head of their unit."""
    found = []
    for number in (1, 2, 3):
        values = {
            "title": f"Matter {number}",
            "partners": ("Zöld Liget Kft.",),
            "value_net": Decimal(2_000_000),
            "unit": "works",
            "responsible": "anna",
            "term_from": date(2026, 1, 1),
        }
        with api.env.adopt_user(username="anna"):
            case = start_contract(live_town["onk"], portal_type="OutgoingContract", values=values)
            (submit,) = [c for c in choices_for(case) if c.kind == "submit"]
            decide(case, transition=submit.id)
        found.append(case)
    transaction.commit()
    return found


@pytest.fixture()
def form(cases):
    """What the page sends that says what will happen."""
    return {
        "item": [f"{IUUID(case)} {token_of(case)}" for case in cases],
        "chosen": "approve Approve",
        "comment": "Rendben.",
        "sure": "1",
        "_authenticator": door.token_of("bela"),
    }


def states(cases):
    transaction.begin()
    return [api.content.get_state(case) for case in cases]


def test_the_desk_offers_it(cases):
    page = ask("/plone/@@desk", person="bela")
    assert page.body.count('name="item"') == 3
    assert "@@batch-decide" in page.body


@pytest.mark.parametrize("person", ["cili", "dani"])
def test_nobody_ticks_what_is_not_theirs(cases, person):
    page = ask("/plone/@@cases", person=person)
    assert "Matter 1" in page.body
    assert 'name="item"' not in page.body


def test_first_it_is_said_what_will_happen(cases, live_town):
    before = live_town._p_jar.db().lastTransaction()
    items = [IUUID(case) for case in cases]
    page = ask(PAGE, person="bela", method="POST", form={"item": items})
    assert (page.status, "3 of 3" in page.body) == (200, True)
    assert "Legal review" in page.body
    assert live_town._p_jar.db().lastTransaction() == before


@pytest.mark.parametrize("decision", ["Return for supplement (3)", "Refuse (3)", "Approve (3)"])
def test_the_decisions_of_the_chosen_are_offered(cases, decision):
    items = [IUUID(case) for case in cases]
    page = ask(PAGE, person="bela", method="POST", form={"item": items})
    assert decision in page.body


def test_then_it_is_done_and_reported(cases, form):
    stood = states(cases)
    page = ask(PAGE, person="bela", method="POST", form=form)
    assert (page.status, "3 of 3" in page.body) == (200, True)
    assert not set(states(cases)) & set(stood)


def test_without_the_token_of_the_page_nothing_is_done(cases, form):
    stood = states(cases)
    del form["_authenticator"]
    assert ask(PAGE, person="bela", method="POST", form=form).status == 403
    assert states(cases) == stood


def test_who_was_faster_is_told_and_the_rest_done(cases, form):
    with api.env.adopt_user(username="bela"):
        choice = next(c for c in choices_for(cases[0]) if c.kind == "approve")
        decide(cases[0], transition=choice.id)
    transaction.commit()
    page = ask(PAGE, person="bela", method="POST", form=form)
    assert "2 of 3" in page.body
    assert "was faster" in page.body


@pytest.mark.parametrize("uid", ["foreign", "missing"])
def test_foreign_and_missing_are_not_found(cases, uid, form):
    with api.env.adopt_user(username="hugo"):
        values = {
            "title": "Secret",
            "partners": ("X",),
            "value_net": Decimal(1),
            "unit": "works",
            "responsible": "hugo",
        }
        other = start_contract(
            api.portal.get()["phi"], portal_type="OutgoingContract", values=values
        )
    transaction.commit()
    asked = IUUID(other) if uid == "foreign" else "0" * 32
    sure = ask(PAGE, person="bela", method="POST", form={**form, "item": [asked, *form["item"]]})
    assert ("not found" in sure.body, "Secret" in sure.body) == (True, False)
    assert "3 of 4" in sure.body


def test_a_decision_that_needs_words_asks_for_them(cases, form):
    stood = states(cases)
    wanted = {**form, "chosen": "return Return for supplement", "comment": " "}
    page = ask(PAGE, person="bela", method="POST", form=wanted)
    assert 'role="alert"' in page.body
    assert states(cases) == stood


def test_nothing_chosen_leads_back(cases):
    answer = ask(PAGE, person="bela", method="POST", form={"came_from": "http://evil.example/"})
    assert answer.location == "http://nohost/plone/@@desk"


def test_too_many_are_refused(cases):
    items = [f"{n:032}" for n in range(101)]
    answer = ask(PAGE, person="bela", method="POST", form={"item": items})
    assert answer.status == 302


def test_a_look_does_nothing(cases):
    assert ask(PAGE, person="bela").status == 302


def test_strangers_are_sent_to_the_login(cases, form):
    assert "require_login" in ask(PAGE, method="POST", form=form).location
