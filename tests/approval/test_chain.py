"""A contract goes its way, step by step, by those whose turn it is."""

from muniflow.approval.errors import CommentMissing
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.errors import FieldsMissing
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import history_of
from muniflow.approval.operations import path_of
from muniflow.approval.operations import people_with
from muniflow.approval.operations import state_of
from muniflow.registry.operations import void_number
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException

import datetime
import pytest

LEVELS = [
    (999_999, ["bela", "emma"]),
    (1_000_000, ["bela", "cili", "emma"]),
    (4_999_999, ["bela", "cili", "emma"]),
    (5_000_000, ["bela", "cili", "dani", "emma"]),
]


@pytest.mark.parametrize("value,people", LEVELS)
def test_the_value_decides_who_approves(submitted, take, value, people):
    case = submitted(value)
    for person in people:
        assert people_with(case) == [person]
        take(case, person, "settle" if person == people[-1] else "approve")
    assert state_of(case).outcome == "settled"


@pytest.mark.parametrize("value,people", LEVELS)
def test_the_way_is_known_beforehand(submitted, value, people):
    case = submitted(value)
    coming = [stop.people for stop in path_of(case) if stop.status != "done"]
    assert coming[:-1] == [(person,) for person in people]


@pytest.mark.parametrize("person", ["cili", "dani", "emma", "gabi", "hugo", "ida", "kata"])
def test_only_the_head_of_the_unit_decides_first(submitted, as_person, person):
    case = submitted(500_000)
    with as_person(person):
        assert decisions_for(case) == []


def test_who_asked_may_withdraw_it_from_others_steps(submitted, take):
    case = submitted(500_000)
    take(case, "anna", "withdraw")
    assert state_of(case).outcome == "withdrawn"


def test_a_step_cannot_be_skipped(submitted, as_person):
    case = submitted(6_000_000)
    with as_person("emma"), pytest.raises(DecisionRefused):
        decide(case, transition="sign-to-signed")


def test_a_step_cannot_be_skipped_by_the_tool_either(submitted, as_person):
    case = submitted(6_000_000)
    with as_person("emma"), pytest.raises(WorkflowException):
        api.portal.get_tool("portal_workflow").doActionFor(case, "sign-to-signed")


@pytest.mark.parametrize("kind", ["return", "reject"])
def test_turning_back_needs_words(submitted, take, kind):
    case = submitted(500_000)
    with pytest.raises(CommentMissing):
        take(case, "bela", kind, "  ")


def test_required_fields_are_named(contract, take):
    case = contract(partners=())
    with pytest.raises(FieldsMissing) as problem:
        take(case, "anna", "submit")
    assert "Partners" in problem.value.message.mapping["fields"]


def test_a_number_is_given_when_the_draft_is_sent_on(submitted):
    assert submitted(500_000).registry_number.startswith("ONK/")


def test_a_draft_has_no_number(contract):
    assert contract().registry_number == ""


def test_history_says_as_what_somebody_acted(submitted, take):
    case = submitted(500_000)
    take(case, "bela", "approve", "fine")
    act = history_of(case)[0]
    assert (act.person, act.acting_as, act.comment) == ("bela", "head@works", "fine")


def test_a_return_makes_the_steps_come_again(submitted, take):
    case = submitted(500_000)
    take(case, "bela", "return", "the guarantee is missing")
    assert path_of(case)[0].status == "now"


def test_the_deadline_is_some_working_days_away(submitted):
    case = submitted(500_000)
    assert case.due > datetime.date.today()


def test_the_desk_of_the_head_shows_it(submitted, town, as_person):
    case = submitted(500_000)
    from muniflow.approval.desk import tab_query

    with as_person("bela"):
        brains = town.portal_catalog(organisation=["onk"], **tab_query("todo", "bela"))
    assert [b.getPath() for b in brains] == ["/".join(case.getPhysicalPath())]


def test_the_office_has_a_way_of_its_own(submitted, take):
    case = submitted(500_000, organisation="phi", person="hugo")
    assert people_with(case) == ["dani"]


def test_requester_here_approver_there(contract, submitted, take, as_person):
    """Show 3: anna asks in one organisation and approves in the other."""
    ours = submitted(500_000)
    theirs = submitted(500_000, organisation="phi", person="hugo")
    take(theirs, "dani", "approve")
    with as_person("anna"):
        assert [c.kind for c in decisions_for(ours)] == ["withdraw"]
        assert "approve" in [c.kind for c in decisions_for(theirs)]


def test_nothing_is_decided_on_a_void_case(submitted, as_person):
    case = submitted(500_000)
    void_number(case, reason="entered twice")
    with as_person("bela"):
        assert decisions_for(case) == []
    tool = api.portal.get_tool("portal_workflow")
    with as_person("bela"), pytest.raises(DecisionRefused):
        tool.doActionFor(case, "approve-to-signature-from-head-of-unit-approval")
    assert people_with(case) == []
    assert "now" not in [stop.status for stop in path_of(case)]
