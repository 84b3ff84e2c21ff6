"""What makes a model impossible to execute, found before anything is compiled."""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from muniflow import _
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process import conditions
from muniflow.process.attributes import judge_attributes
from muniflow.process.blocks import STEP_TAG
from muniflow.process.branching import judge_branches
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.events import judge_event
from muniflow.process.events import MESSAGE_MARK
from muniflow.process.exits import CALL_TAG
from muniflow.process.exits import CATCH
from muniflow.process.exits import EACH
from muniflow.process.exits import END_TAG
from muniflow.process.exits import START
from muniflow.process.model import Flow
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.paths import ACTIONS
from muniflow.process.paths import GATEWAY
from muniflow.process.paths import Graph
from muniflow.process.paths import PARALLEL
from muniflow.process.paths import PASSED
from muniflow.process.rules import slug
from muniflow.process.timers import BOUNDARY
from muniflow.process.timers import TIMER_MARK

EXECUTED = (STEP_TAG, *PASSED, PARALLEL, START, END_TAG, CATCH, BOUNDARY, CALL_TAG)
MARKS: Mapping[str, tuple[str, ...]] = {
    STEP_TAG: (EACH,),
    START: (MESSAGE_MARK,),
    CATCH: (TIMER_MARK, MESSAGE_MARK),
    BOUNDARY: (TIMER_MARK, MESSAGE_MARK),
}
"""What an element may carry."""

MAX_NODES = 300
"""Ways are followed one gateway inside the other; this keeps them within Python's depth."""


def find_problems(
    model: Model,
    fields: Mapping[str, str] | None,
    actions: Collection[str] | None = None,
) -> list[Problem]:
    """Return everything that can be said about the elements one by one."""
    graph = Graph(model)
    return [
        *_whole(model),
        *(p for node in model.nodes for p in _supported(node)),
        *(p for flow in model.flows for p in _connected(flow, graph)),
        *judge_attributes(model, fields, actions),
        *(p for node in model.nodes if node.kind == STEP_TAG for p in _step(node, model)),
        *(p for node in model.nodes if not node.inside for p in judge_event(node, graph)),
        *(p for n in model.nodes if n.kind == GATEWAY for p in _gateway(n, graph)),
        *(p for n in model.nodes if n.kind == GATEWAY for p in judge_branches(n, graph, fields)),
        *(p for n in model.nodes if n.kind in ACTIONS for p in _passed(n, graph)),
        *(p for flow in model.flows for p in _condition(flow, graph, fields)),
        *_outcomes(graph),
        *graph.gateway_cycles(),
    ]


def function_of(name: str, attribute: str) -> str | None:
    """Return the function of a lane from its attribute, else from its name."""
    if attribute:
        return attribute if attribute in FUNCTIONS else None
    wanted = slug(name)
    for function in FUNCTIONS.values():
        if wanted in (function.name, slug(function.title.default or ""), slug(function.role)):
            return function.name
    return None


def function_at(model: Model, node: Node) -> str | None:
    """Return the function that acts in a step: the step's own, else that of its lane."""
    own = node.attributes.get("function", "")
    lane = model.lane_of(node)
    if own or lane is None:
        return own if own in FUNCTIONS else None
    return function_of(lane.name, lane.attributes.get("function", ""))


def _whole(model: Model) -> Iterator[Problem]:
    """Judge the file as a whole."""
    for element in model.duplicates:
        yield problem(
            element,
            _("error_duplicate_id", default="Another element has the same id."),
        )
    if not model.processes:
        yield problem(
            model, _("error_no_process", default="There is no process with steps in this file.")
        )
        return
    if len(model.nodes) > MAX_NODES:
        message = _(
            "error_too_many_elements",
            default="The process has ${count} elements; at most ${limit} are executed.",
            mapping={"count": len(model.nodes), "limit": MAX_NODES},
        )
        yield problem(model, message)
    for other in model.processes[1:]:
        yield problem(
            other,
            _(
                "error_second_process",
                default="There is a second process with steps; only one is executed.",
            ),
        )
    if not model.attributes.get("for"):
        yield problem(
            model,
            _(
                "error_no_case_type",
                default="The process does not say for which cases it is (muniflow:for).",
            ),
        )
    starts = [node for node in model.nodes if node.kind == START]
    if not starts:
        yield problem(model, _("error_no_start", default="There is no start event."))
    for start in starts[1:]:
        yield problem(start, _("error_second_start", default="There is a second start event."))
    if not any(node.kind == END_TAG for node in model.nodes):
        yield problem(model, _("error_no_end", default="There is no end event."))


