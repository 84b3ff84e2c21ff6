"""Draws a model as SVG from its BPMN DI: on the server, without any script."""

from collections.abc import Callable
from collections.abc import Iterator
from itertools import pairwise
from lxml import etree
from lxml.builder import E
from muniflow.process.model import Bounds
from muniflow.process.model import Edge
from muniflow.process.model import Element
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.model import Point
from muniflow.process.model import Shape

Words = Callable[[str], str]

SVG = "http://www.w3.org/2000/svg"
PAD = 12
LINE = 14
"""Height of a line of text."""
LETTER = 6.2
"""Width of an average letter of the 12px label font."""
STRIP = 30
"""Width of the strip at a lane's or a pool's edge that holds its name."""

STYLE = """
.mf-bpmn{font:12px system-ui,sans-serif;color:var(--mf-ink,#1b2430)}
.mf-bpmn text{fill:currentColor}
.mf-bpmn .line{fill:none;stroke:var(--mf-soft,#566273);stroke-width:1.4}
.mf-bpmn .shape{fill:var(--mf-card,#fff);stroke:currentColor;stroke-width:1.4}
.mf-bpmn .lane{fill:var(--mf-sunk,#f0f3f6);fill-opacity:.5;stroke:var(--mf-edge,#7d8998)}
.mf-bpmn .tip{fill:var(--mf-soft,#566273)}
.mf-bpmn .end{stroke-width:3}
.mf-bpmn .dashed{stroke-dasharray:5 4}
.mf-bpmn .dotted{stroke-dasharray:1 4;stroke-linecap:round}
.mf-bpmn .label{font-size:11px;paint-order:stroke;stroke:var(--mf-card,#fff);stroke-width:3px}
.mf-bpmn .strong{font-weight:600}
.mf-bpmn .now .shape{fill:var(--mf-accent-soft,#e7f0f9);stroke:var(--mf-accent,#0b5cad);
stroke-width:3}
"""
SIGNS = {
    "exclusiveGateway": "M-7 -8 L7 8 M7 -8 L-7 8",
    "parallelGateway": "M0 -11 V11 M-11 0 H11",
    "inclusiveGateway": "M-9 0 A9 9 0 1 0 9 0 A9 9 0 1 0 -9 0",
    "complexGateway": "M0 -11 V11 M-11 0 H11 M-8 -8 L8 8 M8 -8 L-8 8",
}


def draw(model: Model, *, title: str, words: Words = str, current: str = "") -> str:
    """Return the drawing as SVG text, "" when the file has none.

    ``words`` translates names; ``current`` is the id of the element to bring out.
    """
    if not model.shapes:
        return ""
    return _Drawing(model, words, current).run(title)


class _Drawing:
    """The work on one model."""

    def __init__(self, model: Model, words: Words, current: str) -> None:
        self.model = model
        self.words = words
        self.current = current
        self.elements: dict[str, tuple[str, Element]] = {
            **{element.id: (tag, element) for tag, element in model.others},
            **{lane.id: ("lane", lane) for lane in model.lanes},
            **{node.id: (node.kind, node) for node in model.nodes},
            **{flow.id: ("sequenceFlow", flow) for flow in model.flows},
        }

    def run(self, title: str) -> str:
        """Return the whole picture; pools and lanes lie under the flows, nodes above."""
        left, top, width, height = self._extent()
        svg = E.svg(
            E.title(title, id="mf-bpmn-title"),
            E.style(STYLE),
            E.defs(
                E.marker(
                    E.path({"class": "tip"}, d="M0 0 L10 5 L0 10 Z"),
                    id="mf-bpmn-tip",
                    viewBox="0 0 10 10",
                    refX="9",
                    refY="5",
                    markerWidth="8",
                    markerHeight="8",
                    orient="auto",
                )
            ),
            {"class": "mf-bpmn", "role": "img", "aria-labelledby": "mf-bpmn-title"},
            viewBox=f"{left:g} {top:g} {width:g} {height:g}",
            width=f"{width:g}",
            height=f"{height:g}",
        )
        svg.set("xmlns", SVG)
        ground = [s for s in self.model.shapes if self._tag(s.element) in ("participant", "lane")]
        for shape in ground:
            svg.append(self._band(shape))
        for edge in self.model.edges:
            svg.append(self._edge(edge))
        for shape in self.model.shapes:
            if shape not in ground:
                svg.append(self._shape(shape))
        for edge in self.model.edges:
            svg.extend(self._edge_label(edge))
        return etree.tostring(svg, encoding="unicode")

    def _extent(self) -> tuple[float, float, float, float]:
        """Return the part of the plane that holds everything."""
        boxes = [s.bounds for s in self.model.shapes]
        boxes += [s.label for s in self.model.shapes if s.label]
        boxes += [e.label for e in self.model.edges if e.label]
        points = [point for edge in self.model.edges for point in edge.points]
        points += [(box.x, box.y) for box in boxes]
        points += [(box.x + box.width, box.y + box.height) for box in boxes]
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

    def _band(self, shape: Shape) -> etree._Element:
        """Draw a pool or a lane with its name upright at its edge."""
        box = shape.bounds
        band = E.g(_rect(box, "lane"))
        x, y = box.x + STRIP / 2, box.y + box.height / 2
        lines = wrap(self._name(shape.element), box.height - 8)[:2]
        text = _text(x, y, lines, "strong")
        text.set("transform", f"rotate(-90 {x:g} {y:g})")
        band.append(text)
        return band

    def _shape(self, shape: Shape) -> etree._Element:
        """Draw a node, a note or a piece of data."""
        tag, element = self.elements.get(shape.element, ("", None))
        group = E.g({"class": "now"} if shape.element == self.current else {})
        name = self._name(shape.element)
        if tag.endswith("Event"):
            group.extend(_event(shape.bounds, tag))
        elif tag.endswith("Gateway"):
            group.extend(_gateway(shape.bounds, tag))
        elif tag == "textAnnotation":
            group.extend(_note(shape.bounds, name))
            return group
        elif tag == "group":
            group.append(_rect(shape.bounds, "line dashed", 10))
        elif isinstance(element, Node):
            group.extend(_activity(shape, name))
            return group
        else:
            group.append(_rect(shape.bounds, "shape", 2))
        if name:
            group.append(_label(_label_place(shape), name))
        return group

    def _edge(self, edge: Edge) -> etree._Element:
        """Draw a connection; only flows have a tip."""
        kind = {"sequenceFlow": "", "messageFlow": " dashed"}.get(self._tag(edge.element))
        line = E.polyline(
            {"class": "line" + (" dotted" if kind is None else kind)},
            points=" ".join(f"{x:g},{y:g}" for x, y in edge.points),
        )
        if kind is not None:
            line.set("marker-end", "url(#mf-bpmn-tip)")
        return line

    def _edge_label(self, edge: Edge) -> Iterator[etree._Element]:
        """Write the name of a connection where the file says, else at its middle."""
        name = self._name(edge.element)
        if name:
            x, y = _middle(edge.points)
            yield _label(edge.label or Bounds(x - 50, y - 18, 100, LINE), name)


