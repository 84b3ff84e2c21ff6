"""Parallel steps in a drawing: a gateway that splits, one step in each branch, one that joins."""

from collections.abc import Iterator
from dataclasses import dataclass
from muniflow import _
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.paths import PARALLEL
from muniflow.process.paths import Way

STEP_TAG = "userTask"
JOINED_ONLY = ("needed", "refusal")


@dataclass(frozen=True, slots=True)
class Block:
    """One parallel step; every branch is a single user task."""

    split: Node
    join: Node
    tasks: tuple[Node, ...]


def splits(graph: Graph, node: Node) -> bool:
    """Tell whether a parallel gateway begins a parallel step."""
    return node.kind == PARALLEL and len(graph.out[node.id]) > 1


def joins(graph: Graph, node: Node) -> bool:
    """Tell whether a parallel gateway ends a parallel step."""
    return node.kind == PARALLEL and not splits(graph, node)


def find_blocks(graph: Graph) -> tuple[dict[str, Block], list[Problem]]:
    """Return the parallel steps by the id of their first gateway, and what is wrong."""
    gateways = [node for node in graph.nodes.values() if node.kind == PARALLEL]
    found: dict[str, Block] = {}
    wrong = [p for node in gateways for p in _shape(graph, node)]
    if wrong:
        return found, wrong
    for node in gateways:
        if splits(graph, node):
            block, problems = _block(graph, node)
            wrong.extend(problems)
            if block is not None:
                found[node.id] = block
    closed = {block.join.id for block in found.values()}
    if not wrong:
        for node in gateways:
            if joins(graph, node) and node.id not in closed:
                message = _(
                    "error_join_alone", default="No parallel gateway splits what is joined here."
                )
                wrong.append(problem(node, message))
    return found, wrong


def _shape(graph: Graph, node: Node) -> Iterator[Problem]:
    """Judge the flows at one parallel gateway."""
    into, out = len(graph.into[node.id]), len(graph.out[node.id])
    if into > 1 and out > 1:
        message = _(
            "error_parallel_both",
            default="The parallel gateway joins and splits at once. Use two gateways; where "
            "ways merely meet, an exclusive one.",
        )
        yield problem(node, message)
    elif (out != 1 and into != 1) or into == out:
        message = _(
            "error_parallel_single",
            default="A parallel gateway splits one flow into several, or joins several into "
            "one; here ${into} lead in and ${out} lead out.",
            mapping={"into": into, "out": out},
        )
        yield problem(node, message)
    for name in JOINED_ONLY if out == 1 else ():
        if name in node.attributes:
            message = _(
                "error_attribute_at_join",
                default="muniflow:${name} belongs to the gateway that splits.",
                mapping={"name": name},
            )
            yield problem(node, message)


def _block(graph: Graph, split: Node) -> tuple[Block | None, list[Problem]]:
    """Return the parallel step that a gateway begins, or what is wrong with it."""
    firsts = [graph.nodes[flow.target] for flow in graph.out[split.id]]
    wrong = [_foreign(node) for node in firsts if not _is_branch(node)]
    if wrong:
        return None, wrong
    closing: dict[str, list[Way]] = {}
    tasks = tuple({task.id: task for task in firsts}.values())
    for task in tasks:
        wrong.extend(_entered(graph, split, task))
        ways = [way for way in graph.ways(task) if way.target.kind == PARALLEL]
        wrong.extend(_foreign(w.target) for w in ways if splits(graph, w.target))
        wrong.extend(_foreign(node) for way in ways for node in way.actions)
        closing[task.id] = [way for way in ways if joins(graph, way.target)]
        if not ways:
            message = _(
                "error_branch_without_join",
                default="No way leads from this step to the gateway that joins the branches.",
            )
            wrong.append(problem(task, message))
    ends = {way.target.id: way.target for ways in closing.values() for way in ways}
    if not wrong and len(ends) != 1:
        message = _(
            "error_branches_apart",
            default="The branches of the parallel gateway do not all lead to one gateway that "
            "joins them.",
        )
        wrong.append(problem(split, message))
    if wrong:
        return None, wrong
    (join,) = ends.values()
    wrong.extend(_joined(graph, join, closing))
    needed = int(split.attributes.get("needed", 0))
    if needed > len(tasks):
        message = _(
            "error_needed_too_many",
            default="${needed} sign-offs are to suffice, but there are ${count} branches.",
            mapping={"needed": needed, "count": len(tasks)},
        )
        wrong.append(problem(split, message))
    return Block(split, join, tasks), wrong


def _is_branch(node: Node) -> bool:
    """Tell whether a node can stand in a branch."""
    return node.kind == STEP_TAG and not node.markers


def _foreign(node: Node) -> Problem:
    """Return the problem of something that cannot stand in a branch."""
    message = _(
        "error_branch_content",
        default="Between the gateways of a parallel step each branch has one user task, which "
        "one person decides, and exclusive gateways; “${kind}” cannot stand here.",
        mapping={"kind": " ".join((node.kind, *node.markers))},
    )
    return problem(node, message)


def _entered(graph: Graph, split: Node, task: Node) -> Iterator[Problem]:
    """Yield a problem for each further flow that leads into a branch."""
    flows = graph.into[task.id]
    for number, flow in enumerate(f for f in flows if f.source == split.id):
        if number:
            message = _("error_branch_twice", default="Two branches lead to the same step.")
            yield problem(flow, message)
    for flow in flows:
        if flow.source != split.id:
            message = _(
                "error_into_branch",
                default="The flow leads into the middle of a parallel step; lead it to the "
                "gateway that splits.",
            )
            yield problem(flow, message)


def _joined(graph: Graph, join: Node, closing: dict[str, list[Way]]) -> Iterator[Problem]:
    """Yield a problem for each flow into a joining gateway that comes from elsewhere."""
    known = {way.flows[-1].id for ways in closing.values() for way in ways}
    for flow in graph.into[join.id]:
        if flow.id not in known:
            message = _(
                "error_join_from_outside",
                default="The flow leads from outside to the gateway that joins the branches.",
            )
            yield problem(flow, message)
