"""Decisions about processes on plain values; tested without Plone."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from muniflow.organisation.interfaces import CONSULTED_ROLE
from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import MEMBER_ROLE
from muniflow.organisation.interfaces import RESPONSIBLE_ROLE
from muniflow.process.conditions import holds
from muniflow.process.definition import Branch
from muniflow.process.definition import BY_RESPONSIBLE
from muniflow.process.definition import CALL
from muniflow.process.definition import Definition
from muniflow.process.definition import END
from muniflow.process.definition import FORWARD
from muniflow.process.definition import GATE
from muniflow.process.definition import MESSAGE
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import PERSON
from muniflow.process.definition import State
from muniflow.process.definition import TIMER
from muniflow.process.definition import Transition

import re
import unicodedata

RESPONSIBLE = "responsible"
MEMBER = "member"
WATCHING_ROLES = ("Records Officer", "Auditor", "Organisation Admin", "Manager")
"""Who sees every case of an organisation, in every state. Manager sees and never decides."""

FILE_DOCUMENT = "muniflow: File document"
SEEING = ("View", "Access contents information", "List folder contents")
EDITING = ("Modify portal content",)
FILING = (FILE_DOCUMENT, "Add portal content")
DELETING = ("Delete objects",)
MANAGED_PERMISSIONS = (*SEEING, *EDITING, *FILING, *DELETING)


def slug(text: str) -> str:
    """Return a readable id of a name: "Head of unit: approval" gives head-of-unit-approval."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ł", "l"))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def first_of(portal_type: str, ids: Collection[str]) -> str:
    """Return the process an organisation begins with: outgoing-contract for OutgoingContract."""
    named = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", portal_type).lower()
    return named if named in ids else min(ids)


def role_of(name: str) -> str:
    """Return the role of a function, of "responsible" or of "member"."""
    if name == RESPONSIBLE:
        return RESPONSIBLE_ROLE
    return MEMBER_ROLE if name == MEMBER else FUNCTIONS[name].role


def acting(part: State | Branch) -> str:
    """Return who acts in a step or branch: a function, or "responsible".

    It is "" in an end, in a step where nobody acts, and in one where several sign.
    """
    return RESPONSIBLE if part.actor == BY_RESPONSIBLE else part.function


def actors(state: State) -> tuple[str, ...]:
    """Return all who act in a step: those of every branch, without repeats."""
    parts = state.branches or (state,)
    return _unique(tuple(name for part in parts if (name := acting(part))))


def permission_roles(definition: Definition, state: State) -> dict[str, tuple[str, ...]]:
    """Return which roles have which permission on a case in a state; nothing is acquired."""
    who = actors(state)
    edit = _stood_in(state.edit, who)
    file = _stood_in(state.file, who)
    see = _roles((*(state.see or definition.see), *who, RESPONSIBLE))
    # A draft is the responsible person's own until it is sent on for the first time.
    delete = (RESPONSIBLE_ROLE,) if state.id == definition.initial else ()
    seeing = (*see, *edit, *file, DELEGATE_ROLE, CONSULTED_ROLE, *WATCHING_ROLES)
    return {
        **dict.fromkeys(SEEING, _unique(seeing)),
        **dict.fromkeys(EDITING, edit),
        **dict.fromkeys(FILING, file),
        **dict.fromkeys(DELETING, delete),
    }


def _stood_in(names: tuple[str, ...], who: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles of names; whoever was handed the step has what those who act have."""
    roles = _roles(names)
    return (*roles, DELEGATE_ROLE) if set(names) & set(who) else roles


def _roles(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles of several names without repeats."""
    return _unique(tuple(role_of(name) for name in names))


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values in their order without repeats."""
    return tuple(dict.fromkeys(values))


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step or end on a path, and why the case comes there.

    ``condition`` is None where it comes there in any case; ``branch`` is what the drawing
    calls the way.
    """

    state: State
    condition: str | None = None
    branch: str = ""


def predicted_path(
    definition: Definition, state: str, values: Mapping[str, object]
) -> list[State]:
    """Return the way from a state (included) to an end when everybody agrees."""
    return [step.state for step in predicted_steps(definition, state, values)]


def predicted_steps(
    definition: Definition, state: str, values: Mapping[str, object]
) -> list[PathStep]:
    """Return the predicted path with what put each step there."""
    path = [PathStep(definition.states[state])]
    seen = {state}
    while path[-1].state.kind != END:
        step = next_forward(definition, path[-1].state.id, values, frozenset(seen))
        if step is None:
            break
        path.append(PathStep(definition.states[step.target], step.condition, step.branch))
        seen.add(step.target)
    return path


def next_forward(
    definition: Definition,
    state: str,
    values: Mapping[str, object],
    seen: frozenset[str] = frozenset(),
) -> Transition | None:
    """Return the way that brings a case on; None when there is none with these values.

    A sign-off brings nothing on by itself: a parallel step is left by its gate. Where people
    decide, what the process does by itself (a message, a moment) is not expected.
    """
    open_ = [
        transition
        for transition in definition.leaving(state)
        if transition.decision in FORWARD
        and transition.target not in {state, *seen}
        and transition.outcome in ("", OUTCOMES[0])
        and holds(transition.condition, values)
    ]
    return min(open_, key=_likelihood, default=None)


_EXPECTED = (PERSON, GATE, CALL, MESSAGE, TIMER)


def _likelihood(transition: Transition) -> tuple[int, int, bool]:
    """Return by what ways are ordered, the most likely first."""
    return (
        _EXPECTED.index(transition.trigger),
        FORWARD.index(transition.decision),
        not transition.outcome,
    )
