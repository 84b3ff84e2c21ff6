"""Names and ids of what a drawing leaves without: readable, unique, and the same every time."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from muniflow import _
from muniflow.process.definition import CALL
from muniflow.process.definition import GATE
from muniflow.process.definition import MESSAGE
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import PERSON
from muniflow.process.definition import TIMER
from muniflow.process.definition import Transition
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.exits import END_TAG
from muniflow.process.exits import Exit
from muniflow.process.exits import Place
from muniflow.process.exits import REJECT
from muniflow.process.paths import Way
from muniflow.process.rules import slug
from muniflow.process.states import name_of

DECISION_NAMES = {
    "approve": "Approve",
    "submit": "Submit",
    "settle": "Settle",
    "opinion": "Give opinion",
    "return": "Return for supplement",
    "reject": "Refuse",
    "withdraw": "Withdraw",
}
"""What a decision is called when no flow on its way has a name."""

TRIGGER_NAMES = {
    GATE: "Sign-offs complete",
    TIMER: "Time is up",
    MESSAGE: "Message received",
    CALL: "Linked case ended",
}
"""What happens by itself is called so when neither flow nor event has a name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A transition before it has an id, the way it comes from, and where that begins."""

    transition: Transition
    way: Way
    origin: str
    drawn: bool = True


def given_name(one: Exit) -> str:
    """Return what a way out is called."""
    if one.way.names:
        return one.way.names[0]
    if one.trigger == PERSON or (one.decision == REJECT and one.trigger == GATE):
        return DECISION_NAMES[one.decision]
    on_edge = one.part.attached and one.part.name
    return on_edge or TRIGGER_NAMES[one.trigger]


def told_apart(drafts: list[Draft], place: Place) -> tuple[list[Draft], list[Problem]]:
    """Return the ways out of a place so that people can tell them apart, and what they cannot.

    Ways to the same place by the same decision become one. Where people choose between
    decisions of the same name, the names further along the way are added.
    """
    named = []
    for draft in drafts:
        rivals = [d for d in drafts if _rivals(draft, d) and _leads_elsewhere(draft, d)]
        if rivals:
            name = ": ".join(draft.way.names) or draft.transition.name
            draft = replace(draft, transition=replace(draft.transition, name=name, branch=""))
        named.append(draft)
    doubtful: Counter[str] = Counter()
    for at, draft in enumerate(named):
        for other in named[:at]:
            if _rivals(draft, other) and _leads_elsewhere(draft, other):
                doubtful[draft.transition.name] += 1
    problems = [
        problem(
            place.node,
            _(
                "error_same_name",
                default="Several ways out of the step are called “${name}”; give them "
                "different names.",
                mapping={"name": name},
            ),
        )
        for name in doubtful
    ]
    return _merged(named), problems


def _rivals(one: Draft, other: Draft) -> bool:
    """Tell whether somebody chooses between two ways that have the same name."""
    a, b = one.transition, other.transition
    if (a.name, a.function, a.trigger, a.signs) != (b.name, b.function, b.trigger, b.signs):
        return False
    if a.trigger != PERSON:
        return False
    for left, right in zip(one.way.choices, other.way.choices, strict=False):
        if left.id != right.id:
            return left.source == right.source
    return False


def _leads_elsewhere(one: Draft, other: Draft) -> bool:
    """Tell whether two ways differ in more than what the drawing calls them."""
    plain = {"condition": None, "branch": "", "name": ""}
    return replace(one.transition, **plain) != replace(other.transition, **plain)


def _merged(drafts: list[Draft]) -> list[Draft]:
    """Return drafts, those that differ in their condition alone joined by "or"."""
    groups: list[tuple[Transition, list[Draft]]] = []
    for draft in drafts:
        plain = replace(draft.transition, condition=None, branch="")
        same = next((found for key, found in groups if key == plain), None)
        if same is None:
            groups.append((plain, [draft]))
        else:
            same.append(draft)
    return [
        replace(
            same[0],
            transition=replace(
                plain,
                condition=_either([d.transition.condition for d in same]),
                branch=" / ".join(
                    dict.fromkeys(d.transition.branch for d in same if d.transition.branch)
                ),
            ),
        )
        for plain, same in groups
    ]


def _either(conditions: list[str | None]) -> str | None:
    """Return the condition that one of several holds."""
    if None in conditions:
        return None
    if len(conditions) == 1:
        return conditions[0]
    return " or ".join(f"({condition})" for condition in conditions)


def place_slug(place: Place) -> str:
    """Return the id a place would like to have."""
    default = place.node.attributes.get("outcome", OUTCOMES[0])
    return slug(name_of(place)) or (default if place.node.kind == END_TAG else "step")


def unique_ids(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by element; repeated ones are numbered from 2."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for element, id_ in wanted:
        number, unique = 1, id_
        while unique in taken:
            number += 1
            unique = f"{id_}-{number}"
        given[element] = unique
        taken.add(unique)
    return given


def with_ids(drafts: list[Draft]) -> Iterator[Transition]:
    """Yield transitions with ids: name and target, and the source where two would collide.

    What is not drawn always names its source, so that it never changes the ids of others.
    """
    wanted = [_transition_slug(draft.transition) for draft in drafts]
    shared = Counter(id_ for id_, draft in zip(wanted, drafts, strict=True) if draft.drawn)
    full = [
        id_ if draft.drawn and shared[id_] == 1 else f"{id_}-from-{draft.origin}"
        for id_, draft in zip(wanted, drafts, strict=True)
    ]
    places = range(len(drafts))
    first = sorted(places, key=lambda at: not drafts[at].drawn)
    ids = unique_ids((str(at), full[at]) for at in first)
    for at in places:
        yield replace(drafts[at].transition, id=ids[str(at)])


def _transition_slug(transition: Transition) -> str:
    """Return what is decided and where it leads: approve-to-signature; approve-legal-review."""
    name = slug(transition.name) or transition.decision
    if transition.signs:
        return f"{name}-{transition.signs}"
    target = f"to-{transition.target}"
    return name if name.endswith(target) else f"{name}-{target}"
