"""From a model to a definition: pure, deterministic, and complete in what it refuses."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from muniflow import _
from muniflow.process.checks import ACTORS
from muniflow.process.checks import END_TAG
from muniflow.process.checks import find_problems
from muniflow.process.checks import function_at
from muniflow.process.checks import NOBODY
from muniflow.process.checks import problem
from muniflow.process.checks import START
from muniflow.process.checks import STEP_TAG
from muniflow.process.definition import BY_FUNCTION
from muniflow.process.definition import Definition
from muniflow.process.definition import END
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import State
from muniflow.process.definition import STEP
from muniflow.process.definition import Transition
from muniflow.process.definition import workflow_id
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.paths import MAX_WAYS
from muniflow.process.paths import Way
from muniflow.process.rules import acting
from muniflow.process.rules import MEMBER
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.rules import slug

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


def compile_process(
    model: Model, *, version: int, fields: Mapping[str, str] | None = None
) -> Definition:
    """Return the definition of a model; raises BpmnError with all that is wrong.

    With ``fields`` (name to type) conditions are checked against them, else their syntax.
    """
    found = find_problems(model, fields)
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
        self.steps = [node for node in model.nodes if node.kind == STEP_TAG]
        self.finals = [node for node in model.nodes if node.kind == END_TAG]
        self.see = _words(model.attributes.get("see", "")) or (MEMBER,)

    def run(self) -> Definition:
        """Return the definition or raise BpmnError."""
        first = self._first()
        ways = {node.id: self._ways(node) for node in self.steps}
        if first is not None:
            self._reachable(first, ways)
            self._ending(ways)
        self._stop()
        order = self._ordered(first, ways)
        ids = _unique_ids((node.id, _state_slug(node)) for node in order)
        states = {ids[n.id]: self._state(n, ids[n.id], at) for at, n in enumerate(order)}
        transitions = self._transitions(order, ways, ids, states)
        self._stop()
        for state in list(states.values()):
            leaving = tuple(t.id for t in transitions.values() if t.source == state.id)
            states[state.id] = replace(state, transitions=leaving)
        return Definition(
            id=workflow_id(self.model.id, self.version),
            process=self.model.id,
            version=self.version,
            name=self.model.name or self.model.id,
            portal_type=self.model.attributes["for"],
            initial=ids[first.id],
            states=states,
            transitions=transitions,
            see=self.see,
        )

    def _stop(self) -> None:
        """Raise what has been found so far."""
        if self.problems:
            raise BpmnError(self.problems)

    def _first(self) -> Node | None:
        """Return the step in which every case starts."""
        start = next(node for node in self.model.nodes if node.kind == START)
        ways = self.graph.ways(start)
        if len(ways) == 1 and ways[0].target.kind == STEP_TAG and not ways[0].conditions:
            return ways[0].target
        message = _(
            "error_start_step",
            default="From the start event one flow must lead to one step, without conditions.",
        )
        self.problems.append(problem(start, message))
        return None

    def _ways(self, node: Node) -> list[Way]:
        """Return the ways out of a step, or note why they cannot be."""
        out = self.graph.out[node.id]
        ways = self.graph.ways(node)
        message = None
        if len(out) > 1:
            message = _(
                "error_several_flows",
                default="Several flows leave the step, which in BPMN means all at once. Put "
                "an exclusive gateway behind it.",
            )
        elif not ways:
            message = _("error_no_way_out", default="No flow leads out of the step.")
        elif len(ways) > MAX_WAYS:
            message = _(
                "error_too_many_ways",
                default="More than ${limit} ways lead out of the step.",
                mapping={"limit": MAX_WAYS},
            )
        if message is not None:
            self.problems.append(problem(node, message))
        return ways

    def _reachable(self, first: Node, ways: Mapping[str, list[Way]]) -> None:
        """Note steps and ends to which no way leads."""
        seen = {first.id, *_closure([first.id], _targets(ways))}
        for node in (*self.steps, *self.finals):
            if node.id not in seen:
                message = _("error_unreachable", default="No way leads here from the start.")
                self.problems.append(problem(node, message))

    def _ending(self, ways: Mapping[str, list[Way]]) -> None:
        """Note steps from which no end can be reached."""
        back: dict[str, list[str]] = {}
        for source, targets in _targets(ways).items():
            for target in targets:
                back.setdefault(target, []).append(source)
        ending = _closure([node.id for node in self.finals], back)
        for node in self.steps:
            if ways[node.id] and node.id not in ending:
                message = _("error_no_end_from_here", default="From here no end is reached.")
                self.problems.append(problem(node, message))

    def _ordered(self, first: Node, ways: Mapping[str, list[Way]]) -> list[Node]:
        """Return steps as a case meets them on its longest way, then the ends.

        This is the reverse of the order in which a walk in depth leaves the nodes, so a
        step that some cases skip stands before the one they skip to.
        """
        left: list[Node] = []
        seen = {first.id}
        open_ = [(first, iter(ways.get(first.id, ())))]
        while open_:
            node, following = open_[-1]
            way = next((way for way in following if way.target.id not in seen), None)
            if way is None:
                left.append(node)
                open_.pop()
            else:
                seen.add(way.target.id)
                open_.append((way.target, iter(ways.get(way.target.id, ()))))
        nodes = left[::-1]
        ends = [node for node in nodes if node.kind == END_TAG]
        ends.sort(key=lambda node: OUTCOMES.index(node.attributes.get("outcome", OUTCOMES[0])))
        return [node for node in nodes if node.kind == STEP_TAG] + ends

    def _state(self, node: Node, id_: str, order: int) -> State:
        """Return the state of a step or an end."""
        if node.kind == END_TAG:
            outcome = node.attributes.get("outcome", OUTCOMES[0])
            name = node.name or outcome.capitalize()
            return State(
                id_, name, END, outcome=outcome, see=self.see, order=order, element=node.id
            )
        given = node.attributes
        plain = State(
            id_,
            node.name,
            STEP,
            function=function_at(self.model, node) or "",
            actor=given.get("actor", BY_FUNCTION),
            days=int(given["days"]) if "days" in given else None,
            see=_words(given.get("see", "")) or self.see,
            required=_words(given.get("required", "")),
            order=order,
            element=node.id,
        )
        who = acting(plain)
        return replace(
            plain,
            edit=_who(given.get("edit", NOBODY), who),
            file=_who(given.get("file", f"{ACTORS} {RESPONSIBLE}"), who),
        )

    def _transitions(
        self,
        order: list[Node],
        ways: Mapping[str, list[Way]],
        ids: Mapping[str, str],
        states: Mapping[str, State],
    ) -> dict[str, Transition]:
        """Return the decisions of all steps, in their order, under unique ids."""
        found: list[Transition] = []
        for node in order:
            drafts = [
                self._transition(node, way, states[ids[node.id]], ids[way.target.id])
                for way in ways.get(node.id, ())
            ]
            found.extend(self._told_apart(node, ways.get(node.id, []), drafts))
        return {t.id: t for t in _with_ids(found)}

    def _transition(self, node: Node, way: Way, source: State, target: str) -> Transition:
        """Return the decision of one way; its id is given later."""
        decisions = way.values("decision")
        if len(decisions) > 1:
            message = _(
                "error_two_decisions",
                default="One way out of the step carries several decisions: ${decisions}.",
                mapping={"decisions": ", ".join(decisions)},
            )
            self.problems.append(problem(node, message))
        if not way.names and not decisions:
            message = _(
                "error_flow_without_name",
                default="The way from “${source}” to “${target}” has no name; people choose "
                "by it.",
                mapping={"source": node.name, "target": way.target.name or way.target.id},
            )
            self.problems.append(problem(way.flows[0], message))
        decision = decisions[0] if decisions else "submit"
        return Transition(
            id="",
            name=way.names[0] if way.names else DECISION_NAMES[decision],
            source=source.id,
            target=target,
            condition=way.condition,
            decision=decision,
            comment_required="required" in way.values("comment"),
            register="true" in way.values("register"),
            function=acting(source),
            branch=": ".join(way.names[1:]),
        )

    def _told_apart(
        self, node: Node, ways: list[Way], drafts: list[Transition]
    ) -> list[Transition]:
        """Return the decisions of a step so that people can tell them apart.

        Ways to the same place by the same decision become one. Where decisions of the same
        name are open at once, the names further along the way are added.
        """
        named = []
        for way, draft in zip(ways, drafts, strict=True):
            rivals = [d for d in drafts if d.name == draft.name and d.target != draft.target]
            if any(d.condition is None or d.condition == draft.condition for d in rivals):
                draft = replace(draft, name=": ".join(way.names) or draft.name, branch="")
            named.append(draft)
        merged = _merged(named)
        names = Counter(t.name for t in merged if t.condition is None)
        for name, count in names.items():
            if count > 1:
                message = _(
                    "error_same_name",
                    default="Several ways out of the step are called “${name}”; give them "
                    "different names.",
                    mapping={"name": name},
                )
                self.problems.append(problem(node, message))
        return merged


def _words(text: str) -> tuple[str, ...]:
    """Return the words of an attribute without repeats."""
    return tuple(dict.fromkeys(text.split()))


def _who(text: str, actor: str) -> tuple[str, ...]:
    """Return functions and "responsible"; "actors" stands for who acts in the step."""
    words = (actor if word == ACTORS else word for word in text.split() if word != NOBODY)
    return tuple(dict.fromkeys(words))


def _state_slug(node: Node) -> str:
    """Return the id a step or an end would like to have."""
    return slug(node.name) or node.attributes.get("outcome", OUTCOMES[0])


def _unique_ids(wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return ids by element; repeated ones are numbered from 2."""
    given: dict[str, str] = {}
    for element, id_ in wanted:
        number, unique = 1, id_
        while unique in given.values():
            number += 1
            unique = f"{id_}-{number}"
        given[element] = unique
    return given


