"""What a published version of a process says, as plain data: comparable and storable."""

from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from functools import lru_cache

import json

STEP = "step"
END = "end"
BY_FUNCTION = "function"
BY_RESPONSIBLE = "responsible"

FORWARD = ("approve", "submit", "settle", "opinion")
"""Decisions that bring a case nearer to its end; what a step requires must be there."""

BACKWARD = ("return", "reject", "withdraw")
"""Decisions that turn a case back or stop it; they may be taken with fields missing."""

DECISIONS = (*FORWARD, *BACKWARD)
OUTCOMES = ("settled", "refused", "withdrawn")

BY_ENGINE = "engine"
"""Who acts in a step that waits for a message, a moment or another case."""

PERSON = "person"
GATE = "gate"
TIMER = "timer"
MESSAGE = "message"
CALL = "call"
TRIGGERS = (PERSON, GATE, TIMER, MESSAGE, CALL)
"""What sets a transition off; all but the first are the process's own."""

ENDS = "ends"
WAITS = "waits"
REFUSALS = (ENDS, WAITS)
"""What a refusal in a parallel step does: leave at once, or count when all have spoken."""

DUTIES = ("commit", "countersign", "certify", "validate", "order")
"""The duties of the spending chain, which segregation rules of country packs name."""

ENTERED = "entered"
DUE = "due"
ANCHORS = (ENTERED, DUE)
REMIND = "remind"
ESCALATE = "escalate"
MOVE = "move"
TIMER_ACTS = (REMIND, ESCALATE, MOVE)
NOW = "now"
LATER = "later"


@dataclass(frozen=True, slots=True)
class Branch:
    """One sign-off of a parallel step; with ``each`` one of every holder of the function."""

    id: str
    name: str
    function: str = ""
    actor: str = BY_FUNCTION
    element: str = ""
    each: bool = False
    days: int | None = None
    duty: str = ""
    required: tuple[str, ...] = ()
    condition: str | None = None
    """When the sign-off is asked for at all; None for always."""
    checklist: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timer:
    """What happens some working days after a step was entered, or before or after it is due."""

    id: str
    name: str
    element: str
    days: int
    anchor: str = ENTERED
    act: str = REMIND
    told: tuple[str, ...] = ()
    """Functions, or "responsible"; empty for the people who act."""
    transition: str = ""
    """The first transition it sets off; all of them have its id as ``cause``."""
    branch: str = ""
    """The sign-off it watches; empty for the step as a whole."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a service or send task does when a case passes it."""

    id: str
    name: str
    kind: str
    when: str = NOW
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """A step or an end. ``edit`` and ``file`` name functions, or "responsible"."""

    id: str
    name: str
    kind: str
    outcome: str = ""
    function: str = ""
    actor: str = BY_FUNCTION
    days: int | None = None
    edit: tuple[str, ...] = ()
    file: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    transitions: tuple[str, ...] = ()
    order: int = 0
    element: str = ""
    """The id of the element in the drawing."""
    branches: tuple[Branch, ...] = ()
    """The sign-offs of a parallel step; empty where one decision leaves the step."""
    needed: int = 0
    """How many of the sign-offs suffice; 0 for all."""
    refusal: str = ENDS
    timers: tuple[Timer, ...] = ()
    told: tuple[str, ...] = ()
    duty: str = ""
    checklist: tuple[str, ...] = ()
    waits: str = ""
    """"message", "timer" or "call" where no person acts; what is awaited in ``waits_for``."""
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """A decision that leaves a step; ``function`` takes it ("responsible" for that person)."""

    id: str
    name: str
    source: str
    target: str
    condition: str | None = None
    decision: str = "submit"
    comment_required: bool = False
    register: bool = False
    function: str = ""
    branch: str = ""
    """What the drawing calls the branch taken behind the decision: "From 1 million HUF"."""
    trigger: str = PERSON
    signs: str = ""
    """The id of the branch whose sign-off this is; the case then stays in its step."""
    actions: tuple[Action, ...] = ()
    outcome: str = ""
    """How the called case ended, for the trigger "call"; "" where no other way fits."""
    cause: str = ""
    """The id of the timer, or the name of the message, that sets it off."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of a process; ``id`` is ``<process>.<version>``, the workflow's id."""

    id: str
    process: str
    version: int
    name: str
    portal_type: str
    initial: str
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    see: tuple[str, ...] = ("member",)
    days: int | None = None
    """Working days for the whole case; None without a limit."""
    mail: bool = True
    """True when decisions may be taken through a link in a mail."""
    message: str = ""
    """The message that starts a case; empty when people start it."""

    def steps(self) -> list[State]:
        """Return the steps in the order in which a case meets them."""
        found = [state for state in self.states.values() if state.kind == STEP]
        return sorted(found, key=lambda state: state.order)

    def ends(self) -> list[State]:
        """Return the ends in order."""
        found = [state for state in self.states.values() if state.kind == END]
        return sorted(found, key=lambda state: state.order)

    def leaving(self, state: str) -> list[Transition]:
        """Return the decisions of a step in the order of the drawing."""
        return [self.transitions[id_] for id_ in self.states[state].transitions]


def workflow_id(process: str, version: int) -> str:
    """Return the id of the workflow of a version."""
    return f"{process}.{version}"


def split_workflow_id(id_: str) -> tuple[str, int] | None:
    """Return process and version of a workflow id; None when it is none of ours."""
    process, dot, version = id_.rpartition(".")
    return (process, int(version)) if dot and process and version.isdigit() else None


def dump(definition: Definition) -> str:
    """Return a definition as JSON text; equal definitions give equal texts."""
    return json.dumps(asdict(definition), ensure_ascii=False, sort_keys=True, indent=1)


@lru_cache(maxsize=512)
def load(text: str) -> Definition:
    """Return the definition of a JSON text; unknown keys of newer versions are ignored."""
    data = json.loads(text)
    states = {id_: _state(value) for id_, value in data["states"].items()}
    transitions = {id_: _transition(v) for id_, v in data["transitions"].items()}
    return _made(Definition, {**data, "states": states, "transitions": transitions})


def _state(data: Mapping[str, object]) -> State:
    """Return a step with its sign-offs and timers."""
    branches = tuple(_made(Branch, value) for value in data.get("branches", ()))
    timers = tuple(_made(Timer, value) for value in data.get("timers", ()))
    return _made(State, {**data, "branches": branches, "timers": timers})


def _transition(data: Mapping[str, object]) -> Transition:
    """Return a decision with the actions on its way."""
    actions = tuple(_made(Action, value) for value in data.get("actions", ()))
    return _made(Transition, {**data, "actions": actions})


def _made(factory: type, data: Mapping[str, object]) -> object:
    """Return an instance of a dataclass from its known keys, lists as tuples."""
    known = {one.name for one in fields(factory)}
    return factory(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
    )
