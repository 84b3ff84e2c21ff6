"""Draws a model as SVG from its BPMN DI: on the server, without any script."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from lxml import etree
from lxml.builder import E
from muniflow.process.marks import Mark
from muniflow.process.marks import OFF
from muniflow.process.model import Bounds
from muniflow.process.model import Edge
from muniflow.process.model import Element
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.model import Shape
from muniflow.process.shapes import activity
from muniflow.process.shapes import data
from muniflow.process.shapes import event
from muniflow.process.shapes import gateway
from muniflow.process.shapes import label
from muniflow.process.shapes import label_place
from muniflow.process.shapes import LINE
from muniflow.process.shapes import marked
from muniflow.process.shapes import middle
from muniflow.process.shapes import note
from muniflow.process.shapes import rect
from muniflow.process.shapes import text
from muniflow.process.shapes import wrap
from muniflow.process.signs import STYLE

Words = Callable[[str], str]

SVG = "http://www.w3.org/2000/svg"
PAD = 12
STRIP = 30
"""Width of the strip at a lane's or a pool's edge that holds its name."""
BESIDE = 34
"""Room above or below everything for the people at the outermost step."""
DATA = ("dataObject", "dataObjectReference", "dataStoreReference")


def draw(
    model: Model,
    *,
    title: str,
    words: Words = str,
    marks: Mapping[str, Mark] | None = None,
    key: str = "mf-bpmn",
    described_by: str = "",
) -> str:
    """Return the drawing as SVG text, "" when the file has none.

    ``words`` translates names, ``marks`` are shown at the elements of those ids. ``key``
    tells several drawings on one page apart, ``described_by`` is the id of a text that says
    the same.
    """
    if not model.shapes:
        return ""
    svg = _Drawing(model, words, marks or {}, key).run(title)
    if described_by:
        svg.set("aria-describedby", described_by)
    return etree.tostring(svg, encoding="unicode")


class _Drawing:
    """The work on one model."""

    def __init__(self, model: Model, words: Words, marks: Mapping[str, Mark], key: str) -> None:
        self.model = model
        self.words = words
        self.marks = marks
        self.key = key
        self.elements: dict[str, tuple[str, Element]] = {
            **{element.id: (tag, element) for tag, element in model.others},
            **{lane.id: ("lane", lane) for lane in model.lanes},
            **{node.id: (node.kind, node) for node in model.nodes},
            **{flow.id: ("sequenceFlow", flow) for flow in model.flows},
        }
        self.hosts = {node.attached for node in model.nodes if node.attached}
        self.defaults = {node.default for node in model.nodes if node.default}

    def run(self, title: str) -> etree._Element:
        """Return the whole picture: bands below, then flows, nodes, and what is on edges."""
        left, top, width, height = self._extent()
        svg = E.svg(
            E.title(title, id=f"{self.key}-title"),
            E.style(STYLE),
            E.defs(*(self._tip(status) for status in self._statuses())),
            {"class": "mf-bpmn", "role": "img", "aria-labelledby": f"{self.key}-title"},
            viewBox=f"{left:g} {top:g} {width:g} {height:g}",
            width=f"{width:g}",
            height=f"{height:g}",
        )
        svg.set("xmlns", SVG)
        layers = sorted(self.model.shapes, key=self._layer)
        ground = [shape for shape in layers if self._layer(shape) == 0]
        svg.extend(self._band(shape) for shape in ground)
        # What is not on the way lies below what is, where lines run together.
        edges = sorted(self.model.edges, key=lambda edge: self._status(edge.element) != OFF)
        svg.extend(self._edge(edge) for edge in edges)
        svg.extend(self._shape(shape) for shape in layers[len(ground) :])
        for edge in self.model.edges:
            svg.extend(self._edge_label(edge))
        return svg

    def _status(self, id_: str) -> str:
        """Return the status of an element, "" without a mark."""
        mark = self.marks.get(id_)
        return "" if mark is None else mark.status

    def _statuses(self) -> list[str]:
        """Return the statuses of the connections."""
        return sorted({self._status(edge.element) for edge in self.model.edges})

    def _tip(self, status: str) -> etree._Element:
        """Return the head of an arrow; it looks like its line."""
        return E.marker(
            E.path({"class": f"tip is-{status}" if status else "tip"}, d="M0 0 L10 5 L0 10 Z"),
            id=f"{self.key}-tip-{status}",
            viewBox="0 0 10 10",
            refX="9",
            refY="5",
            markerUnits="userSpaceOnUse",
            markerWidth="11",
            markerHeight="11",
            orient="auto",
        )

    def _layer(self, shape: Shape) -> int:
        """Return how far above the ground a shape lies."""
        tag, element = self.elements.get(shape.element, ("", None))
        if tag in ("participant", "lane"):
            return 0
        if not isinstance(element, Node):
            return 2
        if element.attached:
            return 3
        return 2 if element.inside or not tag.lower().endswith("process") else 1

    def _extent(self) -> tuple[float, float, float, float]:
        """Return the part of the plane that holds everything."""
        boxes = [s.bounds for s in self.model.shapes]
        boxes += [s.label for s in self.model.shapes if s.label]
        boxes += [e.label for e in self.model.edges if e.label]
        points = [point for edge in self.model.edges for point in edge.points]
        points += [(box.x, box.y) for box in boxes]
        points += [(box.x + box.width, box.y + box.height) for box in boxes]
        for shape in self.model.shapes:
            if self.marks.get(shape.element, Mark()).lines:
                x, y, low = shape.bounds.x, shape.bounds.y, shape.bounds.y + shape.bounds.height
                points.append((x, y - BESIDE if shape.element in self.hosts else low + BESIDE))
        left, top = min(x for x, _y in points) - PAD, min(y for _x, y in points) - PAD
        right, bottom = max(x for x, _y in points) + PAD, max(y for _x, y in points) + PAD
        return left, top, right - left, bottom - top

    def _tag(self, id_: str) -> str:
        """Return the tag of an element, "" for one that is not in the file."""
        return self.elements.get(id_, ("", None))[0]

    def _name(self, id_: str) -> str:
        """Return what stands at an element, in the reader's language."""
        element = self.elements.get(id_, ("", None))[1]
        return self.words(element.name) if element is not None and element.name else ""

    def _look(self, id_: str, class_: str = "") -> dict[str, str]:
        """Return the classes of an element with its mark."""
        status = self._status(id_)
        look = f"{class_} is-{status}".strip() if status else class_
        return {"class": look} if look else {}

    def _band(self, shape: Shape) -> etree._Element:
        """Draw a pool or a lane with its name upright at its edge."""
        box = shape.bounds
        band = E.g(self._look(shape.element), rect(box, "lane"))
        x, y = box.x + STRIP / 2, box.y + box.height / 2
        lines = wrap(self._name(shape.element), box.height - 8)[:2]
        name = text(x, y, lines, "strong")
        name.set("transform", f"rotate(-90 {x:g} {y:g})")
        band.append(name)
        return band

    def _shape(self, shape: Shape) -> etree._Element:
        """Draw a node, a note or a piece of data, with its mark."""
        tag, element = self.elements.get(shape.element, ("", None))
        group = E.g(self._look(shape.element))
        name = self._name(shape.element)
        group.extend(self._body(shape, tag, element, name))
        task = isinstance(element, Node) and not tag.endswith(("Event", "Gateway"))
        if name and not task and tag != "textAnnotation":
            group.append(label(label_place(shape), name))
        if shape.element in self.marks:
            over = shape.element in self.hosts
            group.extend(marked(shape, self.marks[shape.element], tag, over=over))
        return group

    def _body(
        self, shape: Shape, tag: str, element: Element | None, name: str
    ) -> Iterator[etree._Element]:
        """Yield the outline of a shape with what is inside."""
        node = element if isinstance(element, Node) else None
        if tag.endswith("Event"):
            yield from event(shape.bounds, node, tag)
        elif tag.endswith("Gateway"):
            yield from gateway(shape.bounds, tag)
        elif tag == "textAnnotation":
            yield from note(shape.bounds, name)
        elif tag in DATA:
            yield from data(shape.bounds, tag)
        elif tag == "group":
            yield rect(shape.bounds, "line dashed", 10)
        elif node is not None:
            yield from activity(shape, node, name)
        else:
            yield rect(shape.bounds, "shape", 2)

    def _edge(self, edge: Edge) -> etree._Element:
        """Draw a connection; only flows have a tip, one taken by default a stroke."""
        kind = {"sequenceFlow": "line", "messageFlow": "line dashed"}.get(self._tag(edge.element))
        line = E.polyline(
            self._look(edge.element, kind or "line dotted"),
            points=" ".join(f"{x:g},{y:g}" for x, y in edge.points),
        )
        if kind is not None:
            line.set("marker-end", f"url(#{self.key}-tip-{self._status(edge.element)})")
        if edge.element not in self.defaults:
            return line
        return E.g(line, self._stroke(edge))

    def _stroke(self, edge: Edge) -> etree._Element:
        """Return the short stroke across the beginning of a flow taken by default."""
        (x, y), (to_x, to_y) = edge.points[:2]
        length = max(abs(to_x - x) + abs(to_y - y), 1)
        x, y = x + (to_x - x) / length * 9, y + (to_y - y) / length * 9
        path = {**self._look(edge.element, "line"), "d": "M-3 5 L3 -5"}
        return E.path(path, transform=f"translate({x:g} {y:g})")

    def _edge_label(self, edge: Edge) -> Iterator[etree._Element]:
        """Write the name of a connection where the file says, else at its middle."""
        name = self._name(edge.element)
        if name:
            x, y = middle(edge.points)
            made = label(edge.label or Bounds(x - 50, y - 18, 100, LINE), name)
            made.set("class", "label is-off" if self._status(edge.element) == OFF else "label")
            yield made