def wrap(text: str, width: float) -> list[str]:
    """Return the lines of a text that fit a width; a longer word gets a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(f"{lines[-1]} {word}") * LETTER <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _rect(box: Bounds, class_: str, round_: float = 0) -> etree._Element:
    """Return a rectangle."""
    rect = E.rect(
        {"class": class_},
        x=f"{box.x:g}",
        y=f"{box.y:g}",
        width=f"{max(box.width, 1):g}",
        height=f"{max(box.height, 1):g}",
    )
    if round_:
        rect.set("rx", f"{round_:g}")
    return rect


def _text(x: float, y: float, lines: list[str], class_: str = "") -> etree._Element:
    """Return lines of text whose middle is at a point."""
    first = y - (len(lines) - 1) * LINE / 2 + 4
    return E.text(
        {"class": class_, "text-anchor": "middle"},
        *(
            E.tspan(line, x=f"{x:g}", y=f"{first + number * LINE:g}")
            for number, line in enumerate(lines)
        ),
    )


def _label(box: Bounds, name: str) -> etree._Element:
    """Return a label in its box, wider where the file gives it hardly any room."""
    lines = wrap(name, max(box.width, 84))
    height = len(lines) * LINE
    return _text(box.x + box.width / 2, box.y + height / 2, lines, "label")


def _label_place(shape: Shape) -> Bounds:
    """Return where the name of a shape stands: as the file says, else below it."""
    box = shape.bounds
    middle = box.x + box.width / 2
    return shape.label or Bounds(middle - 50, box.y + box.height + 3, 100, LINE)


def _activity(shape: Shape, name: str) -> Iterator[etree._Element]:
    """Yield a task or a sub-process with its name inside."""
    box = shape.bounds
    yield _rect(box, "shape", 9)
    lines = wrap(name, box.width - 8)
    if lines:
        # The name of an open sub-process stands above what it contains.
        roomy = shape.expanded and box.height > 120
        y = box.y + 6 + len(lines) * LINE / 2 if roomy else box.y + box.height / 2
        yield _text(box.x + box.width / 2, y, lines)


def _event(box: Bounds, tag: str) -> Iterator[etree._Element]:
    """Yield an event: thin at the start, double in between, thick at the end."""
    x, y, radius = box.x + box.width / 2, box.y + box.height / 2, box.width / 2
    class_ = "shape end" if tag == "endEvent" else "shape"
    yield E.circle({"class": class_}, cx=f"{x:g}", cy=f"{y:g}", r=f"{max(radius, 1):g}")
    if tag not in ("startEvent", "endEvent"):
        yield E.circle({"class": "shape"}, cx=f"{x:g}", cy=f"{y:g}", r=f"{max(radius - 3, 1):g}")


def _gateway(box: Bounds, tag: str) -> Iterator[etree._Element]:
    """Yield a diamond with the sign of its kind."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    corners = ((x, box.y), (box.x + box.width, y), (x, box.y + box.height), (box.x, y))
    yield E.polygon({"class": "shape"}, points=" ".join(f"{a:g},{b:g}" for a, b in corners))
    if tag in SIGNS:
        yield E.path({"class": "line"}, d=SIGNS[tag], transform=f"translate({x:g} {y:g})")


def _note(box: Bounds, text: str) -> Iterator[etree._Element]:
    """Yield a note: a bracket at the left, then the text."""
    yield E.path(
        {"class": "line"},
        d=f"M{box.x + 10:g} {box.y:g} H{box.x:g} V{box.y + box.height:g} H{box.x + 10:g}",
    )
    yield _text(box.x + box.width / 2, box.y + box.height / 2, wrap(text, box.width - 8), "label")


def _middle(points: tuple[Point, ...]) -> Point:
    """Return the middle of the longest part of a line."""
    parts = list(pairwise(points))
    (ax, ay), (bx, by) = max(
        parts, key=lambda part: abs(part[0][0] - part[1][0]) + abs(part[0][1] - part[1][1])
    )
    return (ax + bx) / 2, (ay + by) / 2
