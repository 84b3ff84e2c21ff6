"""What is lent on one case or for some days gives nothing elsewhere, and nothing afterwards."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import withdraw_question
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from tests.conftest import acting
from zope.annotation.interfaces import IAnnotations

import pytest

CLOSED = (
    (Path(__file__).parents[1] / "approval" / "data" / "parallel.bpmn")
    .read_bytes()
    .replace(b'm:withdraw="anywhere"', b'm:withdraw="anywhere" m:see="legal"')
)
"""A process whose cases are seen by those alone who act on them."""


def start(town: object, organisation: str, person: str) -> object:
    """Start a contract and send it on."""
    values = {
        "title": "Járdaépítés",
        "partners": ("Fekete Rigó Kft.",),
        "value_net": Decimal(2_000_000),
        "term_from": clock.today(),
        "unit": "works",
        "responsible": person,
    }
    with acting(person):
        case = start_contract(town[organisation], portal_type="OutgoingContract", values=values)
        decide(case, transition=next(c.id for c in choices_for(case) if c.kind == "submit"))
    return case


def lend(town: object, organisation: str, absent: str, substitute: str, function: str) -> None:
    """Let somebody stand in today."""
    with api.env.adopt_roles(["Manager"]):
        enter_substitution(
            town[organisation],
            absent=absent,
            substitute=substitute,
            functions=[function],
            since=clock.today(),
            until=clock.today(),
        )


def _ask_anew() -> None:
    """Forget what one request keeps of roles; people ask in requests of their own."""
    kept = IAnnotations(api.portal.get().REQUEST)
    for key in list(kept):
        del kept[key]


def decides(case: object, person: str) -> bool:
    """Tell whether a person has any decision on a case, and sees it."""
    _ask_anew()
    with acting(person):
        return bool(decisions_for(case)) and bool(api.user.has_permission("View", obj=case))


def sees(town: object, case: object, person: str) -> bool:
    """Tell whether a person sees a case; the catalog finds it exactly then."""
    _ask_anew()
    with acting(person):
        seen = bool(api.user.has_permission("View", obj=case))
        found = bool(town.portal_catalog(UID=IUUID(case)))
    assert seen == found
    return seen


def test_a_substitution_gives_nothing_in_the_other_organisation(town):
    """Dani is finance countersigner in both; Gabi stands in for him in the Municipality."""
    with api.env.adopt_roles(["Manager"]):
        bind_policy(town["onk"], {"OutgoingContract": "outgoing-contract-office"})
    lend(town, "onk", "dani", "gabi", "finance")
    here, there = start(town, "onk", "anna"), start(town, "phi", "hugo")
    assert (decides(here, "dani"), decides(there, "dani")) == (True, True)
    assert (decides(here, "gabi"), decides(there, "gabi")) == (True, False)


def test_it_ends_by_itself(town):
    lend(town, "onk", "bela", "gabi", "head")
    case = start(town, "onk", "anna")
    assert decides(case, "gabi")
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert not decides(case, "gabi")


def test_it_ends_with_the_post_of_the_absent(town):
    lend(town, "onk", "bela", "gabi", "head")
    case = start(town, "onk", "anna")
    _leave(town, "works", "bela")
    assert not decides(case, "gabi")


def test_nobody_of_another_organisation_stands_in(town):
    with suppress(MuniflowError):
        lend(town, "onk", "bela", "hugo", "head")
    assert not decides(start(town, "onk", "anna"), "hugo")


def _leave(town: object, unit: str, person: str) -> None:
    """Take away the posts of a person in a unit."""
    with api.env.adopt_roles(["Manager"]):
        for post in list(town["onk"]["units"][unit].objectValues()):
            if getattr(post, "person", "") == person:
                api.content.delete(post)


@pytest.fixture()
def lili(town) -> str:
    """A colleague with one post, in a unit of no consequence."""
    with api.env.adopt_roles(["Manager"]):
        api.user.create(email="lili@town.example", username="lili", password="muniflow-test-1")
        add_post(town["onk"], person="lili", unit="registry", function="clerk")
    return "lili"


def test_a_delegate_who_leaves_loses_the_case(town, lili):
    case = start(town, "onk", "anna")
    with acting("bela"):
        delegate(case, to=lili)
    assert decides(case, lili)
    _leave(town, "registry", lili)
    assert not decides(case, lili)
    assert not sees(town, case, lili)


def test_and_with_the_giver_goes_what_was_given(town, lili):
    case = start(town, "onk", "anna")
    with acting("bela"):
        delegate(case, to=lili)
    _leave(town, "works", "bela")
    assert not decides(case, lili)


def test_delegating_ends_with_the_step(town, lili):
    case = start(town, "onk", "anna")
    with acting("bela"):
        delegate(case, to=lili)
    with acting(lili):
        decide(case, transition=next(c.id for c in decisions_for(case) if c.kind == "approve"))
    assert not decides(case, lili)
    with acting(lili):
        assert "Delegate" not in api.user.get_current().getRolesInContext(case)


def test_nothing_is_delegated_to_another_organisation(town):
    case = start(town, "onk", "anna")
    with acting("bela"), pytest.raises(MuniflowError):
        delegate(case, to="hugo")
    assert not sees(town, case, "hugo")


def _answer(case: object, question: object) -> None:
    with acting("lili"):
        give_opinion(case, opinion=question.id, text="Good.")


def _take_back(case: object, question: object) -> None:
    with acting("cili"):
        withdraw_question(case, opinion=question.id)


@pytest.fixture()
def closed(town, lili) -> object:
    """A case that its process shows to few."""
    with api.env.adopt_roles(["Manager"]):
        assert install_library(town, {"parallel": CLOSED}) == []
        bind_policy(town["onk"], {"OutgoingContract": "parallel"})
    processQueue()
    return start(town, "onk", "anna")


@pytest.mark.parametrize("end", [_answer, _take_back])
def test_who_was_asked_sees_until_it_is_answered(town, closed, end: Callable):
    assert not sees(town, closed, "lili")
    with acting("cili"):
        ask_opinion(closed, units=["registry"], question="Known?")
    with acting("lili"):
        (question,) = opinions_for_me(closed)
    assert sees(town, closed, "lili")
    assert not decides(closed, "lili")
    end(closed, question)
    assert not sees(town, closed, "lili")


def test_a_colleague_sees_while_the_step_is_theirs(town, closed):
    with acting("cili"):
        delegate(closed, to="lili")
    # The catalog knows no people, lest they find what they have left.
    assert decides(closed, "lili")
    with acting("lili"):
        choices = [c for c in decisions_for(closed) if c.kind == "return"]
        decide(closed, transition=choices[0].id, comment="Once more")
    assert not sees(town, closed, "lili")
