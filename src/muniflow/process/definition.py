"""What a published version of a process says, as plain data: comparable and storable."""

from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
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
    states = {id_: _made(State, value) for id_, value in data["states"].items()}
    transitions = {id_: _made(Transition, v) for id_, v in data["transitions"].items()}
    return _made(Definition, {**data, "states": states, "transitions": transitions})


def _made(factory: type, data: Mapping[str, object]) -> object:
    """Return an instance of a dataclass from its known keys, lists as tuples."""
    known = {field.name for field in fields(factory)}
    return factory(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in known}
    )
