"""A step in which several sign: each by their own function, on the files they saw."""

from datetime import date
from decimal import Decimal
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.operations import approvals_of
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import history_of
from muniflow.approval.operations import people_with
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import signoffs_of
from muniflow.approval.operations import state_of
from muniflow.approval.operations import undo
from muniflow.approval.operations import withdraw_approval
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.organisation.operations import add_post
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path
from plone import api

import pytest

DRAWING = Path(__file__).parent / "data" / "parallel.bpmn"


@pytest.fixture()
def parallel(town):
    """Let new contracts of the municipality go through a parallel step."""
    assert install_library(town, {"parallel": DRAWING.read_bytes()}) == []
    bind_policy(town["onk"], {"OutgoingContract": "parallel"})


@pytest.fixture()
def waiting(parallel, contract, take):
    """A contract that waits for the sign-offs of legal and finance."""
    case = contract(value_net=Decimal(500_000), term_from=date(2026, 1, 1))
    take(case, "anna", "submit")
    return case


def statuses(case):
    return {line.branch.function: line.status for line in signoffs_of(case)}


def test_both_are_asked(waiting):
    assert people_with(waiting) == ["cili", "dani"]


def test_one_sign_off_does_not_leave_the_step(waiting, take):
    take(waiting, "cili", "approve")
    assert people_with(waiting) == ["dani"]
    assert statuses(waiting) == {"legal": "given", "finance": "open"}


@pytest.mark.parametrize("order", [("cili", "dani"), ("dani", "cili")])
def test_the_last_sign_off_leaves_the_step(waiting, take, order):
    for person in order:
        take(waiting, person, "approve")
    assert people_with(waiting) == ["emma"]


def test_a_sign_off_is_given_once(waiting, take, as_person):
    take(waiting, "cili", "approve")
    with as_person("cili"):
        assert "approve" not in {c.kind for c in choices_for(waiting)}


def test_nobody_signs_for_another_function(waiting, as_person):
    tool = api.portal.get_tool("portal_workflow")
    finance = [t for t in tool[waiting.process_version].transitions.objectIds() if "finance" in t]
    with as_person("cili"):
        for transition in finance:
            with pytest.raises(Exception, match=r"action|post|yours"):
                tool.doActionFor(waiting, transition)
    assert statuses(waiting) == {"legal": "open", "finance": "open"}


def test_nobody_opens_the_gate_by_hand(waiting, as_person):
    tool = api.portal.get_tool("portal_workflow")
    gates = [t for t in tool[waiting.process_version].transitions.objectIds() if "signature" in t]
    with as_person("cili"):
        for transition in gates:
            with pytest.raises(Exception, match=r"action|by itself"):
                tool.doActionFor(waiting, transition)
    assert people_with(waiting) == ["cili", "dani"]


def test_a_refusal_ends_it_at_once(waiting, take):
    take(waiting, "cili", "reject", "unlawful")
    assert state_of(waiting).outcome == "refused"


def test_a_return_forgets_the_sign_offs(waiting, take):
    take(waiting, "dani", "approve")
    take(waiting, "cili", "return", "paragraph 3")
    take(waiting, "anna", "submit")
    assert statuses(waiting) == {"legal": "open", "finance": "open"}


def test_a_changed_file_asks_again_for_what_saw_the_old_one(waiting, take, as_person):
    with as_person("anna"):
        document = file_document(waiting, title="Draft", filename="d.txt", data=b"one")
    take(waiting, "cili", "approve")
    with as_person("anna"):
        add_version(document, filename="d.txt", data=b"two")
    assert statuses(waiting) == {"legal": "open", "finance": "open"}
    assert ("changed", "cili") in {(n.kind, n.person) for n in proceedings_of(waiting).notices}


def test_a_new_file_asks_nobody_again(waiting, take, as_person):
    take(waiting, "cili", "approve")
    with as_person("anna"):
        file_document(waiting, title="Annex", filename="a.txt", data=b"one")
    assert statuses(waiting)["legal"] == "given"


def test_a_sign_off_can_be_taken_back(waiting, take, as_person):
    take(waiting, "cili", "approve")
    with as_person("cili"):
        undo(waiting)
    assert statuses(waiting) == {"legal": "open", "finance": "open"}


def test_the_last_sign_off_can_be_taken_back_with_what_followed(waiting, take, as_person):
    take(waiting, "cili", "approve")
    take(waiting, "dani", "approve")
    with as_person("dani"):
        undo(waiting)
    assert statuses(waiting) == {"legal": "given", "finance": "open"}
    assert people_with(waiting) == ["dani"]


def test_withdrawing_one_keeps_the_other(waiting, take, as_person):
    take(waiting, "cili", "approve")
    take(waiting, "dani", "approve")
    mine = next(a for a in proceedings_of(waiting).acts if a.person == "cili")
    with as_person("cili"):
        withdraw_approval(waiting, act=mine.id, comment="I overlooked paragraph 3")
    assert statuses(waiting) == {"legal": "open", "finance": "given"}
    take(waiting, "cili", "approve")
    assert people_with(waiting) == ["emma"]


def test_who_countersigned_does_not_commit(waiting, take, town, as_person):
    add_post(town["onk"], person="dani", unit="cabinet", function="signatory")
    take(waiting, "cili", "approve")
    take(waiting, "dani", "approve")
    with as_person("dani"):
        assert decisions_for(waiting) == [] or "settle" not in {
            c.kind for c in decisions_for(waiting)
        }
        (choice,) = [c for c in choices_for(waiting) if c.kind == "settle"]
        tool = api.portal.get_tool("portal_workflow")
        with pytest.raises(DecisionRefused):
            tool.doActionFor(waiting, choice.id)
    take(waiting, "emma", "settle")
    assert state_of(waiting).outcome == "settled"


def test_history_tells_who_signed(waiting, take):
    take(waiting, "cili", "approve")
    take(waiting, "dani", "approve")
    told = [(a.kind, a.person) for a in history_of(waiting)]
    assert told[:3] == [("approve", ""), ("approve", "dani"), ("approve", "cili")]


def test_a_sign_off_asked_for_again_is_none_to_withdraw(waiting, take, as_person):
    with as_person("anna"):
        document = file_document(waiting, title="Draft", filename="d.txt", data=b"one")
    take(waiting, "cili", "approve")
    assert len(approvals_of(waiting, "cili")) == 1
    with as_person("anna"):
        add_version(document, filename="d.txt", data=b"two")
    assert approvals_of(waiting, "cili") == []
