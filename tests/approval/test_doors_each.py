"""Where each holder of a function signs, nobody is asked for their own request."""

from muniflow.approval.operations import people_with
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import state_of
from muniflow.core import clock
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from plone import api
from tests.process.drawings import BEGIN
from tests.process.drawings import decision
from tests.process.drawings import drawing
from tests.process.drawings import flow
from tests.process.drawings import task

import pytest

COUNCIL = (
    drawing(
        *BEGIN,
        flow("a", "b", "Send"),
        task("b", "Council", inside="<multiInstanceLoopCharacteristics />"),
        flow("b", "done", "Agree", decision("approve")),
        lanes={"clerk": "a", "legal": "b"},
    )
    .replace('name="Draft" ', 'name="Draft" muniflow:actor="responsible" ')
    .replace('muniflow:for="TestCase"', 'muniflow:for="OutgoingContract"')
    .replace('<process id="p"', '<process id="council"')
)


@pytest.fixture()
def council(town):
    """Anna is one of two who sign; Cili is the other."""
    with api.env.adopt_roles(["Manager"]):
        assert install_library(town, {"council": COUNCIL.encode()}) == []
        bind_policy(town["onk"], {"OutgoingContract": "council"})
        add_post(town["onk"], person="anna", unit="legal", function="legal")


def asked(case):
    return [sign.person for sign in proceedings_of(case).progress.signoffs]


def test_others_are_asked(council, contract, take):
    case = contract()
    take(case, "anna", "submit")
    assert asked(case) == people_with(case) == ["cili"]


def test_and_suffice(council, contract, take):
    case = contract()
    take(case, "anna", "submit")
    take(case, "cili", "approve")
    assert state_of(case).kind == "end"


def test_nor_is_who_sends_it_for_somebody(council, town, contract, take):
    """Béla's request, sent on by Anna while he is away, is hers as well."""
    with api.env.adopt_roles(["Manager"]):
        enter_substitution(
            town["onk"],
            absent="bela",
            substitute="anna",
            functions=["responsible"],
            since=clock.today(),
            until=clock.today(),
        )
    case = contract(responsible="bela")
    take(case, "anna", "submit")
    assert asked(case) == ["cili"]


def test_without_others_it_waits_for_somebody(council, town, contract, take):
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(
            next(p for p in town["onk"]["units"]["legal"].objectValues() if p.person == "cili")
        )
    case = contract()
    take(case, "anna", "submit")
    assert (asked(case), state_of(case).kind) == ([""], "step")


def test_who_has_signed_has_it_no_more(council, town, contract, take):
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="dani", unit="legal", function="legal")
    case = contract()
    take(case, "anna", "submit")
    take(case, "dani", "approve")
    assert people_with(case) == ["cili"]
