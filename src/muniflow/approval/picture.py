"""How far a case is, element by element of its drawing; plain values in, plain values out."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from muniflow.approval.interfaces import SignOffLine
from muniflow.approval.interfaces import Stop
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import State

DONE = "done"
NOW = "now"
REFUSED = "refused"
STATUSES = {"given": DONE, "refused": REFUSED}
END = "end"

Stage = tuple[tuple[str, ...], str]


def stages(definition: Definition, stops: Iterable[Stop]) -> list[Stage]:
    """Return the elements of each stop with its status; where a case has ended is done."""
    found = []
    for stop in stops:
        state = definition.states.get(stop.step)
        if state is not None:
            ended = state.kind == END and stop.status == NOW
            found.append((elements_of(state), DONE if ended else stop.status))
    return found


def elements_of(state: State) -> tuple[str, ...]:
    """Return the elements of a step in the drawing, its own one first."""
    own = (state.element, *(branch.element for branch in state.branches))
    return tuple(dict.fromkeys(element for element in own if element))


def standing_places(definition: Definition) -> frozenset[str]:
    """Return all elements at which a case can be."""
    return frozenset(e for state in definition.states.values() for e in elements_of(state))


def branch_status(lines: Sequence[SignOffLine]) -> str:
    """Return how far the sign-offs of one branch are: refused, open, or all given."""
    found = {STATUSES.get(line.status, NOW) for line in lines}
    if REFUSED in found:
        return REFUSED
    return NOW if NOW in found else DONE


def by_element(lines: Iterable[SignOffLine]) -> dict[str, list[SignOffLine]]:
    """Return sign-offs by the element of their branch."""
    found: dict[str, list[SignOffLine]] = {}
    for line in lines:
        found.setdefault(line.branch.element, []).append(line)
    return found


def named(people: Sequence[str], name: Callable[[str], str], limit: int) -> str:
    """Return the names of people, of the first few only."""
    names = [name(person) for person in people]
    return ", ".join(names) if len(names) <= limit else f"{', '.join(names[:limit])} …"
