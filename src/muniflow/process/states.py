"""What the drawing says of steps and ends, as states."""

from collections.abc import Iterable
from collections.abc import Mapping
from muniflow.process.attributes import ACTORS
from muniflow.process.attributes import NOBODY
from muniflow.process.blocks import STEP_TAG
from muniflow.process.checks import function_at
from muniflow.process.definition import Branch
from muniflow.process.definition import BY_ENGINE
from muniflow.process.definition import BY_FUNCTION
from muniflow.process.definition import BY_RESPONSIBLE
from muniflow.process.definition import CALL
from muniflow.process.definition import END
from muniflow.process.definition import ENDS
from muniflow.process.definition import MESSAGE
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import State
from muniflow.process.definition import STEP
from muniflow.process.definition import TIMER
from muniflow.process.definition import Timer
from muniflow.process.exits import CALL_TAG
from muniflow.process.exits import EACH
from muniflow.process.exits import END_TAG
from muniflow.process.exits import Place
from muniflow.process.levels import applying
from muniflow.process.levels import is_off
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.rules import MEMBER
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.timers import act_of
from muniflow.process.timers import anchor_of
from muniflow.process.timers import days_of
from muniflow.process.timers import is_timer

JOINED = " + "
"""Between the names of branches where the parallel step has no name of its own."""

TIMER_NAMES = {"remind": "Reminder", "escalate": "Escalation", "move": "Time is up"}


def words(text: str) -> tuple[str, ...]:
    """Return the words of an attribute without repeats."""
    return tuple(dict.fromkeys(text.split()))


def name_of(place: Place) -> str:
    """Return what a place is called."""
    node = place.node
    if node.kind == END_TAG:
        return node.name or node.attributes.get("outcome", OUTCOMES[0]).capitalize()
    return node.name or node.message or JOINED.join(task.name for task in place.tasks)


class States:
    """Makes the states of one model; ids of places and branches, and of timers, are given."""

    def __init__(
        self, model: Model, graph: Graph, ids: Mapping[str, str], timers: Mapping[str, str]
    ) -> None:
        self.model = model
        self.graph = graph
        self.ids = ids
        self.timers = timers
        self.see = words(model.attributes.get("see", "")) or (MEMBER,)

    def actor_of(self, task: Node) -> str:
        """Return who acts in a task: a function, or "responsible"."""
        if task.attributes.get("actor") == BY_RESPONSIBLE:
            return RESPONSIBLE
        return function_at(self.model, task) or ""

    def state(self, place: Place, order: int) -> State:
        """Return the state of a place."""
        node, id_, name = place.node, self.ids[place.node.id], name_of(place)
        if node.kind == END_TAG:
            outcome = node.attributes.get("outcome", OUTCOMES[0])
            return State(
                id_, name, END, outcome=outcome, see=self.see, order=order, element=node.id
            )
        if not place.tasks:
            return self._waiting(node, id_, name, order)
        return self._acted(place, id_, name, order)

    def _waiting(self, node: Node, id_: str, name: str, order: int) -> State:
        """Return the state in which the process waits for something."""
        kind = TIMER if is_timer(node) else MESSAGE
        return State(
            id_,
            name,
            STEP,
            actor=BY_ENGINE,
            see=self.see,
            order=order,
            element=node.id,
            timers=self._timers([node]),
            waits=CALL if node.kind == CALL_TAG else kind,
            waits_for=node.calls if node.kind == CALL_TAG else node.message,
        )

    def _acted(self, place: Place, id_: str, name: str, order: int) -> State:
        """Return the state in which people act: one of them, or several who sign."""
        tasks = [task for task in place.tasks if not is_off(task)]
        node = place.node
        alone = tasks[0] if node.kind == STEP_TAG else None
        given = alone.attributes if alone is not None else {}
        branches = tuple(self._branch(task) for task in tasks) if place.signed else ()
        asked = int(node.attributes.get("needed", 0)) if place.signed else 0
        return State(
            id_,
            name,
            STEP,
            function="" if alone is None else function_at(self.model, alone) or "",
            actor=given.get("actor", BY_FUNCTION),
            days=max((d for task in tasks if (d := _days(task))), default=None),
            edit=_all(self._who(task, "edit", NOBODY) for task in tasks),
            file=_all(self._who(task, "file", f"{ACTORS} {RESPONSIBLE}") for task in tasks),
            see=_all(words(task.attributes.get("see", "")) or self.see for task in tasks),
            required=words(given.get("required", "")),
            order=order,
            element=node.id,
            branches=branches,
            needed=0 if alone is None and asked >= len(branches) else asked,
            refusal=node.attributes.get("refusal", ENDS) if place.signed else ENDS,
            timers=self._timers(tasks, branches=alone is None),
            told=_all(self._who(task, "told", "") for task in tasks),
            duty=given.get("duty", ""),
            checklist=checklist(given.get("checklist", "")),
        )

    def _branch(self, task: Node) -> Branch:
        """Return the sign-off of a task."""
        given = task.attributes
        return Branch(
            self.ids[task.id],
            task.name,
            function=function_at(self.model, task) or "",
            actor=given.get("actor", BY_FUNCTION),
            element=task.id,
            each=EACH in task.markers,
            days=_days(task),
            duty=given.get("duty", ""),
            required=words(given.get("required", "")),
            # A step that every case of an amount passes over is not entered with it.
            condition=None if EACH in task.markers else applying(task),
            checklist=checklist(given.get("checklist", "")),
        )

    def _timers(self, hosts: Iterable[Node], branches: bool = False) -> tuple[Timer, ...]:
        """Return the timers of a place: those on the edges of its steps, or the place itself."""
        found = []
        for host in hosts:
            events = [host] if is_timer(host) else self.graph.edge[host.id]
            for event in events:
                if is_timer(event):
                    branch = self.ids[host.id] if branches else ""
                    found.append(self._timer(event, host, branch))
        return tuple(found)

    def _timer(self, event: Node, host: Node, branch: str) -> Timer:
        """Return one timer; its transition is known later."""
        return Timer(
            self.timers[event.id],
            event.name or TIMER_NAMES[act_of(event)],
            event.id,
            days_of(event),
            anchor=anchor_of(event),
            act=act_of(event),
            told=self._who(host, "told", "", event),
            branch=branch,
        )

    def _who(
        self, task: Node, attribute: str, default: str, source: Node | None = None
    ) -> tuple[str, ...]:
        """Return functions and "responsible"; "actors" stands for who acts in the task."""
        text = (source or task).attributes.get(attribute, default)
        found = (word for word in text.split() if word != NOBODY)
        return tuple(
            dict.fromkeys(self.actor_of(task) if word == ACTORS else word for word in found)
        )


def checklist(text: str) -> tuple[str, ...]:
    """Return the points of a checklist, which semicolons part."""
    return tuple(dict.fromkeys(point for part in text.split(";") if (point := part.strip())))


def _days(task: Node) -> int | None:
    """Return the deadline of a task."""
    return int(task.attributes["days"]) if "days" in task.attributes else None


def _all(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the members of all groups without repeats."""
    return tuple(dict.fromkeys(member for group in groups for member in group))
