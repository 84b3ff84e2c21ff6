"""What differs between two drawings of a process; how they are laid out is no difference."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from muniflow.process.model import Element
from muniflow.process.model import Flow
from muniflow.process.model import Model
from muniflow.process.model import Node

ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"
REFERENCES = ("lane", "default", "attached", "source", "target")


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that is said otherwise; "" where it was or is not said."""

    aspect: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """An element that is new, gone or changed; a nameless flow is called by its ends."""

    element: str
    name: str
    what: str
    details: tuple[Detail, ...] = ()


def differences(old: Model, new: Model) -> list[Difference]:
    """Return what differs, in the order of the new drawing, then what is gone."""
    before, after = _sayings(old), _sayings(new)
    found: list[Difference] = []
    for id_, said in after.items():
        if id_ not in before:
            found.append(Difference(id_, _name(new, id_), ADDED))
        elif before[id_] != said:
            details = tuple(_details(old, before[id_], new, said))
            # A lane that has only another id has the same name: nobody sees a difference.
            found += [Difference(id_, _name(new, id_), CHANGED, details)] if details else []
    gone = [id_ for id_ in before if id_ not in after]
    return found + [Difference(id_, _name(old, id_), REMOVED) for id_ in gone]


def _sayings(model: Model) -> dict[str, dict[str, str]]:
    """Return what each element says, by its id; the process itself has the id ""."""
    return {
        "": _plain(model),
        **{lane.id: _plain(lane) for lane in model.lanes if lane.id},
        **{node.id: _node(node) for node in model.nodes if node.id},
        **{flow.id: _flow(flow) for flow in model.flows if flow.id},
        **{one.id: {"kind": tag, **_plain(one)} for tag, one in model.others if one.id},
    }


def _plain(element: Element) -> dict[str, str]:
    """Return the name and our own attributes."""
    return {**element.attributes, "name": element.name}


def _node(node: Node) -> dict[str, str]:
    """Return what a node says."""
    return {
        **_plain(node),
        "kind": node.kind,
        "marks": ", ".join(sorted(node.markers)),
        "lane": node.lane,
        "default": node.default,
        "attached": node.attached,
    }


def _flow(flow: Flow) -> dict[str, str]:
    """Return what a flow says."""
    said = {"condition": flow.condition or "", "source": flow.source, "target": flow.target}
    return {**_plain(flow), **said}


def _details(
    old: Model, before: Mapping[str, str], new: Model, after: Mapping[str, str]
) -> Iterator[Detail]:
    """Yield what is said otherwise, other elements by their names."""
    for aspect in dict.fromkeys((*before, *after)):
        was, is_ = before.get(aspect, ""), after.get(aspect, "")
        if was != is_ and aspect in REFERENCES:
            was, is_ = was and _name(old, was), is_ and _name(new, is_)
        if was != is_:
            yield Detail(aspect, was, is_)


def _name(model: Model, id_: str) -> str:
    """Return what people call an element."""
    if not id_:
        return model.name
    named = (*model.nodes, *model.flows, *model.lanes, *(one for _tag, one in model.others))
    element = next((one for one in named if one.id == id_), None)
    if isinstance(element, Flow) and not element.name:
        return f"{_end(model, element.source)} → {_end(model, element.target)}"
    return id_ if element is None else element.name or id_


def _end(model: Model, id_: str) -> str:
    """Return what people call the end of a flow."""
    node = model.node(id_)
    return id_ if node is None else node.name or node.id