def _with_ids(transitions: list[Transition]) -> Iterator[Transition]:
    """Yield transitions with ids: name and target, and the source where two would collide."""
    wanted = [_transition_slug(transition) for transition in transitions]
    shared = Counter(wanted)
    full = (
        (str(at), id_ if shared[id_] == 1 else f"{id_}-from-{t.source}")
        for at, (id_, t) in enumerate(zip(wanted, transitions, strict=True))
    )
    ids = _unique_ids(full)
    for at, transition in enumerate(transitions):
        yield replace(transition, id=ids[str(at)])


def _transition_slug(transition: Transition) -> str:
    """Return what is decided and where it leads: approve-to-signature."""
    name, target = slug(transition.name) or transition.decision, f"to-{transition.target}"
    return name if name.endswith(target) else f"{name}-{target}"


def _merged(transitions: list[Transition]) -> list[Transition]:
    """Return transitions, those that differ in their condition alone joined by "or"."""
    found: dict[Transition, list[Transition]] = {}
    for transition in transitions:
        plain = replace(transition, condition=None, branch="")
        found.setdefault(plain, []).append(transition)
    return [
        replace(
            plain,
            condition=_either([t.condition for t in same]),
            branch=" / ".join(dict.fromkeys(t.branch for t in same if t.branch)),
        )
        for plain, same in found.items()
    ]


def _either(conditions: list[str | None]) -> str | None:
    """Return the condition that one of several holds."""
    if None in conditions:
        return None
    if len(conditions) == 1:
        return conditions[0]
    return " or ".join(f"({condition})" for condition in conditions)


def _targets(ways: Mapping[str, list[Way]]) -> dict[str, list[str]]:
    """Return the ids of the nodes that follow each step."""
    return {source: [way.target.id for way in found] for source, found in ways.items()}


def _closure(start: list[str], after: Mapping[str, list[str]]) -> set[str]:
    """Return the ids that are reached from some ids, these included."""
    found = set(start)
    waiting = list(start)
    while waiting:
        for id_ in after.get(waiting.pop(), ()):
            if id_ not in found:
                found.add(id_)
                waiting.append(id_)
    return found
