"""A BPMN file as plain, typed, comparable values; reading judges nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

Point = tuple[float, float]

NAMESPACE = "https://muniflow.org/bpmn/1.0"
"""The XML namespace of our own attributes."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
"""The XML namespace of BPMN 2.0."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The rectangle of a shape in the diagram."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Element:
    """What every element has: id, name, line in the file, and our own attributes."""

    id: str
    name: str = ""
    line: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Node(Element):
    """A flow node; ``kind`` is its BPMN tag, ``lane`` the id of the innermost lane."""

    kind: str = ""
    lane: str = ""
    default: str = ""
    outgoing: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    """What else the element carries: event definitions, loop and multi-instance marks."""
    inside: str = ""
    """The id of the sub-process around it."""
    process: str = ""
    """The id of the process it belongs to; empty in a choreography."""
    attached: str = ""
    """The id of the activity on whose edge the event sits."""
    interrupting: bool = True
    """False for an event on an edge that leaves the activity as it is."""
    message: str = ""
    """The name of the message it waits for."""
    timing: str = ""
    """How a timer's moment is given: timeDuration, timeDate or timeCycle."""
    moment: str = ""
    """The text of that."""
    calls: str = ""
    """The id of the process a call activity runs."""
    loop: tuple[str, ...] = ()
    """What a multi-instance mark says about number, order and ending."""


@dataclass(frozen=True, slots=True)
class Flow(Element):
    """A sequence flow; ``condition`` is the text of its expression."""

    source: str = ""
    target: str = ""
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Lane(Element):
    """A lane with the ids of the nodes in it."""

    members: tuple[str, ...] = ()
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn element: its rectangle, and where its label stands when the file says so."""

    element: str
    bounds: Bounds
    label: Bounds | None = None
    expanded: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn connection."""

    element: str
    points: tuple[Point, ...]
    label: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Model(Element):
    """A whole file: the first process with its nodes, flows and lanes, and the drawing."""

    nodes: tuple[Node, ...] = ()
    flows: tuple[Flow, ...] = ()
    lanes: tuple[Lane, ...] = ()
    processes: tuple[Element, ...] = ()
    others: tuple[tuple[str, Element], ...] = ()
    """Notes, groups, data, pools and messages as (tag, element): kept and shown."""
    duplicates: tuple[Element, ...] = ()
    shapes: tuple[Shape, ...] = ()
    edges: tuple[Edge, ...] = ()

    def node(self, id_: str) -> Node | None:
        """Return the node of that id."""
        return next((node for node in self.nodes if node.id == id_), None)

    def lane_of(self, node: Node) -> Lane | None:
        """Return the lane in which a node stands."""
        return next((lane for lane in self.lanes if lane.id == node.lane), None)
