"""From a model to a definition: pure, deterministic, and complete in what it refuses."""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from muniflow import _
from muniflow.process.attributes import ANYWHERE
from muniflow.process.attributes import NOTIFY
from muniflow.process.attributes import OF_ACTIONS
from muniflow.process.blocks import find_blocks
from muniflow.process.blocks import STEP_TAG
from muniflow.process.checks import find_problems
from muniflow.process.checks import START
from muniflow.process.definition import Action
from muniflow.process.definition import Definition
from muniflow.process.definition import MESSAGE
from muniflow.process.definition import NOW
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import PERSON
from muniflow.process.definition import State
from muniflow.process.definition import TIMER
from muniflow.process.definition import Transition
from muniflow.process.definition import workflow_id
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.exits import END_TAG
from muniflow.process.exits import Exit
from muniflow.process.exits import Exits
from muniflow.process.exits import Place
from muniflow.process.exits import WITHDRAW
from muniflow.process.levels import is_off
from muniflow.process.levels import level_of
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.naming import Draft
from muniflow.process.naming import given_name
from muniflow.process.naming import place_slug
from muniflow.process.naming import told_apart
from muniflow.process.naming import unique_ids
from muniflow.process.naming import with_ids
from muniflow.process.passing import closure
from muniflow.process.passing import Passing
from muniflow.process.passing import stuck
from muniflow.process.paths import ACTIONS
from muniflow.process.paths import Graph
from muniflow.process.paths import SEND
from muniflow.process.paths import Way
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.rules import slug
from muniflow.process.states import States
from muniflow.process.timers import act_of
from muniflow.process.timers import is_timer


def compile_process(
    model: Model,
    *,
    version: int,
    fields: Mapping[str, str] | None = None,
    actions: Collection[str] | None = None,
) -> Definition:
    """Return the definition of a model; raises BpmnError with all that is wrong.

    With ``fields`` (name to type) conditions are checked against them, else their syntax.
    With ``actions`` service tasks are checked against these names; where it is a mapping to
    the attributes an action knows (name to True where required), against those, too.
    """
    found = find_problems(model, fields, actions)
    if found:
        raise BpmnError(found)
    return _Compiler(model, version).run()


