"""What a picture of a process needs besides the drawing: texts, levels, and how it changed."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from decimal import Decimal
from lxml import etree
from muniflow.organisation.operations import organisation_of
from muniflow.process.bpmn import parse
from muniflow.process.content import PublishedVersion
from muniflow.process.definition import split_workflow_id
from muniflow.process.differences import Difference
from muniflow.process.interfaces import IProcessBound
from muniflow.process.levels import is_off
from muniflow.process.levels import level_of
from muniflow.process.marks import Mark
from muniflow.process.marks import OFF
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.operations import definition_of
from muniflow.process.operations import process_named

Sums = Callable[[Decimal, str], str]


def version_of_case(case: IProcessBound) -> PublishedVersion | None:
    """Return the version a case goes through; None when its process is gone."""
    process_id, number = split_workflow_id(definition_of(case).id)
    process = process_named(process_id, organisation_of(case))
    return None if process is None else (process.versions or {}).get(number)


def plain_text(text: bytes) -> str:
    """Return a BPMN text without its declaration, whatever encoding it was written in."""
    return etree.tostring(parse(text), encoding="unicode")


def names_in(model: Model, words: Callable[[str], str]) -> dict[str, str]:
    """Return the names that are others in the reader's language, by the element's id."""
    pool = (*model.nodes, *model.flows, *model.lanes, *(one for _tag, one in model.others))
    names = {one.id: one.name for one in pool if one.name}
    said = {id_: words(name) for id_, name in names.items()}
    return {id_: name for id_, name in said.items() if name != names[id_]}


def levels(model: Model, *, sums: Sums, starts: str, off: str) -> dict[str, Mark]:
    """Return from which amount each step applies; ``starts`` has ${amount} in it."""
    found = {}
    for node in model.nodes:
        words = _level(node, sums, starts, off)
        if words:
            found[node.id] = Mark(OFF if is_off(node) else "", level=words)
    return found


def _level(node: Node, sums: Sums, starts: str, off: str) -> str:
    """Return what stands at a step that does not always apply, else ""."""
    if is_off(node):
        return off
    level = level_of(node)
    if level is None:
        return ""
    return starts.replace("${amount}", sums(Decimal(level.amount), level.currency))


def compared(found: Iterable[Difference]) -> dict[str, Mark]:
    """Return what differs as marks of the elements."""
    return {one.element: Mark(one.what) for one in found if one.element}


def viewed(model: Model, marks: Mapping[str, Mark]) -> list[dict[str, str]]:
    """Return the marks as the viewer takes them, in the order of the drawing."""
    drawn = [node.id for node in model.nodes] + [flow.id for flow in model.flows]
    order = {id_: number for number, id_ in enumerate(drawn)}
    return [
        {
            "element": id_,
            "status": marks[id_].status,
            "who": marks[id_].who,
            "since": marks[id_].since,
            "level": marks[id_].level,
        }
        for id_ in sorted(marks, key=lambda id_: order.get(id_, len(order)))
    ]
