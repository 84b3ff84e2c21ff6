"""Where a running case would stand in another version of its process, or why nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from muniflow import _
from muniflow.process.definition import Definition
from muniflow.process.definition import END
from muniflow.process.definition import State
from zope.i18nmessageid import Message

GAP = 0.001
"""How far behind the step before it a step stands that is gone."""


@dataclass(frozen=True, slots=True)
class Match:
    """The step of the new version for one of the old; None with the reason why not."""

    state: State | None
    reason: Message | None = None


def matching(old: Definition, new: Definition, state_id: str, *, signed: bool = False) -> Match:
    """Return where a case would go on: by the element in the drawing, else by the step's id.

    ``signed`` tells that sign-offs of a parallel step are given already; they count in the
    new version only if the same ones are asked for there.
    """
    state = old.states.get(state_id)
    if state is None:
        return Match(None, _no_step(state_id))
    found = _by_element(new, state) or new.states.get(state_id)
    if found is None or found.kind != state.kind:
        return Match(None, _no_step(state.name))
    reason = _against(state, found, signed)
    return Match(None, reason) if reason is not None else Match(found)


def _by_element(new: Definition, state: State) -> State | None:
    """Return the state that the same element of the drawing has become."""
    if not state.element:
        return None
    return next((s for s in new.states.values() if s.element == state.element), None)


def _against(state: State, found: State, signed: bool) -> Message | None:
    """Return why a case in a step could not go on in its counterpart."""
    if state.kind == END:
        return None
    if (state.waits, state.waits_for) != (found.waits, found.waits_for):
        return _(
            "error_migrate_waits",
            default="In “${step}” the case waits for something else than the new version "
            "would wait for.",
            mapping={"step": Message(state.name, domain="muniflow")},
        )
    asked = {(b.id, b.function, b.each) for b in state.branches}
    if signed and asked != {(b.id, b.function, b.each) for b in found.branches}:
        return _(
            "error_migrate_signed",
            default="In “${step}” sign-offs are given already, and the new version asks for "
            "others. Wait until the step is left.",
            mapping={"step": Message(state.name, domain="muniflow")},
        )
    if bool(state.branches) != bool(found.branches):
        return _(
            "error_migrate_parallel",
            default="“${step}” is decided by several people side by side in one version and "
            "by one in the other.",
            mapping={"step": Message(state.name, domain="muniflow")},
        )
    return None


def _no_step(name: str) -> Message:
    return _(
        "error_migrate_no_step",
        default="The new version has no step for “${step}”.",
        mapping={"step": Message(name, domain="muniflow")},
    )


def merged_order(definitions: Sequence[Definition]) -> dict[str, float]:
    """Return the place of each step in the first version and of older ones' steps among them.

    A step that the first version calls otherwise stands where it stands there; one that is
    gone stands behind what came before it.
    """
    newest, *older = definitions
    found: dict[str, float] = {state.id: state.order for state in newest.states.values()}
    places = {state.element: state.order for state in newest.states.values() if state.element}
    for definition in older:
        last = -1.0
        for state in sorted(definition.states.values(), key=lambda state: state.order):
            if state.id not in found:
                found[state.id] = places.get(state.element, last + GAP)
            last = found[state.id]
    return found
