"""The ways out of a step: through flows, gateways and actions to the next step or end."""

from collections.abc import Iterator
from dataclasses import dataclass
from muniflow import _
from muniflow.process.errors import Problem
from muniflow.process.model import Flow
from muniflow.process.model import Model
from muniflow.process.model import Node

GATEWAY = "exclusiveGateway"
PARALLEL = "parallelGateway"
SERVICE = "serviceTask"
SEND = "sendTask"
ACTIONS = (SERVICE, SEND)
PASSED = (GATEWAY, *ACTIONS)
"""Where nothing waits: a case goes through at once."""

MAX_WAYS = 60
"""More decisions in one step nobody can choose from; keeps crafted files from exploding."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way: its flows, the node it ends at, and what must be true to go it.

    ``choices`` are the flows among which somebody chose: those out of a gateway without
    conditions.
    """

    flows: tuple[Flow, ...]
    target: Node
    conditions: tuple[str, ...] = ()
    actions: tuple[Node, ...] = ()
    choices: tuple[Flow, ...] = ()

    @property
    def condition(self) -> str | None:
        """The joined condition; None when the way is always open."""
        if len(self.conditions) < 2:
            return self.conditions[0] if self.conditions else None
        return " and ".join(f"({part})" for part in self.conditions)

    @property
    def names(self) -> tuple[str, ...]:
        """The names along the way."""
        return tuple(flow.name for flow in self.flows if flow.name)

    def values(self, attribute: str) -> list[str]:
        """Return what the flows say in one of our attributes, without repeats."""
        found = (flow.attributes.get(attribute) for flow in self.flows)
        return list(dict.fromkeys(value for value in found if value))


class Graph:
    """The flows of one process by the node they leave, in the order of the file."""

    def __init__(self, model: Model) -> None:
        self.nodes = {node.id: node for node in model.nodes}
        self.out: dict[str, list[Flow]] = {node.id: [] for node in model.nodes}
        self.into: dict[str, list[Flow]] = {node.id: [] for node in model.nodes}
        self.edge: dict[str, list[Node]] = {node.id: [] for node in model.nodes}
        for node in model.nodes:
            if node.attached in self.edge:
                self.edge[node.attached].append(node)
        for flow in model.flows:
            if flow.source in self.nodes and flow.target in self.nodes:
                self.out[flow.source].append(flow)
                self.into[flow.target].append(flow)
        for node in model.nodes:
            # BPMN judges the flows of a gateway in the order in which it lists them.
            place = {id_: number for number, id_ in enumerate(node.outgoing)}
            self.out[node.id].sort(key=lambda flow: place.get(flow.id, len(place)))

    def ways(self, node: Node) -> list[Way]:
        """Return the ways out of a node, at most MAX_WAYS + 1."""
        found: list[Way] = []
        for way in self._follow(node, Way((), node), frozenset()):
            found.append(way)
            if len(found) > MAX_WAYS:
                break
        return found

    def chooses(self, node: Node) -> bool:
        """Tell whether somebody chooses at a gateway: several flows, none with a condition."""
        out = self.out[node.id]
        return node.kind == GATEWAY and len(out) > 1 and not any(f.condition for f in out)

    def _follow(self, node: Node, so_far: Way, seen: frozenset[str]) -> Iterator[Way]:
        """Yield the ways from a node on; what was passed before ends one without result."""
        choosing = self.chooses(node)
        for flow, condition in self.branches(node):
            target = self.nodes[flow.target]
            way = Way(
                (*so_far.flows, flow),
                target,
                (*so_far.conditions, condition) if condition else so_far.conditions,
                (*so_far.actions, target) if target.kind in ACTIONS else so_far.actions,
                (*so_far.choices, flow) if choosing else so_far.choices,
            )
            if target.kind not in PASSED:
                yield way
            elif target.id not in seen:
                yield from self._follow(target, way, seen | {target.id})

    def branches(self, node: Node) -> list[tuple[Flow, str | None]]:
        """Return the flows out of a node, each with the condition that holds for it alone.

        The first true condition wins, so each branch also denies those before it, and the
        default flow denies all: exactly one branch is open, whatever the values are.
        """
        found: list[tuple[Flow, str | None]] = []
        before: list[str] = []
        default: Flow | None = None
        for flow in self.out[node.id]:
            if flow.id == node.default:
                default = flow
            elif not flow.condition:
                found.append((flow, None))
            else:
                found.append((flow, _all(before, flow.condition)))
                before.append(flow.condition)
        if default is not None:
            found.append((default, _all(before)))
        return found

    def gateway_cycles(self) -> list[Problem]:
        """Return a problem for each gateway or action that leads back to itself without a step."""
        return [
            Problem(
                _(
                    "error_gateway_cycle",
                    default="The gateways go round in a circle without a step in between.",
                ),
                node.id,
                node.name,
                node.line,
            )
            for node in self.nodes.values()
            if node.kind in PASSED and node.id in self._passed_behind(node)
        ]

    def _passed_behind(self, node: Node) -> set[str]:
        """Return the gateways and actions that are reached from a node without a step."""
        found: set[str] = set()
        waiting = [node.id]
        while waiting:
            for flow in self.out[waiting.pop()]:
                target = self.nodes[flow.target]
                if target.kind in PASSED and target.id not in found:
                    found.add(target.id)
                    waiting.append(target.id)
        return found


def _all(denied: list[str], wanted: str | None = None) -> str | None:
    """Return the condition that denies some and demands one."""
    parts = [f"not ({condition})" for condition in denied]
    if wanted is not None:
        parts.append(f"({wanted})" if parts else wanted)
    return " and ".join(parts) or None