class _Compiler:
    """The work on one model whose elements are sound one by one."""

    def __init__(self, model: Model, version: int) -> None:
        self.model = model
        self.version = version
        self.graph = Graph(model)
        self.problems: list[Problem] = []

    def run(self) -> Definition:
        """Return the definition or raise BpmnError."""
        drawn = self._places()
        first = self._first(drawn)
        if first is not None:
            self._reachable(first, drawn)
            self._ending(drawn)
        self._stop()
        passing = Passing(drawn)
        places = passing.run()
        self.problems.extend(passing.problems)
        self._stop()
        order = _ordered(places[first.node.id], places)
        self.problems.extend(stuck({place.node.id: place for place in order}))
        self._stop()
        return self._definition(order)

    def _stop(self) -> None:
        """Raise what has been found so far."""
        if self.problems:
            raise BpmnError(self.problems)

    def _places(self) -> dict[str, Place]:
        """Return where cases wait and end, as it is drawn."""
        blocks, wrong = find_blocks(self.graph)
        self.problems.extend(wrong)
        self._stop()
        exits = Exits(self.graph, blocks)
        places = exits.places()
        self.problems.extend(exits.problems)
        self.problems.extend(_led_astray(places))
        self._stop()
        if self.model.attributes.get(WITHDRAW) == ANYWHERE:
            places = self._withdrawable(places)
        return places

    def _withdrawable(self, places: Mapping[str, Place]) -> dict[str, Place]:
        """Return the places with a withdrawal where people act and none is drawn."""
        ends = [p.node for p in places.values() if p.node.kind == END_TAG]
        end = next((e for e in ends if e.attributes.get("outcome") == "withdrawn"), None)
        if end is None:
            message = _(
                "error_no_withdrawn_end",
                default="A case may be withdrawn anywhere (muniflow:withdraw), but no end has "
                "the outcome “withdrawn”.",
            )
            self.problems.append(problem(self.model, message))
            return dict(places)
        found = {}
        for id_, place in places.items():
            drawn = any(e.trigger == PERSON and e.decision == WITHDRAW for e in place.exits)
            if place.tasks and not drawn:
                way = Exit(Way((), end), place.node, PERSON, WITHDRAW, drawn=False)
                place = replace(place, exits=(*place.exits, way))
            found[id_] = place
        return found

    def _first(self, places: Mapping[str, Place]) -> Place | None:
        """Return the step in which every case starts."""
        start = next(node for node in self.model.nodes if node.kind == START)
        ways = self.graph.ways(start)
        place = places.get(ways[0].target.id) if len(ways) == 1 else None
        plain = place is not None and place.node.kind == STEP_TAG and not place.signed
        if not plain or ways[0].conditions or ways[0].actions:
            message = _(
                "error_start_step",
                default="From the start event one flow must lead to one step in which one "
                "person acts, without conditions or actions.",
            )
            self.problems.append(problem(start, message))
            return None
        if is_off(place.node) or level_of(place.node) is not None:
            message = _(
                "error_first_level",
                default="Every case begins in this step; it cannot be passed over "
                "(muniflow:from, muniflow:on).",
            )
            self.problems.append(problem(place.node, message))
        return place

    def _reachable(self, first: Place, places: Mapping[str, Place]) -> None:
        """Note steps, ends and actions to which no way leads."""
        seen = closure([first.node.id], _targets(places))
        passed = {n.id for p in places.values() for e in p.exits for n in e.way.actions}
        idle = [n for n in self.model.nodes if n.kind in ACTIONS and n.id not in passed]
        for node in (*(places[id_].node for id_ in places if id_ not in seen), *idle):
            message = _("error_unreachable", default="No way leads here from the start.")
            self.problems.append(problem(node, message))

    def _ending(self, places: Mapping[str, Place]) -> None:
        """Note steps from which no end can be reached."""
        back: dict[str, list[str]] = {}
        for source, targets in _targets(places).items():
            for target in targets:
                back.setdefault(target, []).append(source)
        ending = closure([id_ for id_, p in places.items() if p.node.kind == END_TAG], back)
        for id_, place in places.items():
            if id_ not in ending:
                message = _("error_no_end_from_here", default="From here no end is reached.")
                self.problems.append(problem(place.node, message))

    def _definition(self, order: list[Place]) -> Definition:
        """Return the definition of places in their order."""
        ids = _ids(order)
        maker = States(self.model, self.graph, ids, self._timers(order, ids))
        states = {ids[p.node.id]: maker.state(p, at) for at, p in enumerate(order)}
        transitions = self._transitions(order, maker)
        self._stop()
        for state in list(states.values()):
            states[state.id] = _connected(state, transitions.values())
        given = self.model.attributes
        start = next(node for node in self.model.nodes if node.kind == START)
        return Definition(
            id=workflow_id(self.model.id, self.version),
            process=self.model.id,
            version=self.version,
            name=self.model.name or self.model.id,
            portal_type=given["for"],
            initial=ids[order[0].node.id],
            states=states,
            transitions=transitions,
            see=maker.see,
            days=int(given["days"]) if "days" in given else None,
            mail=given.get("mail", "on") == "on",
            message=start.message,
        )

    def _timers(self, order: list[Place], ids: Mapping[str, str]) -> dict[str, str]:
        """Return the ids of timers by their elements."""
        return unique_ids(
            (event.id, f"{ids[host.id]}-{slug(event.name) or act_of(event)}")
            for place in order
            for host in (place.tasks or (place.node,))
            for event in (host, *self.graph.edge[host.id])
            if is_timer(event)
        )

    def _transitions(self, order: list[Place], maker: States) -> dict[str, Transition]:
        """Return the decisions of all steps, in their order, under unique ids."""
        found: list[Draft] = []
        for place in order:
            drafts = [self._draft(place, one, maker) for one in place.exits]
            apart, wrong = told_apart(drafts, place)
            self.problems.extend(wrong)
            found.extend(apart)
        return {t.id: t for t in with_ids(found)}

    def _draft(self, place: Place, one: Exit, maker: States) -> Draft:
        """Return the transition of one way; its id is given later."""
        way, ids = one.way, maker.ids
        source = ids[place.node.id]
        by_person = one.trigger == PERSON
        said = way.names or "decision" in _said(way) or (one.signs and one.decision == "approve")
        if by_person and one.drawn and not said:
            message = _(
                "error_flow_without_name",
                default="The way from “${source}” to “${target}” has no name; people choose "
                "by it.",
                mapping={"source": one.part.name, "target": way.target.name or way.target.id},
            )
            self.problems.append(problem(way.flows[0], message))
        transition = Transition(
            id="",
            name=given_name(one),
            source=source,
            target=source if one.signs else ids[way.target.id],
            condition=one.condition,
            decision=one.decision,
            comment_required="required" in way.values("comment"),
            register=one.register,
            function=_function(one, maker),
            branch=": ".join(way.names[1:]),
            trigger=one.trigger,
            signs=ids[one.part.id] if one.signs else "",
            actions=() if one.signs else tuple(_action(node) for node in way.actions),
            outcome=one.outcome,
            cause=_cause(one, maker.timers),
        )
        origin = ids[one.part.id] if one.part in place.tasks else source
        return Draft(transition, way, origin, one.drawn)


