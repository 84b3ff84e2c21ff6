"""Stories along a small process."""

from muniflow.demo.story import StoryUnfit
from muniflow.demo.story import Teller
from muniflow.process.definition import Definition
from muniflow.process.definition import State
from muniflow.process.definition import Transition
from muniflow.process.operations import predicted_path

import pytest

STATES = {
    "draft": State("draft", "Draft", "step", actor="responsible", order=0),
    "review": State("review", "Review", "step", function="head", order=1),
    "money": State("money", "Countersign", "step", function="finance", order=2),
    "sign": State("sign", "Sign", "step", function="signatory", order=3),
    "done": State("done", "Signed", "end", outcome="settled", order=4),
    "no": State("no", "Refused", "end", outcome="refused", order=5),
    "off": State("off", "Withdrawn", "end", outcome="withdrawn", order=6),
}
FLOWS = [
    Transition("send", "Send", "draft", "review", None, "submit"),
    Transition("stop", "Withdraw", "draft", "off", None, "withdraw"),
    Transition("agree", "Agree", "review", "money", "amount >= 100", "approve"),
    Transition("agree-small", "Agree", "review", "sign", "not (amount >= 100)", "approve"),
    Transition("back", "Return", "review", "draft", None, "return"),
    Transition("pay", "Countersign", "money", "sign", None, "approve"),
    Transition("pay-back", "Return", "money", "draft", None, "return"),
    Transition("sign", "Sign", "sign", "done", None, "approve"),
    Transition("refuse", "Refuse", "sign", "no", None, "reject"),
]


def definition():
    from dataclasses import replace

    states = {
        id_: replace(state, transitions=tuple(t.id for t in FLOWS if t.source == id_))
        for id_, state in STATES.items()
    }
    transitions = {t.id: t for t in FLOWS}
    return Definition("p.1", "p", 1, "P", "OutgoingContract", "draft", states, transitions)


def told(story, amount=100):
    turns = Teller(definition(), {"amount": amount}, predicted_path).turns(story)
    return [turn.transition for turn in turns]


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("draft", []),
        ("head", ["send"]),
        ("money", ["send", "agree"]),
        ("signatory", ["send", "agree", "pay"]),
        ("signed", ["send", "agree", "pay", "sign"]),
        ("refused", ["send", "agree", "pay", "refuse"]),
        ("withdrawn", ["stop"]),
        ("withdrawn head", ["send", "back", "stop"]),
        ("returned head", ["send", "back"]),
        ("returned finance", ["send", "agree", "pay-back"]),
        ("signed head", ["send", "back", "send", "agree", "pay", "sign"]),
        ("finance head", ["send", "back", "send", "agree"]),
    ],
)
def test_turns(story, expected):
    assert told(story) == expected


def test_a_small_contract_skips_a_step():
    assert told("signed", amount=99) == ["send", "agree-small", "sign"]


@pytest.mark.parametrize("story", ["legal", "returned signatory", "withdrawn signatory"])
def test_a_story_without_a_way(story):
    with pytest.raises(StoryUnfit):
        told(story)


def test_who_takes_a_turn():
    turns = Teller(definition(), {"amount": 1}, predicted_path).turns("signed")
    assert [turn.actor for turn in turns] == ["responsible", "head", "signatory"]
