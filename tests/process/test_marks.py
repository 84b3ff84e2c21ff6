"""How far a case is, as the drawing shows it."""

from muniflow.process.bpmn import read_model
from muniflow.process.marks import Mark
from muniflow.process.marks import Stage
from muniflow.process.marks import way

import pytest

STEPS = ("draft", "head", "legal", "finance", "signature", "signed", "refused", "withdrawn")
WALK = [("draft", "done"), ("head", "now"), ("signature", "next"), ("signed", "next")]


@pytest.fixture(scope="module")
def chain(shipped):
    """The status of every element for a small contract that waits for the head of unit."""
    stages = [Stage((element,), status) for element, status in WALK]
    return way(read_model(shipped["outgoing-contract"]), stages, STEPS)


@pytest.mark.parametrize(
    ("element", "status"),
    [
        ("start", "done"),
        ("to-draft", "done"),
        ("draft", "done"),
        ("draft-decision", "done"),
        ("submit", "done"),
        ("head", "now"),
        ("from-head", "next"),
        ("head-decision", "next"),
        ("head-approve", "next"),
        ("legal-approve", "next"),
        ("finance-approve", "next"),
        ("signature", "next"),
        ("signed", "next"),
        ("legal-return", "off"),
        ("head-refuse", "off"),
        ("legal", "off"),
        ("finance", "off"),
        ("head-return", "off"),
        ("refused", "off"),
    ],
)
def test_the_way_of_a_case(chain, element, status):
    assert chain[element] == status


@pytest.fixture(scope="module")
def gate(draw, flow):
    """Two sign-offs side by side, one of them given, then an end."""
    text = draw(
        '<startEvent id="s" /><userTask id="a" /><parallelGateway id="split" />',
        '<userTask id="b" /><userTask id="c" /><parallelGateway id="join" /><endEvent id="e" />',
        *(flow(f"{x}-{y}", x, y) for x, y in ("sa", ("a", "split"), ("split", "b"))),
        *(flow(f"{x}-{y}", x, y) for x, y in (("split", "c"), ("b", "join"), ("c", "join"))),
        flow("join-e", "join", "e"),
        basics=False,
    )
    stages = [Stage(("a",), "done"), Stage(("split", "b", "c"), "now"), Stage(("e",), "next")]
    return way(read_model(text), stages, ("a", "split", "b", "c", "e"))


@pytest.mark.parametrize(
    ("element", "status"),
    [
        ("a-split", "done"),
        ("split-b", "done"),
        ("split-c", "done"),
        ("b-join", "next"),
        ("c-join", "next"),
        ("join", "next"),
        ("join-e", "next"),
    ],
)
def test_both_branches_are_on_the_way(gate, element, status):
    assert gate[element] == status


def test_without_stages_nothing_is_on_the_way(shipped):
    found = way(read_model(shipped["outgoing-contract"]), [], STEPS)
    assert set(found.values()) == {"off"}


def test_a_circle_ends(draw, flow):
    text = draw(flow("f3", "a", "a"), flow("f2", "a", "end"))
    stages = [Stage(("a",), "now"), Stage(("end",), "next")]
    assert way(read_model(text), stages, ("a", "end"))["f2"] == "next"


@pytest.mark.parametrize(
    ("mark", "lines"),
    [
        (Mark(), ()),
        (Mark("now", "Anna"), ("Anna",)),
        (Mark("now", "Anna", "2 days"), ("Anna", "2 days")),
    ],
)
def test_what_stands_below(mark, lines):
    assert mark.lines == lines
