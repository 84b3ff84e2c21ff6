"""What makes a model impossible to execute, found before anything is compiled."""

from collections.abc import Iterator
from collections.abc import Mapping
from muniflow import _
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process import conditions
from muniflow.process.branching import judge_branches
from muniflow.process.definition import BY_FUNCTION
from muniflow.process.definition import BY_RESPONSIBLE
from muniflow.process.definition import DECISIONS
from muniflow.process.definition import OUTCOMES
from muniflow.process.errors import Problem
from muniflow.process.model import Element
from muniflow.process.model import Flow
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.paths import GATEWAY
from muniflow.process.paths import Graph
from muniflow.process.rules import MEMBER
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.rules import slug
from zope.i18nmessageid import Message

STEP_TAG = "userTask"
START = "startEvent"
END_TAG = "endEvent"
EXECUTED = (STEP_TAG, GATEWAY, START, END_TAG)
ACTORS = "actors"
NOBODY = "nobody"

MAX_NODES = 300
"""Ways are followed one gateway inside the other; this keeps them within Python's depth."""

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "process": ("for", "see"),
    "lane": ("function",),
    STEP_TAG: ("function", "days", "edit", "file", "see", "required", "actor"),
    "sequenceFlow": ("decision", "comment", "register"),
    END_TAG: ("outcome",),
}
"""Our attributes by element; any other is refused, so that a typing error has no effect."""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "actor": (BY_FUNCTION, BY_RESPONSIBLE),
    "decision": DECISIONS,
    "comment": ("required", "optional"),
    "register": ("true", "false"),
    "outcome": OUTCOMES,
}
WHO: Mapping[str, tuple[str, ...]] = {
    "edit": (ACTORS, RESPONSIBLE, NOBODY),
    "file": (ACTORS, RESPONSIBLE, NOBODY),
    "see": (MEMBER,),
}


def problem(element: Element, message: Message) -> Problem:
    """Return a problem of an element."""
    return Problem(message, element.id, element.name, element.line)


def find_problems(model: Model, fields: Mapping[str, str] | None) -> list[Problem]:
    """Return everything that can be said about the elements one by one."""
    graph = Graph(model)
    return [
        *_whole(model),
        *(p for node in model.nodes for p in _supported(node)),
        *(p for flow in model.flows for p in _connected(flow, graph)),
        *_attributes(model),
        *(p for node in model.nodes if node.kind == STEP_TAG for p in _step(node, model)),
        *(p for n in model.nodes if n.kind == GATEWAY for p in _gateway(n, graph)),
        *(p for n in model.nodes if n.kind == GATEWAY for p in judge_branches(n, graph, fields)),
        *(p for flow in model.flows for p in _condition(flow, graph, fields)),
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
        message = _(
            "error_unsupported_marker",
            default="The element carries a “${marker}”, which cannot be executed.",
            mapping={"marker": marker},
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
    if flow.source in graph.nodes and graph.nodes[flow.source].kind == END_TAG:
        yield problem(flow, _("error_flow_from_end", default="A flow leaves an end event."))


def _attributes(model: Model) -> Iterator[Problem]:
    """Judge our own attributes: known, and with values we understand."""
    elements: list[tuple[str, Element]] = [("process", model)]
    elements += [("lane", lane) for lane in model.lanes]
    elements += [("sequenceFlow", flow) for flow in model.flows]
    elements += [(node.kind, node) for node in model.nodes if node.kind in EXECUTED]
    for tag, element in elements:
        for name, value in element.attributes.items():
            yield from _attribute(tag, element, name, value)


def _attribute(tag: str, element: Element, name: str, value: str) -> Iterator[Problem]:
    """Judge one attribute."""
    known = ATTRIBUTES.get(tag, ())
    if name not in known:
        message = _(
            "error_unknown_attribute",
            default="“muniflow:${name}” is not known here; known are: ${known}.",
            mapping={"name": name, "known": ", ".join(known) or "–"},
        )
        yield problem(element, message)
    elif name in CHOICES and value not in CHOICES[name]:
        yield problem(element, _wrong_value(name, value, CHOICES[name]))
    elif name in WHO:
        allowed = (*FUNCTIONS, *WHO[name])
        for word in value.split():
            if word not in allowed:
                yield problem(element, _wrong_value(name, word, allowed))
    elif name == "function" and value not in FUNCTIONS:
        yield problem(element, _wrong_value(name, value, tuple(FUNCTIONS)))
    elif name == "days" and not (value.isascii() and value.isdigit() and 0 < int(value) < 1000):
        message = _(
            "error_days",
            default="“${value}” is no number of working days from 1 to 999.",
            mapping={"value": value},
        )
        yield problem(element, message)


def _wrong_value(name: str, value: str, allowed: tuple[str, ...]) -> Message:
    """Return the sentence for a value that is none of those possible."""
    return _(
        "error_attribute_value",
        default="“${value}” is no value of muniflow:${name}; possible are: ${allowed}.",
        mapping={"name": name, "value": value, "allowed": ", ".join(allowed)},
    )


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
