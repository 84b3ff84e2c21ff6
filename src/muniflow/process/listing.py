"""Says of each element of a drawing whether it is executed, and if not why."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow import _
from muniflow.process.compiler import compile_process
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.model import Element
from muniflow.process.model import Flow
from muniflow.process.model import Model
from muniflow.process.model import Node
from zope.i18nmessageid import Message

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ElementReport:
    """One element of a drawing; ``reason`` says why it is not executed, "" when it is."""

    element: str
    kind: str
    name: str
    line: int
    executable: bool
    reason: Message | str = ""


def executability(model: Model, problems: Sequence[Problem] | None = None) -> list[ElementReport]:
    """Return a report on every element: process, lanes, nodes, flows, then what is only shown.

    An element is executed when nothing is wrong with it: that the process can be published
    takes more, for one problem anywhere forbids it. ``problems`` are those found already.
    """
    found = _problems(model) if problems is None else problems
    reasons: dict[Key, Message | str] = {}
    for problem in found:
        reasons.setdefault((problem.element, problem.line), problem.message)
    elements: list[tuple[str, Element]] = [("process", one) for one in _processes(model)]
    elements += [("lane", lane) for lane in model.lanes]
    elements += [(node.kind, node) for node in model.nodes]
    reports = [_report(kind, one, _reason(one, model, reasons)) for kind, one in elements]
    closed = {report.element for report in reports if not report.executable}
    reports += [
        _report("sequenceFlow", flow, _reason(flow, model, reasons) or _beside(flow, closed))
        for flow in model.flows
    ]
    return [*reports, *_shown(model.others)]


def _problems(model: Model) -> Sequence[Problem]:
    """Return everything that keeps a model from being compiled."""
    try:
        compile_process(model, version=1)
    except BpmnError as error:
        return error.problems
    return ()


def _processes(model: Model) -> tuple[Element, ...]:
    """Return the processes with steps; a file without one is itself what is reported."""
    return (model, *model.processes[1:])


def _report(kind: str, element: Element, reason: Message | str) -> ElementReport:
    """Return the report on an element."""
    return ElementReport(element.id, kind, element.name, element.line, not reason, reason)


def _reason(element: Element, model: Model, reasons: dict[Key, Message | str]) -> Message | str:
    """Return why an element is not executed."""
    if isinstance(element, Node) and element.inside:
        return _(
            "text_inside_sub_process",
            default="It stands inside a sub-process, which is not executed.",
        )
    if isinstance(element, Node) and element.process != _executed(model):
        return _(
            "text_in_second_process",
            default="It does not belong to the first process with steps; only that is executed.",
        )
    return reasons.get((element.id, element.line), "")


def _executed(model: Model) -> str | None:
    """Return the id that the file gives to the process that is executed."""
    return model.processes[0].id if model.processes else None


def _beside(flow: Flow, closed: set[str]) -> Message | str:
    """Return why a flow is not executed that is itself in order."""
    if flow.source in closed or flow.target in closed:
        return _(
            "text_flow_beside",
            default="It joins an element that is not executed.",
        )
    return ""


def _shown(others: Iterable[tuple[str, Element]]) -> Iterator[ElementReport]:
    """Yield the reports on what only describes."""
    for kind, element in others:
        reason = _("text_only_shown", default="It is kept and shown, and not executed.")
        yield _report(kind, element, reason)
