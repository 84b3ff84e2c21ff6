"""The places where a case waits, and every way out of them: by whom or by what."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from muniflow import _
from muniflow.process.blocks import Block
from muniflow.process.blocks import STEP_TAG
from muniflow.process.definition import CALL
from muniflow.process.definition import ENDS
from muniflow.process.definition import FORWARD
from muniflow.process.definition import GATE
from muniflow.process.definition import MESSAGE
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import PERSON
from muniflow.process.definition import TIMER
from muniflow.process.definition import WAITS
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.levels import Limits
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.paths import Way
from muniflow.process.timers import BOUNDARY
from muniflow.process.timers import is_timer

START = "startEvent"
END_TAG = "endEvent"
CATCH = "intermediateCatchEvent"
CALL_TAG = "callActivity"
EACH = "multiInstanceLoopCharacteristics"
WITHDRAW = "withdraw"
REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Exit:
    """One way out of a place; ``part`` is the task, event or gateway it leaves by."""

    way: Way
    part: Node
    trigger: str = PERSON
    decision: str = "submit"
    signs: bool = False
    """True for a sign-off, after which the case stays in its place."""
    register: bool = False
    drawn: bool = True
    """False for what the process allows everywhere without a flow."""
    outcome: str = ""
    """How the called case ended, behind a call activity."""
    limits: Limits = field(default_factory=Limits)

    @property
    def condition(self) -> str | None:
        """What must be true to go here, drawn conditions first."""
        return replace(
            self.way, conditions=(*self.way.conditions, *self.limits.conditions)
        ).condition


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case waits, or ends; ``tasks`` are those in which people act."""

    node: Node
    tasks: tuple[Node, ...] = ()
    exits: tuple[Exit, ...] = ()

    @property
    def signed(self) -> bool:
        """True where sign-offs are counted."""
        return (self.node.kind != STEP_TAG and bool(self.tasks)) or EACH in self.node.markers