def _led_astray(places: Mapping[str, Place]) -> Iterator[Problem]:
    """Yield a problem for each way into the middle of a parallel step."""
    told = set()
    for place in places.values():
        for one in place.exits:
            if not one.signs and one.way.target.id not in places:
                flow = one.way.flows[-1]
                if flow.id not in told:
                    told.add(flow.id)
                    message = _(
                        "error_into_branch",
                        default="The flow leads into the middle of a parallel step; lead it to "
                        "the gateway that splits.",
                    )
                    yield problem(flow, message)


def _targets(places: Mapping[str, Place]) -> dict[str, list[str]]:
    """Return the ids of the places that follow each place."""
    return {
        id_: [one.way.target.id for one in place.exits if not one.signs]
        for id_, place in places.items()
    }


def _ordered(first: Place, places: Mapping[str, Place]) -> list[Place]:
    """Return steps as a case meets them on its longest way, then the ends.

    This is the reverse of the order in which a walk in depth leaves the places, so a step
    that some cases skip stands before the one they skip to.
    """
    targets = _targets(places)
    left: list[Place] = []
    seen = {first.node.id}
    open_ = [(first, iter(targets[first.node.id]))]
    while open_:
        place, following = open_[-1]
        id_ = next((id_ for id_ in following if id_ not in seen), None)
        if id_ is None:
            left.append(place)
            open_.pop()
        else:
            seen.add(id_)
            open_.append((places[id_], iter(targets[id_])))
    nodes = left[::-1]
    ends = [place for place in nodes if place.node.kind == END_TAG]
    ends.sort(key=lambda p: OUTCOMES.index(p.node.attributes.get("outcome", OUTCOMES[0])))
    return [place for place in nodes if place.node.kind != END_TAG] + ends


def _ids(order: list[Place]) -> dict[str, str]:
    """Return the ids of places and of the branches in them by their elements."""
    places = [(place.node.id, place_slug(place)) for place in order]
    branches = [
        (task.id, slug(task.name))
        for place in order
        for task in place.tasks
        if task.id != place.node.id
    ]
    return unique_ids([*places, *branches])


def _connected(state: State, transitions: Collection[Transition]) -> State:
    """Return a state with the ids of what leaves it, its timers with what they set off."""
    leaving = [t for t in transitions if t.source == state.id]
    timers = tuple(
        replace(timer, transition=next((t.id for t in leaving if t.cause == timer.id), ""))
        for timer in state.timers
    )
    return replace(state, transitions=tuple(t.id for t in leaving), timers=timers)


def _said(way: Way) -> set[str]:
    """Return the names of our attributes on the flows of a way."""
    return {name for flow in way.flows for name in flow.attributes}


def _function(one: Exit, maker: States) -> str:
    """Return who takes a way: who acts in the task; the responsible person may withdraw."""
    if one.trigger != PERSON:
        return ""
    return maker.actor_of(one.part) if one.drawn else RESPONSIBLE


def _cause(one: Exit, timers: Mapping[str, str]) -> str:
    """Return the timer or the message that sets a way off."""
    if one.trigger == TIMER:
        return timers[one.part.id]
    return one.part.message if one.trigger == MESSAGE else ""


def _action(node: Node) -> Action:
    """Return what a service or send task does."""
    given = node.attributes
    return Action(
        node.id,
        node.name,
        given.get("action", NOTIFY if node.kind == SEND else ""),
        when=given.get("when", NOW),
        values={name: value for name, value in given.items() if name not in OF_ACTIONS},
    )
