"""What another version would have changed: ways of cases, and rights of people."""

from dataclasses import replace
from muniflow.process.definition import Branch
from muniflow.process.definition import Definition
from muniflow.process.definition import State
from muniflow.process.definition import Transition
from muniflow.process.preview import Act
from muniflow.process.preview import chain
from muniflow.process.preview import rerouted
from muniflow.process.preview import RightChange
from muniflow.process.preview import rights_changed
from muniflow.process.preview import Seen
from muniflow.process.preview import Stage

import pytest

HOLDERS = {
    "clerk": ["anna"],
    "head": ["bela"],
    "legal": ["cili"],
    "finance": ["dani", "cili"],
    "member": ["anna", "bela", "cili", "dani"],
}


def definition(*steps: State, conditions: dict | None = None, **more) -> Definition:
    """Return a process of steps one behind the other; conditions pass single steps over."""
    states = {s.id: replace(s, kind="step", order=at, element=s.id) for at, s in enumerate(steps)}
    states["end"] = State("end", "End", "end", order=len(steps))
    transitions: dict[str, Transition] = {}
    ids = [*states]
    for at, id_ in enumerate(ids[:-1]):
        step = states[id_]
        coming = ids[at + 1]
        when = (conditions or {}).get(coming)
        ways = [("go", coming, when)]
        if when:
            ways.append(("pass", ids[at + 2], f"not ({when})"))
        for name, target, condition in ways:
            transitions[f"{name}-{id_}"] = Transition(
                f"{name}-{id_}",
                "Approve",
                id_,
                target,
                condition=condition,
                decision="approve",
                function=step.function,
            )
        own = tuple(t.id for t in transitions.values() if t.source == id_)
        states[id_] = replace(step, transitions=own)
    return Definition("p.1", "p", 1, "P", "T", ids[0], states, transitions, **more)


def step(id_: str, function: str, **more) -> State:
    return State(id_, id_.capitalize(), "step", function=function, **more)


DRAFT, HEAD, LEGAL = step("draft", "clerk"), step("head", "head"), step("legal", "legal")
OLD = definition(DRAFT, HEAD, LEGAL, conditions={"legal": "amount >= 10"})
NEW = definition(DRAFT, HEAD, LEGAL, conditions={"legal": "amount >= 20"})


def seen(amount: int | None) -> Seen:
    return Seen(f"ONK/{amount}", "Matter", "", {"amount": amount})


@pytest.mark.parametrize(
    ("amount", "names"), [(9, ["Draft", "Head"]), (10, ["Draft", "Head", "Legal"])]
)
def test_the_chain_of_a_case(amount, names):
    assert [stage.name for stage in chain(OLD, {"amount": amount})] == names


@pytest.mark.parametrize(("amount", "differs"), [(9, 0), (10, 1), (19, 1), (20, 0)])
def test_exactly_the_cases_between_the_limits_differ(amount, differs):
    assert len(rerouted(OLD, NEW, [seen(amount)])) == differs


def test_what_falls_away():
    [found] = rerouted(OLD, NEW, [seen(15)])
    assert (found.case.number, found.removed, found.added) == ("ONK/15", ("Legal",), ())


def test_what_comes_on_top():
    [found] = rerouted(NEW, OLD, [seen(15)])
    assert (found.removed, found.added) == ((), ("Legal",))


def test_another_name_is_no_other_way():
    renamed = replace(LEGAL, name="Lawyers")
    new = definition(DRAFT, HEAD, renamed, conditions={"legal": "amount >= 10"})
    assert rerouted(OLD, new, [seen(5), seen(50)]) == ()


def test_another_order_is_another_way():
    [found] = rerouted(definition(DRAFT, HEAD, LEGAL), definition(DRAFT, LEGAL, HEAD), [seen(1)])
    assert (found.added, found.removed) == ((), ())


def test_sign_offs_stand_in_place_of_their_step():
    gate = State(
        "gate",
        "Gate",
        "step",
        branches=(
            Branch("b1", "Legal", "legal", element="l"),
            Branch("b2", "Money", "finance", element="m", condition="amount >= 10"),
        ),
    )
    process = definition(DRAFT, gate)
    assert [chain(process, {"amount": n})[1:] for n in (9, 10)] == [
        (Stage("l", "Legal"),),
        (Stage("l", "Legal"), Stage("m", "Money")),
    ]


def test_the_same_process_changes_no_rights():
    assert rights_changed(OLD, OLD, HOLDERS) == ()


def test_another_function_takes_from_one_and_gives_to_another():
    new = definition(
        DRAFT, HEAD, replace(LEGAL, function="finance"), conditions={"legal": "amount >= 10"}
    )
    approve = (Act("decide", "Approve"),)
    assert rights_changed(OLD, new, HOLDERS) == (RightChange("dani", "Legal", gained=approve),)


def test_whoever_holds_both_functions_loses_nothing():
    new = definition(DRAFT, HEAD, replace(LEGAL, function="finance"))
    old = definition(DRAFT, HEAD, LEGAL)
    assert "cili" not in {change.person for change in rights_changed(old, new, HOLDERS)}


def test_a_step_that_goes_takes_its_rights_along():
    found = rights_changed(definition(DRAFT, LEGAL), definition(DRAFT), {"legal": ["cili"]})
    assert [(c.person, c.step, c.gained) for c in found] == [
        ("cili", "Legal", ()),
        ("responsible", "Legal", ()),
    ]


@pytest.mark.parametrize("kind", ["edit", "file"])
def test_editing_and_filing_are_rights(kind):
    new = definition(DRAFT, HEAD, replace(LEGAL, **{kind: ("head",)}))
    assert rights_changed(definition(DRAFT, HEAD, LEGAL), new, HOLDERS) == (
        RightChange("bela", "Legal", gained=(Act(kind),)),
    )


def test_seeing_is_a_right():
    new = definition(DRAFT, HEAD, replace(LEGAL, see=("legal",)))
    found = rights_changed(definition(DRAFT, HEAD, LEGAL), new, HOLDERS)
    assert {(c.person, c.lost) for c in found} == {
        (person, (Act("see"),)) for person in ("anna", "bela", "dani")
    }


def test_what_the_process_does_itself_is_nobodys_right():
    auto = {id_: replace(t, trigger="timer") for id_, t in definition(DRAFT).transitions.items()}
    new = replace(definition(DRAFT), transitions=auto)
    lost = [c for c in rights_changed(definition(DRAFT), new, HOLDERS) if c.person == "anna"]
    assert lost == [RightChange("anna", "Draft", lost=(Act("decide", "Approve"),))]
