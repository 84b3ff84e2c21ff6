"""Decisions about processes on plain values; tested without Plone."""

from collections.abc import Mapping
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import MEMBER_ROLE
from muniflow.organisation.interfaces import RESPONSIBLE_ROLE
from muniflow.process.conditions import holds
from muniflow.process.definition import BY_RESPONSIBLE
from muniflow.process.definition import Definition
from muniflow.process.definition import END
from muniflow.process.definition import FORWARD
from muniflow.process.definition import State
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


def role_of(name: str) -> str:
    """Return the role of a function, of "responsible" or of "member"."""
    if name == RESPONSIBLE:
        return RESPONSIBLE_ROLE
    return MEMBER_ROLE if name == MEMBER else FUNCTIONS[name].role


def acting(state: State) -> str:
    """Return who acts in a step: a function, or "responsible"; "" in an end."""
    if state.kind == END:
        return ""
    return RESPONSIBLE if state.actor == BY_RESPONSIBLE else state.function


def permission_roles(definition: Definition, state: State) -> dict[str, tuple[str, ...]]:
    """Return which roles have which permission on a case in a state; nothing is acquired."""
    actor = acting(state)
    edit = _roles(state.edit)
    file = _roles(state.file)
    see = _roles((*(state.see or definition.see), *([actor] if actor else []), RESPONSIBLE))
    # A draft is the responsible person's own until it is sent on for the first time.
    delete = (RESPONSIBLE_ROLE,) if state.id == definition.initial else ()
    roles = {
        **dict.fromkeys(SEEING, _unique((*see, *edit, *file, *WATCHING_ROLES))),
        **dict.fromkeys(EDITING, edit),
        **dict.fromkeys(FILING, file),
        **dict.fromkeys(DELETING, delete),
    }
    return roles


def _roles(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the roles of several names without repeats."""
    return _unique(tuple(role_of(name) for name in names))


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values in their order without repeats."""
    return tuple(dict.fromkeys(values))


def predicted_path(
    definition: Definition, state: str, values: Mapping[str, object]
) -> list[State]:
    """Return the way from a state (included) to an end when everybody agrees."""
    path = [definition.states[state]]
    seen = {state}
    while path[-1].kind != END:
        step = next_forward(definition, path[-1].id, values, frozenset(seen))
        if step is None:
            break
        path.append(definition.states[step.target])
        seen.add(step.target)
    return path


def next_forward(
    definition: Definition,
    state: str,
    values: Mapping[str, object],
    seen: frozenset[str] = frozenset(),
) -> Transition | None:
    """Return the decision that brings a case on; None when there is none with these values."""
    open_ = [
        transition
        for transition in definition.leaving(state)
        if transition.decision in FORWARD
        and transition.target not in seen
        and holds(transition.condition, values)
    ]
    return min(open_, key=lambda t: FORWARD.index(t.decision), default=None)
