"""Random processes of the executable subset: they compile, never stick, and skip nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.conditions import holds
from muniflow.process.definition import Definition
from muniflow.process.definition import dump
from muniflow.process.definition import END
from muniflow.process.definition import FORWARD
from muniflow.process.definition import GATE
from muniflow.process.definition import load
from muniflow.process.definition import PERSON
from muniflow.process.definition import State
from muniflow.process.definition import Transition
from muniflow.process.rules import predicted_path
from muniflow.process.rules import role_of
from tests.process.drawings import DONE
from tests.process.drawings import DRAFT
from tests.process.drawings import drawing
from tests.process.drawings import duration
from tests.process.drawings import edge
from tests.process.drawings import element
from tests.process.drawings import event
from tests.process.drawings import flow
from tests.process.drawings import FUNCTIONS
from tests.process.drawings import gateway
from tests.process.drawings import MESSAGE
from tests.process.drawings import parallel
from tests.process.drawings import REFUSED
from tests.process.drawings import START
from tests.process.drawings import task
from tests.process.drawings import WITHDRAWN

FIELDS = {"amount": "number", "currency": "text", "unit": "text"}
SOME = settings(max_examples=100, deadline=None, database=None)
MANY = settings(max_examples=250, deadline=None, database=None)
PEOPLE = 2
"""How many hold a function, for steps in which each of them signs."""

LEVELS = ("", "10", "10 HUF", "50", "50 EUR", "off")
VALUES = [
    {"amount": amount, "currency": currency, "unit": unit}
    for amount in (None, 0, Decimal("9.99"), 10, 49, 50, 1000)
    for currency in ("HUF", "EUR", None)
    for unit in ("x", None)
]


@dataclass(frozen=True)
class Part:
    """One part of a random process, between the one before and the one behind it."""

    kind: str
    levels: tuple[str, str] = ("", "")
    skip: bool = False
    action: bool = False
    back: bool = False
    refuse: bool = False
    waits: bool = False
    needed: int = 0
    late: bool = False

    @property
    def places(self) -> int:
        """How many steps people act in."""
        return {"gate": 2, "step": 1, "each": 1}.get(self.kind, 0)

    def applies(self, values: dict) -> bool:
        """Tell whether a case comes to it, worked out without the compiler."""
        return not self.places or any(
            _applies(level, values) for level in self.levels[: self.places]
        )


def _applies(level: str, values: dict) -> bool:
    """Tell whether a step with a level applies."""
    amount, _space, currency = level.partition(" ")
    if amount in ("", "off"):
        return not amount
    if values["amount"] is None or (currency and values["currency"] != currency):
        return True
    return Decimal(values["amount"]) >= Decimal(amount)


PARTS = st.builds(
    Part,
    kind=st.sampled_from(["step", "step", "gate", "each", "message", "timer", "call"]),
    levels=st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)),
    skip=st.booleans(),
    action=st.booleans(),
    back=st.booleans(),
    refuse=st.booleans(),
    waits=st.booleans(),
    needed=st.integers(0, 2),
    late=st.booleans(),
)
PROCESSES = st.lists(PARTS, max_size=5).map(tuple)


def drawn(parts: tuple[Part, ...]) -> str:
    """Return the drawing of a process of several parts."""
    members: dict[str, list[str]] = {name: [] for name in FUNCTIONS}
    members["clerk"].append("a")
    lines = [START, DRAFT, DONE, REFUSED, WITHDRAWN, flow("start", "a")]
    lines += [flow("a", "g"), gateway("g"), flow("g", _entry(parts, 0), "Send")]
    lines.append(flow("g", "no", "Give up", 'muniflow:decision="reject"'))
    for at, part in enumerate(parts):
        for place in range(part.places):
            members[FUNCTIONS[(at + place) % len(FUNCTIONS)]].append(f"t{at}{'bc'[place]}")
        lines.extend(_onward(parts, at))
        lines.extend(_KINDS[part.kind](part, at))
    lanes = {name: " ".join(ids) for name, ids in members.items()}
    return drawing(*lines, lanes=lanes, process='muniflow:withdraw="anywhere"', before=MESSAGE)


def _entry(parts: tuple[Part, ...], at: int) -> str:
    """Return the element with which a part begins, the end behind the last one."""
    if at >= len(parts):
        return "done"
    return f"q{at}" if parts[at].kind == "gate" else f"t{at}b"


def _onward(parts: tuple[Part, ...], at: int) -> Iterator[str]:
    """Yield what lies behind a part: an action, and a gateway that skips the next part."""
    part, after = parts[at], f"x{at}"
    yield gateway(f"o{at}")
    if part.action:
        yield element("serviceTask", f"v{at}", "Note", 'muniflow:action="note"')
        yield flow(f"o{at}", f"v{at}")
        yield flow(f"v{at}", after)
    else:
        yield flow(f"o{at}", after)
    yield gateway(after, more=f'default="n{at}"' if part.skip else "")
    ends = f'sourceRef="{after}" targetRef="{_entry(parts, at + 1)}"'
    yield element("sequenceFlow", f"n{at}", "", ends)
    if part.skip:
        ends = f'sourceRef="{after}" targetRef="{_entry(parts, at + 2)}"'
        condition = '<conditionExpression>unit == "x"</conditionExpression>'
        yield element("sequenceFlow", f"k{at}", "", ends, condition)


def _marks(level: str) -> str:
    """Return the attributes of a level."""
    if level == "off":
        return 'muniflow:on="false"'
    return f'muniflow:from="{level}"' if level else ""


def _decided(part: Part, id_: str, on: str) -> Iterator[str]:
    """Yield the decisions of a step, and the timer on its edge."""
    yield flow(id_, f"{id_}-g")
    yield gateway(f"{id_}-g")
    yield flow(f"{id_}-g", on, "Approve", 'muniflow:decision="approve"')
    if part.back:
        yield flow(f"{id_}-g", "a", "Return", 'muniflow:decision="return"')
    if part.refuse:
        yield flow(f"{id_}-g", "no", "Refuse", 'muniflow:decision="reject"')
    if part.late:
        yield edge(f"{id_}-l", id_, "timer", "Late", "", duration("P3D"))
        yield flow(f"{id_}-l", "no", more='muniflow:decision="reject"')


def _signed(part: Part) -> str:
    """Return how sign-offs are counted."""
    refusal = 'muniflow:refusal="waits"' if part.waits else ""
    return f'{refusal} muniflow:needed="{part.needed}"' if part.needed else refusal


def _step(part: Part, at: int) -> Iterator[str]:
    """Yield what is drawn of a part of that kind."""
    yield task(f"t{at}b", f"Step {at}", _marks(part.levels[0]))
    yield from _decided(part, f"t{at}b", f"o{at}")


def _each(part: Part, at: int) -> Iterator[str]:
    """Yield what is drawn of a part of that kind."""
    marks = f"{_marks(part.levels[0])} {_signed(part)}"
    yield task(f"t{at}b", f"Council {at}", marks, "<multiInstanceLoopCharacteristics />")
    yield from _decided(part, f"t{at}b", f"o{at}")


def _gate(part: Part, at: int) -> Iterator[str]:
    """Yield what is drawn of a part of that kind."""
    yield gateway(f"q{at}")
    yield flow(f"q{at}", f"s{at}")
    yield parallel(f"s{at}", f"Gate {at}", _signed(part))
    yield parallel(f"j{at}")
    yield flow(f"j{at}", f"o{at}")
    for branch, level in zip("bc", part.levels, strict=True):
        id_ = f"t{at}{branch}"
        yield flow(f"s{at}", id_)
        yield task(id_, f"Branch {at}{branch}", _marks(level))
        yield from _decided(part, id_, f"j{at}")


def _message(part: Part, at: int) -> Iterator[str]:
    """Yield what is drawn of a part of that kind."""
    yield event("intermediateCatchEvent", f"t{at}b", "message", f"Wait {at}")
    yield flow(f"t{at}b", f"o{at}")


def _timer(part: Part, at: int) -> Iterator[str]:
    """Yield what is drawn of a part of that kind."""
    yield event("intermediateCatchEvent", f"t{at}b", "timer", f"Rest {at}", "", duration("P1W"))
    yield flow(f"t{at}b", f"o{at}")


def _call(part: Part, at: int) -> Iterator[str]:
    """Yield what is drawn of a part of that kind."""
    yield element("callActivity", f"t{at}b", f"Call {at}", 'calledElement="other"')
    yield flow(f"t{at}b", f"t{at}-g")
    yield gateway(f"t{at}-g")
    yield flow(f"t{at}-g", f"o{at}", "Done", 'muniflow:outcome="settled"')
    yield flow(f"t{at}-g", "no", "Else")


_KINDS = {
    "step": _step,
    "each": _each,
    "gate": _gate,
    "message": _message,
    "timer": _timer,
    "call": _call,
}


@lru_cache(maxsize=256)
def compiled(parts: tuple[Part, ...]) -> Definition:
    """Return the definition of a process of several parts."""
    return compile_process(read_model(drawn(parts)), version=1, fields=FIELDS, actions=["note"])


def expected(parts: tuple[Part, ...], values: dict) -> list[str]:
    """Return the steps a case must meet, worked out without the compiler."""
    found, at = ["a"], 0
    while at < len(parts):
        if parts[at].applies(values):
            found.append(f"s{at}" if parts[at].kind == "gate" else f"t{at}b")
        at += 2 if parts[at].skip and values["unit"] == "x" else 1
    return [*found, "done"]


class Walk:
    """A case that goes through a definition as a site lets it, without a site."""

    def __init__(self, definition: Definition, values: dict) -> None:
        self.definition = definition
        self.values = values
        self.met: list[str] = []
        self.enter(definition.initial)

    @property
    def state(self) -> State:
        """Where the case is."""
        return self.definition.states[self.at]

    def enter(self, state: str) -> None:
        """Come to a step: ask for the sign-offs that apply."""
        self.at = state
        self.met.append(self.state.element)
        self.spoken: dict[tuple[str, int], bool | None] = {
            (branch.id, person): None
            for branch in self.state.branches
            if holds(branch.condition, self.values)
            for person in range(PEOPLE if branch.each else 1)
        }

    def open(self) -> list[Transition]:
        """Return what can happen now."""
        found = [t for t in self.definition.leaving(self.at) if holds(t.condition, self.values)]
        verdict = self.verdict()
        if verdict is not None:
            return [t for t in found if t.trigger == GATE and (t.decision in FORWARD) is verdict]
        signable = {branch for (branch, _person), said in self.spoken.items() if said is None}
        return [t for t in found if t.trigger != GATE and (not t.signs or t.signs in signable)]

    def verdict(self) -> bool | None:
        """Return whether the sign-offs are complete and agree, None as long as they are not."""
        if not self.state.branches:
            return None
        said = list(self.spoken.values())
        wanted = min(self.state.needed, len(said)) or len(said)
        if said.count(True) >= wanted:
            return True
        return None if None in said else False

    def take(self, transition: Transition) -> None:
        """Let something happen."""
        if not transition.signs:
            self.enter(transition.target)
            return
        key = next(
            k for k, said in self.spoken.items() if k[0] == transition.signs and said is None
        )
        self.spoken[key] = transition.decision in FORWARD

    def forward(self) -> Transition:
        """Return what brings the case on, else what is left when sign-offs were refused."""
        found = [t for t in self.open() if t.decision in FORWARD and t.outcome in ("", "settled")]
        found.sort(key=lambda t: (t.trigger != PERSON, not t.outcome))
        return found[0] if found else self.open()[0]

    def to_the_end(self) -> None:
        """Go forward until the end; an endless way fails."""
        for _step in range(100):
            if self.state.kind == END:
                return
            self.take(self.forward())
        raise AssertionError(self.met)


@SOME
@given(PROCESSES)
def test_compiling_is_deterministic(parts):
    text = drawn(parts)
    first, second = (compile_process(read_model(text), version=1) for _time in range(2))
    assert dump(first) == dump(second)


@SOME
@given(PROCESSES)
def test_definitions_survive_storing(parts):
    assert load(dump(compiled(parts))) == compiled(parts)


@SOME
@given(PROCESSES, st.sampled_from(VALUES))
def test_no_step_is_a_dead_end(parts, values):
    definition = compiled(parts)
    for state in definition.steps():
        on = [
            t
            for t in definition.leaving(state.id)
            if not t.signs and t.decision in FORWARD and holds(t.condition, values)
        ]
        assert on, state.id


@SOME
@given(PROCESSES, st.sampled_from(VALUES))
def test_what_happens_by_itself_has_one_way(parts, values):
    definition = compiled(parts)
    for state in definition.steps():
        own = [
            (t.trigger, t.cause, t.outcome, t.decision in FORWARD)
            for t in definition.leaving(state.id)
            if t.trigger != PERSON and holds(t.condition, values)
        ]
        assert len(own) == len(set(own)), state.id


@MANY
@given(PROCESSES, st.sampled_from(VALUES))
def test_a_step_that_applies_is_never_passed_over(parts, values):
    walk = Walk(compiled(parts), values)
    walk.to_the_end()
    assert walk.met == expected(parts, values)


@SOME
@given(PROCESSES, st.sampled_from(VALUES))
def test_the_prediction_is_what_happens(parts, values):
    definition = compiled(parts)
    path = predicted_path(definition, definition.initial, values)
    assert [state.element for state in path] == expected(parts, values)


@MANY
@given(PROCESSES, st.sampled_from(VALUES), st.randoms(use_true_random=False))
def test_a_random_walk_can_always_be_ended(parts, values, chance):
    walk = Walk(compiled(parts), values)
    for _step in range(chance.randint(0, 25)):
        if walk.state.kind == END:
            break
        walk.take(chance.choice(walk.open()))
    walk.to_the_end()
    assert walk.state.kind == END


@SOME
@given(PROCESSES)
def test_every_decision_of_people_has_a_role(parts):
    for transition in compiled(parts).transitions.values():
        if transition.trigger == PERSON:
            assert role_of(transition.function)


@SOME
@given(PROCESSES)
def test_every_step_of_people_can_be_withdrawn_from(parts):
    definition = compiled(parts)
    withdrawable = {t.source for t in definition.transitions.values() if t.decision == "withdraw"}
    assert withdrawable == {s.id for s in definition.steps() if not s.waits}
