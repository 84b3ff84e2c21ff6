"""What another version of a process would have changed: which ways, and whose rights."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process.conditions import holds
from muniflow.process.definition import Definition
from muniflow.process.definition import PERSON
from muniflow.process.definition import State
from muniflow.process.definition import STEP
from muniflow.process.rules import acting
from muniflow.process.rules import MEMBER
from muniflow.process.rules import predicted_path
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.rules import WATCHING_ROLES

DECIDE = "decide"
EDIT = "edit"
FILE = "file"
SEE = "see"


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as a comparison sees it: what it is called, and what conditions ask of it."""

    number: str
    title: str
    url: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step or sign-off on the way of a case; ``key`` is its element in the drawing."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Rerouted:
    """A case that would have gone another way, and what was added to or left out of it."""

    case: Seen
    before: tuple[Stage, ...]
    after: tuple[Stage, ...]

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the steps that would have come on top."""
        keys = {stage.key for stage in self.before}
        return tuple(stage.name for stage in self.after if stage.key not in keys)

    @property
    def removed(self) -> tuple[str, ...]:
        """The names of the steps that would have fallen away."""
        keys = {stage.key for stage in self.after}
        return tuple(stage.name for stage in self.before if stage.key not in keys)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody may do in a step: decide under a name, edit, file, or see."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RightChange:
    """What one person may newly do, or no longer, in one step."""

    person: str
    """The id of a person, or "responsible" for whoever answers for a case."""
    step: str
    gained: tuple[Act, ...] = ()
    lost: tuple[Act, ...] = ()


def chain(definition: Definition, values: Mapping[str, object]) -> tuple[Stage, ...]:
    """Return the steps of a case from its first one to its end when everybody agrees."""
    found: list[Stage] = []
    for state in predicted_path(definition, definition.initial, values):
        if state.kind == STEP:
            found.extend(_stages(state, values))
    return tuple(found)


def rerouted(old: Definition, new: Definition, cases: Iterable[Seen]) -> tuple[Rerouted, ...]:
    """Return the cases that would have gone another way, with both ways."""
    found = (Rerouted(c, chain(old, c.values), chain(new, c.values)) for c in cases)
    return tuple(r for r in found if _keys(r.before) != _keys(r.after))


def rights_changed(
    old: Definition, new: Definition, holders: Mapping[str, Sequence[str]]
) -> tuple[RightChange, ...]:
    """Return who gains or loses what, step by step in the order of the new version.

    ``holders`` gives the people of each function today, and all of them as "member".
    """
    before, after = _rights(old, holders), _rights(new, holders)
    names = {**_step_names(old), **_step_names(new)}
    order = {key: place for place, key in enumerate([*_step_names(new), *_step_names(old)])}
    found = []
    for person, key in sorted(before.keys() | after.keys(), key=lambda k: (order[k[1]], k[0])):
        had, has = before.get((person, key), {}), after.get((person, key), {})
        gained = tuple(act for act in has if act not in had)
        lost = tuple(act for act in had if act not in has)
        if gained or lost:
            found.append(RightChange(person, names[key], gained, lost))
    return tuple(found)


def _keys(stages: Iterable[Stage]) -> list[str]:
    """Return what tells two ways apart; a name alone does not."""
    return [stage.key for stage in stages]


def _stages(state: State, values: Mapping[str, object]) -> Iterator[Stage]:
    """Yield a step, or in its place the sign-offs that it asks for."""
    if not state.branches:
        yield Stage(state.element or state.id, state.name)
    for branch in state.branches:
        if holds(branch.condition, values):
            yield Stage(branch.element or branch.id, branch.name)


def _step_names(definition: Definition) -> dict[str, str]:
    """Return the steps and sign-offs by their element, in order."""
    found = {}
    for state in definition.steps():
        if not state.branches:
            found[state.element or state.id] = state.name
        for branch in state.branches:
            found[branch.element or branch.id] = branch.name
    return found


def _rights(
    definition: Definition, holders: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], dict[Act, None]]:
    """Return the acts of each person in each step; a dict, since it keeps their order."""
    found: dict[tuple[str, str], dict[Act, None]] = {}
    for state in definition.steps():
        for key, act, who in _granted(definition, state):
            people = (RESPONSIBLE,) if who == RESPONSIBLE else holders.get(who, ())
            for person in people:
                found.setdefault((person, key), {})[act] = None
    return found


def _granted(definition: Definition, state: State) -> Iterator[tuple[str, Act, str]]:
    """Yield what a step grants to which function, with the element it belongs to."""
    keys = {branch.id: branch.element or branch.id for branch in state.branches}
    everywhere = tuple(keys.values()) or (state.element or state.id,)
    for transition in definition.leaving(state.id):
        if transition.trigger == PERSON:
            own = (keys[transition.signs],) if transition.signs in keys else everywhere
            for key in own:
                yield key, Act(DECIDE, transition.name), transition.function
    actors = [acting(state)] if acting(state) else []
    actors.extend(branch.function for branch in state.branches)
    watching = [f.name for f in FUNCTIONS.values() if f.role in WATCHING_ROLES]
    seeing = (*(state.see or definition.see or (MEMBER,)), *actors, *watching, RESPONSIBLE)
    for key in everywhere:
        for kind, names in ((EDIT, state.edit), (FILE, state.file), (SEE, seeing)):
            for name in dict.fromkeys(n for n in names if n):
                yield key, Act(kind), name