class Exits:
    """Finds the ways out of every place of a sound graph."""

    def __init__(self, graph: Graph, blocks: dict[str, Block]) -> None:
        self.graph = graph
        self.blocks = blocks
        self.problems: list[Problem] = []

    def places(self) -> dict[str, Place]:
        """Return all places by the id of their node, in the order of the file."""
        inside = {task.id for block in self.blocks.values() for task in block.tasks}
        found: dict[str, Place] = {}
        for node in self.graph.nodes.values():
            if node.id in inside:
                continue
            if node.id in self.blocks:
                found[node.id] = self._gate(self.blocks[node.id])
            elif node.kind == STEP_TAG:
                found[node.id] = self._step(node)
            elif node.kind in (CATCH, CALL_TAG):
                found[node.id] = Place(node, (), tuple(self._waiting(node)))
            elif node.kind == END_TAG and not self._after_reminder(node):
                found[node.id] = Place(node)
        return found

    def _after_reminder(self, end: Node) -> bool:
        """Tell whether an end is only drawn behind reminders, where no case ever comes."""
        sources = [self.graph.nodes[flow.source] for flow in self.graph.into[end.id]]
        return bool(sources) and all(
            node.kind == BOUNDARY and not node.interrupting for node in sources
        )

    def _step(self, node: Node) -> Place:
        """Return the place of a user task that is no branch."""
        out = self.graph.out[node.id]
        if len(out) > 1:
            message = _(
                "error_several_flows",
                default="Several flows leave the step, which in BPMN means all at once. Put "
                "an exclusive gateway behind it.",
            )
            self.problems.append(problem(node, message))
        ways = self.graph.ways(node)
        if not ways:
            message = _("error_no_way_out", default="No flow leads out of the step.")
            self.problems.append(problem(node, message))
        exits = [self._person(way, node) for way in ways]
        if EACH in node.markers:
            exits = self._each(node, exits)
        return Place(node, (node,), (*exits, *self._edges(node)))

    def _person(self, way: Way, task: Node) -> Exit:
        """Return the way somebody takes out of a task."""
        return _exit(way, task, PERSON, self._decision(way, task, "submit"))

    def _decision(self, way: Way, part: Node, default: str) -> str:
        """Return the decision that the flows of a way carry."""
        decisions = way.values("decision")
        if len(decisions) > 1:
            message = _(
                "error_two_decisions",
                default="One way out of the step carries several decisions: ${decisions}.",
                mapping={"decisions": ", ".join(decisions)},
            )
            self.problems.append(problem(part, message))
        return decisions[0] if decisions else default

    def _gate(self, block: Block) -> Place:
        """Return the place of a parallel step."""
        exits: list[Exit] = []
        for task in block.tasks:
            for way in self.graph.ways(task):
                exits.append(self._branch(way, task, block))
            if len(self.graph.out[task.id]) > 1:
                message = _(
                    "error_several_flows",
                    default="Several flows leave the step, which in BPMN means all at once. "
                    "Put an exclusive gateway behind it.",
                )
                self.problems.append(problem(task, message))
        exits = self._refusals(block.split, exits)
        behind = self._automatic(block.join, self.graph.ways(block.join))
        exits.extend(self._onward(way, block.join) for way in behind)
        edges = (edge for task in block.tasks for edge in self._edges(task))
        place = Place(block.split, block.tasks, (*exits, *edges))
        for way in (e.way for e in place.exits if not e.signs):
            if way.target.id == block.join.id:
                message = _(
                    "error_timer_signs",
                    default="What is late or comes by mail is no sign-off: lead this event out "
                    "of the parallel step.",
                )
                self.problems.append(problem(way.flows[0], message))
        return place

    def _branch(self, way: Way, task: Node, block: Block) -> Exit:
        """Return a way out of a branch: a sign-off, or a way that leaves the step."""
        if way.target.id == block.join.id:
            decision = self._decision(way, task, "approve")
            if decision not in FORWARD:
                message = _(
                    "error_backward_sign_off",
                    default="A way to the gateway that joins is an agreement; “${decision}” "
                    "leads out of the parallel step.",
                    mapping={"decision": decision},
                )
                self.problems.append(problem(way.flows[-1], message))
            if way.values("register") == ["true"]:
                message = _(
                    "error_register_sign_off",
                    default="A case is registered when all have signed: put muniflow:register "
                    "on a flow behind the gateway that joins.",
                )
                self.problems.append(problem(way.flows[-1], message))
            return Exit(way, task, PERSON, decision, signs=True)
        found = self._person(way, task)
        if found.decision in FORWARD:
            message = _(
                "error_branch_leaves",
                default="Only a return, a refusal or a withdrawal leads out of a parallel step "
                "(muniflow:decision); every agreement leads to the gateway that joins.",
            )
            self.problems.append(problem(way.flows[-1], message))
        return found

    def _each(self, node: Node, exits: list[Exit]) -> list[Exit]:
        """Return the ways out of a step in which each of several people signs."""
        forward: dict[tuple[str, ...], list[Exit]] = {}
        found: list[Exit] = []
        for one in exits:
            if one.decision in FORWARD:
                forward.setdefault(tuple(f.id for f in one.way.choices), []).append(one)
            else:
                found.append(one)
        groups = list(forward.values())
        onward = [[self._complete(one) for one in group] for group in groups]
        if len({tuple(map(destination, gate)) for gate in onward}) > 1:
            message = _(
                "error_each_apart",
                default="Several people sign in this step: all their agreements must lead to "
                "the same place.",
            )
            self.problems.append(problem(node, message))
        signs = [
            replace(group[0], way=_unconditional(group[0].way), signs=True, register=False)
            for group in groups
        ]
        return [*self._refusals(node, [*signs, *found]), *(onward[0] if onward else ())]

    def _complete(self, one: Exit) -> Exit:
        """Return the way the process takes when all agreed in a step that many sign."""
        rest = _behind(one.way)
        self._automatic(one.part, [rest])
        return Exit(rest, one.part, GATE, one.decision, register=one.register)

    def _refusals(self, node: Node, exits: list[Exit]) -> list[Exit]:
        """Return the ways out with refusals counted where the step waits for all."""
        rejects = [one for one in exits if one.decision == REJECT and not one.signs]
        if node.attributes.get("refusal", ENDS) != WAITS or not rejects:
            return exits
        if len({destination(one, False) for one in rejects}) > 1:
            message = _(
                "error_refusals_apart",
                default="Refusals are counted when all have spoken (muniflow:refusal), so all "
                "of them must lead to the same place.",
            )
            self.problems.append(problem(node, message))
        found = [replace(one, signs=True) if one in rejects else one for one in exits]
        rest = _unconditional(_behind(rejects[0].way))
        return [*found, Exit(rest, node, GATE, REJECT)]

    def _onward(self, way: Way, part: Node) -> Exit:
        """Return a way the process takes when the sign-offs are complete."""
        decision = self._decision(way, part, "approve")
        if decision not in FORWARD:
            message = _(
                "error_gate_decision",
                default="Behind complete sign-offs the way leads on; “${decision}” is decided "
                "in a step.",
                mapping={"decision": decision},
            )
            self.problems.append(problem(way.flows[0], message))
        return _exit(way, part, GATE, decision)

    def _automatic(self, part: Node, ways: Iterable[Way]) -> list[Way]:
        """Return ways that nobody chooses; note where somebody would have to."""
        found = list(ways)
        if not found:
            message = _("error_no_way_on", default="No flow leads on from here.")
            self.problems.append(problem(part, message))
        for id_ in dict.fromkeys(flow.source for way in found for flow in way.choices):
            message = _(
                "error_nobody_chooses",
                default="Nobody chooses here: the flows need conditions, and one of them must "
                "be the default.",
            )
            self.problems.append(problem(self.graph.nodes[id_], message))
        flows = {flow.id: flow for way in found for flow in way.flows}
        for flow in flows.values():
            if flow.attributes.get("comment") == "required":
                message = _(
                    "error_comment_automatic",
                    default="Nobody takes this way, so nobody can give a comment.",
                )
                self.problems.append(problem(flow, message))
        return found

    def _edges(self, host: Node) -> Iterator[Exit]:
        """Yield the ways that lead out of a step by the events on its edge."""
        for event in self.graph.edge[host.id]:
            if event.interrupting:
                trigger = TIMER if is_timer(event) else MESSAGE
                for way in self._automatic(event, self.graph.ways(event)):
                    yield _exit(way, event, trigger, self._decision(way, event, "submit"))

    def _waiting(self, node: Node) -> Iterator[Exit]:
        """Yield the ways out of a step in which nobody acts."""
        if node.kind == CALL_TAG:
            yield from self._called(node)
            yield from self._edges(node)
            return
        trigger = TIMER if is_timer(node) else MESSAGE
        for way in self._automatic(node, self.graph.ways(node)):
            yield _exit(way, node, trigger, self._decision(way, node, "submit"))

    def _called(self, node: Node) -> Iterator[Exit]:
        """Yield the ways that follow the outcomes of a called case."""
        ways = self.graph.ways(node)
        by_outcome: dict[str, list[Way]] = {}
        for way in ways:
            by_outcome.setdefault(" ".join(way.values("outcome")), []).append(way)
        chosen = [{tuple(f.id for f in w.choices) for w in same} for same in by_outcome.values()]
        if any(len(apart) > 1 for apart in chosen) or not set(by_outcome) <= {"", *OUTCOMES}:
            message = _(
                "error_outcome_twice",
                default="Several ways follow the same outcome of the called process.",
            )
            self.problems.append(problem(node, message))
        if not ways or ("" not in by_outcome and set(by_outcome) != set(OUTCOMES)):
            message = _(
                "error_outcome_missing",
                default="With some outcomes of the called process no flow leads on; leave one "
                "flow without muniflow:outcome.",
            )
            self.problems.append(problem(node, message))
        for outcome, same in by_outcome.items():
            default = "submit" if outcome in ("", OUTCOMES[0]) else REJECT
            for way in same:
                decision = self._decision(way, node, default)
                yield replace(_exit(way, node, CALL, decision), outcome=outcome)


def _exit(way: Way, part: Node, trigger: str, decision: str) -> Exit:
    """Return a way out that registers the case where one of its flows says so."""
    return Exit(way, part, trigger, decision, register="true" in way.values("register"))


def destination(one: Exit, conditional: bool = True) -> tuple[object, ...]:
    """Return where a way leads, by what actions and under which conditions."""
    actions = tuple(node.id for node in one.way.actions)
    return one.way.target.id, actions, one.way.conditions if conditional else ()


def _unconditional(way: Way) -> Way:
    """Return a way without its conditions."""
    return replace(way, conditions=())


def _behind(way: Way) -> Way:
    """Return what is left of a way when the first flow and all choices lie behind."""
    chosen = [way.flows.index(flow) for flow in way.choices]
    return Way(way.flows[max(chosen, default=0) + 1 :], way.target, way.conditions, way.actions)