def _supported(node: Node) -> Iterator[Problem]:
    """Refuse what cannot be executed, by its name."""
    if node.inside:
        # The sub-process itself is refused; its contents would only repeat that.
        return
    if node.kind in ("task", "manualTask"):
        message = _(
            "error_plain_task",
            default="Only user tasks are executed; this is a “${kind}”.",
            mapping={"kind": node.kind},
        )
        yield problem(node, message)
    elif node.kind not in EXECUTED:
        message = _(
            "error_unsupported",
            default="An element of kind “${kind}” cannot be executed.",
            mapping={"kind": node.kind},
        )
        yield problem(node, message)
    for marker in node.markers if node.kind in EXECUTED else ():
        if marker not in MARKS.get(node.kind, ()):
            message = _(
                "error_unsupported_marker",
                default="The element carries a “${marker}”, which cannot be executed.",
                mapping={"marker": marker},
            )
            yield problem(node, message)
    for detail in node.loop if node.kind == STEP_TAG else ():
        message = _(
            "error_multi_instance",
            default="In a step of several people all sign at once, and muniflow:needed says "
            "how many suffice; “${detail}” cannot be executed.",
            mapping={"detail": detail},
        )
        yield problem(node, message)


def _connected(flow: Flow, graph: Graph) -> Iterator[Problem]:
    """Judge the two ends of a flow."""
    for end in (flow.source, flow.target):
        if end not in graph.nodes:
            message = _(
                "error_flow_dangling",
                default="The flow is not connected: there is no element “${id}”.",
                mapping={"id": end},
            )
            yield problem(flow, message)
    if flow.target in graph.nodes and graph.nodes[flow.target].kind == START:
        yield problem(flow, _("error_flow_to_start", default="A flow leads to the start event."))
    if flow.target in graph.nodes and graph.nodes[flow.target].kind == BOUNDARY:
        message = _(
            "error_flow_to_edge", default="A flow leads to an event on the edge of a step."
        )
        yield problem(flow, message)
    if flow.source in graph.nodes and graph.nodes[flow.source].kind == END_TAG:
        yield problem(flow, _("error_flow_from_end", default="A flow leaves an end event."))


def _step(node: Node, model: Model) -> Iterator[Problem]:
    """Judge a step: it has a name and somebody who acts in it."""
    if not slug(node.name):
        yield problem(node, _("error_step_without_name", default="The step has no name."))
    lane = model.lane_of(node)
    if node.attributes.get("function"):
        return
    if lane is None:
        yield problem(node, _("error_step_without_lane", default="The step is in no lane."))
    elif not lane.attributes.get("function") and function_at(model, node) is None:
        message = _(
            "error_lane_without_function",
            default="The lane of the step “${step}” has no function; possible are: ${known}.",
            mapping={"step": node.name or node.id, "known": ", ".join(FUNCTIONS)},
        )
        yield problem(lane, message)


def _gateway(node: Node, graph: Graph) -> Iterator[Problem]:
    """Judge a gateway: a way out, its default, and conditions on all flows or none."""
    out = graph.out[node.id]
    if not out:
        yield problem(node, _("error_gateway_no_way_out", default="No flow leaves the gateway."))
    default = next((flow for flow in out if flow.id == node.default), None)
    if node.default and default is None:
        message = _(
            "error_default_elsewhere",
            default="The default flow “${flow}” does not leave this gateway.",
            mapping={"flow": node.default},
        )
        yield problem(node, message)
    judged = [flow for flow in out if flow.condition]
    if not judged:
        return
    for flow in out:
        if not flow.condition and flow is not default:
            message = _(
                "error_mixed_gateway",
                default="The flow has no condition, and others of its gateway have one. Put "
                "people's decisions and conditions into two gateways, one behind the other.",
            )
            yield problem(flow, message)


def _passed(node: Node, graph: Graph) -> Iterator[Problem]:
    """Judge an action: one flow leads on from it."""
    if len(graph.out[node.id]) != 1 or graph.edge[node.id]:
        message = _(
            "error_action_flows",
            default="From an action exactly one flow leads on, and no event sits on its edge.",
        )
        yield problem(node, message)


def _outcomes(graph: Graph) -> Iterator[Problem]:
    """Yield a problem for each outcome that is asked for where no called process ends."""
    calls = [node for node in graph.nodes.values() if node.kind == CALL_TAG]
    known = {flow.id for call in calls for way in graph.ways(call) for flow in way.flows}
    for flow in (flow for flows in graph.out.values() for flow in flows):
        if "outcome" in flow.attributes and flow.id not in known:
            message = _(
                "error_outcome_elsewhere",
                default="Only behind a call activity a flow follows an outcome "
                "(muniflow:outcome).",
            )
            yield problem(flow, message)


def _condition(flow: Flow, graph: Graph, fields: Mapping[str, str] | None) -> Iterator[Problem]:
    """Judge the condition of a flow."""
    if flow.condition is None:
        return
    source = graph.nodes.get(flow.source)
    if source is not None and source.kind != GATEWAY:
        message = _(
            "error_condition_without_gateway",
            default="Conditions are judged behind an exclusive gateway only.",
        )
        yield problem(flow, message)
    if source is not None and source.default == flow.id:
        message = _(
            "error_condition_on_default",
            default="The default flow is taken when no other is; it cannot have a condition.",
        )
        yield problem(flow, message)
    if fields is None:
        found = conditions.syntax(flow.condition)
    else:
        found = conditions.check(flow.condition, fields)
    for wrong in found:
        message = _(
            "error_condition",
            default="Condition “${text}”, character ${position}: ${reason}",
            mapping={
                "text": flow.condition,
                "position": wrong.position,
                "reason": wrong.message,
            },
        )
        yield problem(flow, message)
