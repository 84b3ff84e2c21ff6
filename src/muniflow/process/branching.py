"""Judges the conditions behind a gateway together: for any values one flow must be open."""

from collections.abc import Iterator
from collections.abc import Mapping
from muniflow import _
from muniflow.process import conditions
from muniflow.process.coverage import cover
from muniflow.process.coverage import Coverage
from muniflow.process.coverage import Values
from muniflow.process.definition import BACKWARD
from muniflow.process.errors import Problem
from muniflow.process.model import Flow
from muniflow.process.model import Node
from muniflow.process.paths import Graph
from muniflow.process.paths import PASSED
from muniflow.process.wording import in_words
from muniflow.process.wording import shown
from zope.i18nmessageid import Message

STEP = "userTask"


def judge_branches(
    gateway: Node, graph: Graph, fields: Mapping[str, str] | None
) -> Iterator[Problem]:
    """Yield a problem for values that leave no flow open, and for each doubly open one.

    Conditions that are wrong one by one are not judged here. With a default flow there is
    no hole; the other flows must exclude each other all the same.
    """
    flows = [flow for flow in graph.out[gateway.id] if flow.id != gateway.default]
    if not flows or not all(_sound(flow.condition, fields) for flow in flows):
        return
    found = cover([flow.condition for flow in flows], fields, _required(gateway, graph))
    if not gateway.default:
        message = _hole(found)
        if message is not None:
            yield Problem(message, gateway.id, gateway.name, gateway.line)
    for overlap in found.overlaps:
        first, second = flows[overlap.first], flows[overlap.second]
        yield _overlap(first, second, overlap.values)


def _sound(condition: str | None, fields: Mapping[str, str] | None) -> bool:
    """Tell whether there is a condition without a mistake of its own."""
    if not condition:
        return False
    if fields is None:
        return not conditions.syntax(condition)
    return not conditions.check(condition, fields)


def _required(gateway: Node, graph: Graph) -> frozenset[str]:
    """Return the fields that every step in front demands before a case comes here.

    Only the steps from which gateways and actions alone lead here count, and no way of a
    decision that may be taken with fields missing.
    """
    found: list[set[str]] = []
    waiting = [gateway]
    seen = {gateway.id}
    while waiting:
        for flow in graph.into[waiting.pop().id]:
            source = graph.nodes[flow.source]
            if flow.attributes.get("decision") in BACKWARD or source.kind not in (*PASSED, STEP):
                found.append(set())
            elif source.kind == STEP:
                found.append(set(source.attributes.get("required", "").split()))
            elif source.id not in seen:
                seen.add(source.id)
                waiting.append(source)
    return frozenset(set.intersection(*found)) if found else frozenset()


def _hole(found: Coverage) -> Message | None:
    """Return the sentence for values for which no flow is open."""
    if found.hole is not None and not found.hole:
        return _(
            "error_hole_always",
            default="No flow applies, whatever the values are. Mark one flow as the default.",
        )
    if found.hole is not None and found.exactly:
        ((name, value),) = found.hole.items()
        return _(
            "error_hole_exactly",
            default="For “${field}” of exactly ${value} no flow applies. Close the gap or mark "
            "one flow as the default.",
            mapping={"field": name, "value": shown(value)},
        )
    if found.hole is not None:
        return _(
            "error_hole",
            default="For ${values} no flow applies. Close the gap or mark one flow as the "
            "default.",
            mapping={"values": in_words(found.hole)},
        )
    if found.empty is not None:
        return _(
            "error_hole_empty",
            default="While ${values} no flow applies. Mark one flow as the default, or let the "
            "step in front require the field.",
            mapping={"values": in_words(found.empty)},
        )
    if not found.complete:
        return _(
            "error_hole_unknown",
            default="The conditions are too many to prove that one of them always applies. "
            "Mark one flow as the default.",
        )
    return None


def _overlap(first: Flow, second: Flow, values: Values) -> Problem:
    """Return the problem of two flows that are open at once."""
    names = {"first": first.name or first.id, "second": second.name or second.id}
    if values:
        message = _(
            "error_overlap",
            default="For ${values} both “${first}” and “${second}” apply. One value must open "
            "one flow.",
            mapping={**names, "values": in_words(values)},
        )
    else:
        message = _(
            "error_overlap_always",
            default="“${first}” and “${second}” apply both, whatever the values are.",
            mapping=names,
        )
    return Problem(message, second.id, second.name, second.line)
