"""Where a running case would stand in another version, or why nowhere."""

from dataclasses import replace
from muniflow.process.definition import Branch
from muniflow.process.definition import Definition
from muniflow.process.definition import State
from muniflow.process.migration import matching
from muniflow.process.migration import merged_order

import pytest


def version(*states: State, number: int = 1) -> Definition:
    """Return a version with states in this order."""
    placed = {s.id: replace(s, order=at) for at, s in enumerate(states)}
    return Definition(f"p.{number}", "p", number, "P", "T", states[0].id, placed, {})


def step(id_: str, element: str = "", **more) -> State:
    return State(id_, id_.capitalize(), "step", element=element or f"e-{id_}", **more)


LEGAL = Branch("b1", "Legal", "legal")
MONEY = Branch("b2", "Money", "finance")


@pytest.mark.parametrize(
    ("coming", "target"),
    [
        ((step("legal"),), "legal"),
        ((step("lawyers", "e-legal"),), "lawyers"),
        ((step("legal", "e-new"),), "legal"),
        ((step("legal", "e-new"), step("lawyers", "e-legal")), "lawyers"),
    ],
)
def test_by_the_element_else_by_the_step(coming, target):
    match = matching(version(step("legal")), version(*coming), "legal")
    assert (match.state.id, match.reason) == (target, None)


@pytest.mark.parametrize(
    ("old", "new", "signed", "reason"),
    [
        (step("legal"), step("head"), False, "error_migrate_no_step"),
        (step("legal"), State("legal", "Legal", "end"), False, "error_migrate_no_step"),
        (step("legal"), step("legal", branches=(LEGAL,)), False, "error_migrate_parallel"),
        (step("legal", branches=(LEGAL,)), step("legal"), False, "error_migrate_parallel"),
        (
            step("gate", branches=(LEGAL,)),
            step("gate", branches=(LEGAL, MONEY)),
            True,
            "error_migrate_signed",
        ),
        (
            step("gate", branches=(LEGAL,)),
            step("gate", branches=(replace(LEGAL, function="finance"),)),
            True,
            "error_migrate_signed",
        ),
        (
            step("wait", waits="message", waits_for="a"),
            step("wait", waits="message", waits_for="b"),
            False,
            "error_migrate_waits",
        ),
        (step("wait", waits="call"), step("wait"), False, "error_migrate_waits"),
    ],
)
def test_why_not(old, new, signed, reason):
    match = matching(version(old), version(new), old.id, signed=signed)
    assert (match.state, match.reason) == (None, reason)


@pytest.mark.parametrize("signed", [False, True])
def test_the_same_sign_offs_go_on(signed):
    gate = step("gate", branches=(LEGAL, MONEY))
    other = replace(gate, branches=(MONEY, replace(LEGAL, name="Lawyers", days=4)))
    assert matching(version(gate), version(other), "gate", signed=signed).state is not None


def test_other_sign_offs_are_asked_for_while_none_is_given():
    gate = step("gate", branches=(LEGAL,))
    other = replace(gate, branches=(LEGAL, MONEY))
    assert matching(version(gate), version(other), "gate").state is not None


def test_a_step_the_old_version_does_not_know():
    assert matching(version(step("a")), version(step("a")), "b").reason is not None


class TestOrder:
    def test_of_one_version(self):
        assert merged_order([version(step("a"), step("b"))]) == {"a": 0, "b": 1}

    def test_a_step_called_otherwise_stands_where_it_stands(self):
        new = version(step("a"), step("lawyers", "e-legal"), step("c"))
        assert merged_order([new, version(step("a"), step("legal"))])["legal"] == 1

    def test_a_step_that_is_gone_stands_behind_what_came_before_it(self):
        new = version(step("a"), step("c"))
        order = merged_order([new, version(step("a"), step("b"), step("bb"), step("c"))])
        assert sorted(order, key=order.get) == ["a", "b", "bb", "c"]

    def test_a_first_step_that_is_gone_stands_first(self):
        order = merged_order([version(step("b")), version(step("a"), step("b"))])
        assert sorted(order, key=order.get) == ["a", "b"]

    def test_the_present_version_decides(self):
        order = merged_order([version(step("b"), step("a")), version(step("a"), step("b"))])
        assert sorted(order, key=order.get) == ["b", "a"]
