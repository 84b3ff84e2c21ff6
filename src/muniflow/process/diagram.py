"""Reads the drawing (BPMN DI) of a file: where shapes and edges are."""

from collections.abc import Iterator
from lxml import etree
from math import isfinite
from muniflow.process.model import Bounds
from muniflow.process.model import Edge
from muniflow.process.model import Shape

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DD = "http://www.omg.org/spec/DD/20100524/DI"


def read_shapes(root: etree._Element) -> Iterator[Shape]:
    """Yield the drawn shapes in the order of the file."""
    for shape in root.iter(f"{{{DI}}}BPMNShape"):
        bounds = _bounds(shape.find(f"{{{DC}}}Bounds"))
        element = _reference(shape)
        if bounds is not None and element:
            expanded = shape.get("isExpanded", "true") == "true"
            yield Shape(element, bounds, _label(shape), expanded)


def read_edges(root: etree._Element) -> Iterator[Edge]:
    """Yield the drawn connections in the order of the file."""
    for edge in root.iter(f"{{{DI}}}BPMNEdge"):
        points = tuple(
            (x, y)
            for point in edge.findall(f"{{{DD}}}waypoint")
            if (x := _number(point.get("x"))) is not None
            and (y := _number(point.get("y"))) is not None
        )
        element = _reference(edge)
        if len(points) > 1 and element:
            yield Edge(element, points, _label(edge))


def _reference(element: etree._Element) -> str:
    """Return the id of the element that is drawn."""
    return element.get("bpmnElement", "").strip().rpartition(":")[2]


def _label(element: etree._Element) -> Bounds | None:
    """Return the place of the label when the file gives one."""
    return _bounds(element.find(f"{{{DI}}}BPMNLabel/{{{DC}}}Bounds"))


def _bounds(element: etree._Element | None) -> Bounds | None:
    """Return a rectangle; None when a side is missing or is no number."""
    if element is None:
        return None
    values = [_number(element.get(key)) for key in ("x", "y", "width", "height")]
    if any(value is None for value in values):
        return None
    return Bounds(*values)


def _number(text: str | None) -> float | None:
    """Return a finite number or None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if isfinite(value) and abs(value) < 1e6 else None
