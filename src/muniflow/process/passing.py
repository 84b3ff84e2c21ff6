"""Past steps that do not apply: a way to a step with a level also leads beyond it."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from muniflow import _
from muniflow.process.definition import BACKWARD
from muniflow.process.definition import FORWARD
from muniflow.process.definition import GATE
from muniflow.process.definition import PERSON
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.exits import destination
from muniflow.process.exits import END_TAG
from muniflow.process.exits import Exit
from muniflow.process.exits import Place
from muniflow.process.levels import is_off
from muniflow.process.levels import Level
from muniflow.process.levels import Limits
from muniflow.process.levels import passable
from muniflow.process.levels import samples
from muniflow.process.paths import MAX_WAYS
from muniflow.process.paths import Way


class Passing:
    """The work on the places of one process."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = places
        self.problems: list[Problem] = []
        self._onward: dict[str, list[Exit]] = {}

    def run(self) -> dict[str, Place]:
        """Return the places with all their ways, those past other steps included."""
        found = {}
        for id_, place in self.places.items():
            off = {task.id for task in place.tasks if is_off(task)}
            working = [e for e in place.exits if not {e.part.id, e.part.attached} & off]
            ways = (way for one in working for way in self._ways(place, one))
            exits = tuple(islice(ways, MAX_WAYS + 1))
            if len(exits) > MAX_WAYS:
                message = _(
                    "error_too_many_ways",
                    default="More than ${limit} ways lead out of the step.",
                    mapping={"limit": MAX_WAYS},
                )
                self.problems.append(problem(place.node, message))
            found[id_] = replace(place, exits=exits)
        return found

    def _ways(self, source: Place, one: Exit) -> Iterator[Exit]:
        """Yield what becomes of one way out of a place."""
        if one.signs:
            yield one
            return
        for way, passed in self._followed(one, (), frozenset()):
            if passed and way.way.target.id == source.node.id:
                # To turn a case back to a step that does not apply is no way at all.
                if one.decision not in BACKWARD:
                    self._note(source, _circle())
                continue
            yield way

    def _followed(
        self, one: Exit, below: tuple[Level, ...], passed: frozenset[str]
    ) -> Iterator[tuple[Exit, bool]]:
        """Yield a way and those past its target, each with whether it passes a step."""
        target = self.places[one.way.target.id]
        levels = passable(target.tasks) if target.tasks else None
        if levels is None:
            yield replace(one, limits=Limits(below)), bool(passed)
            return
        asked = tuple(level for level in levels if not any(level.covers(known) for known in below))
        if asked:
            yield replace(one, limits=Limits(below, asked)), bool(passed)
        if target.node.id in passed:
            self._note(target, _circle())
            return
        for further in self.onward(target):
            beyond = replace(one, way=_joined(one.way, further.way))
            yield from self._followed(beyond, (*below, *asked), passed | {target.node.id})

    def onward(self, place: Place) -> list[Exit]:
        """Return the ways a case takes when a place has agreed, without anybody's choice."""
        id_ = place.node.id
        if id_ not in self._onward:
            self._onward[id_] = self._forward(place)
        return self._onward[id_]

    def _forward(self, place: Place) -> list[Exit]:
        """Return the ways by the decision that brings a case nearest to its end."""
        trigger = GATE if place.signed else PERSON
        found = [e for e in place.exits if e.trigger == trigger and e.decision in FORWARD]
        if not found:
            self._note(
                place,
                _(
                    "error_level_without_way",
                    default="The step does not apply to every case, but no agreement leads on "
                    "from it along which a case could pass it over.",
                ),
            )
            return []
        best = min((e.decision for e in found), key=FORWARD.index)
        groups: dict[tuple[str, ...], list[Exit]] = {}
        for one in found:
            if one.decision == best:
                groups.setdefault(tuple(f.id for f in one.way.choices), []).append(one)
        if len({tuple(map(destination, group)) for group in groups.values()}) > 1:
            self._note(
                place,
                _(
                    "error_level_ambiguous",
                    default="The step does not apply to every case, but several agreements "
                    "lead on from it: it is not clear along which a case passes it over.",
                ),
            )
        return next(iter(groups.values()))

    def _note(self, place: Place, message: str) -> None:
        """Note a problem of a place once."""
        found = problem(place.node, message)
        if found not in self.problems:
            self.problems.append(found)


def stuck(places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield a problem for each place from which cases of some amount reach no end."""
    tasks = [task for place in places.values() for task in place.tasks]
    told: set[str] = set()
    for amount, currency in samples(tasks):
        into: dict[str, list[str]] = {}
        for id_, place in places.items():
            for one in place.exits:
                if not one.signs and one.limits.open(amount, currency):
                    into.setdefault(one.way.target.id, []).append(id_)
        ends = [id_ for id_, place in places.items() if place.node.kind == END_TAG]
        ending = closure(ends, into)
        for id_, place in places.items():
            if id_ not in ending and id_ not in told:
                told.add(id_)
                message = _(
                    "error_no_end_with_amount",
                    default="With an amount of ${amount} no end is reached from here.",
                    mapping={"amount": f"{amount} {currency}".strip()},
                )
                yield problem(place.node, message)


def closure(start: list[str], after: Mapping[str, list[str]]) -> set[str]:
    """Return the ids that are reached from some ids, these included."""
    found = set(start)
    waiting = list(start)
    while waiting:
        for id_ in after.get(waiting.pop(), ()):
            if id_ not in found:
                found.add(id_)
                waiting.append(id_)
    return found


def _circle() -> str:
    """Return the sentence for steps that are passed over in a circle."""
    return _(
        "error_level_circle",
        default="Where the steps behind do not apply, the way forward goes round in a circle.",
    )


def _joined(way: Way, further: Way) -> Way:
    """Return a way continued; what is decided on it is said by its own flows alone."""
    return replace(
        way,
        target=further.target,
        conditions=(*way.conditions, *further.conditions),
        actions=(*way.actions, *further.actions),
    )
