"""Events and called processes in a drawing: what each of them must say to be executed."""

from collections.abc import Iterator
from muniflow import _
from muniflow.process.blocks import STEP_TAG
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.exits import CALL_TAG
from muniflow.process.exits import CATCH
from muniflow.process.exits import END_TAG
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.rules import slug
from muniflow.process.timers import BOUNDARY
from muniflow.process.timers import is_timer
from muniflow.process.timers import judge_timer

MESSAGE_MARK = "messageEventDefinition"
HOSTS = (STEP_TAG, CALL_TAG)
"""On whose edge an event may sit."""


def judge_event(node: Node, graph: Graph) -> Iterator[Problem]:
    """Yield what is wrong with an event or a call activity; nothing for other elements."""
    if node.kind in (CATCH, BOUNDARY) and len(node.markers) != 1:
        message = _(
            "error_event_kind",
            default="The event must wait for one thing: a time or a message.",
        )
        yield problem(node, message)
    if MESSAGE_MARK in node.markers and not slug(node.message):
        message = _("error_message_without_name", default="The message has no name.")
        yield problem(node, message)
    if node.kind == BOUNDARY:
        yield from _on_edge(node, graph)
    elif node.kind == CATCH and is_timer(node):
        yield from judge_timer(node, None)
    if node.kind == CALL_TAG and not node.calls:
        message = _(
            "error_call_without_process",
            default="The call activity does not say which process it runs (calledElement).",
        )
        yield problem(node, message)
    if node.kind in (CALL_TAG, CATCH) and not slug(node.name or node.message):
        yield problem(node, _("error_step_without_name", default="The step has no name."))


def _on_edge(node: Node, graph: Graph) -> Iterator[Problem]:
    """Judge an event on the edge of a step."""
    host = graph.nodes.get(node.attached)
    if host is None or host.kind not in HOSTS:
        message = _(
            "error_event_host",
            default="The event does not sit on the edge of a user task or a call activity.",
        )
        yield problem(node, message)
    if is_timer(node):
        yield from judge_timer(node, host)
    elif not node.interrupting:
        message = _(
            "error_message_on_the_side",
            default="A message that arrives ends the step; one that leaves it as it is cannot "
            "be executed.",
        )
        yield problem(node, message)
    for flow in graph.out[node.id] if not node.interrupting else ():
        if graph.nodes[flow.target].kind != END_TAG:
            message = _(
                "error_reminder_flow",
                default="A reminder moves nothing: its flow may lead to an end event only.",
            )
            yield problem(flow, message)
