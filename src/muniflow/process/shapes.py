"""The pieces of a drawing: texts, events, gateways, activities, notes and data, as SVG."""

from collections.abc import Iterator
from itertools import pairwise
from lxml import etree
from lxml.builder import E
from muniflow.process.marks import DONE
from muniflow.process.marks import Mark
from muniflow.process.model import Bounds
from muniflow.process.model import Node
from muniflow.process.model import Point
from muniflow.process.model import Shape
from muniflow.process.signs import BADGES
from muniflow.process.signs import CLOSED
from muniflow.process.signs import EVENTS
from muniflow.process.signs import FULL_TASKS
from muniflow.process.signs import GATEWAYS
from muniflow.process.signs import LOOPS
from muniflow.process.signs import ONE_BY_ONE
from muniflow.process.signs import SEVERAL
from muniflow.process.signs import TASKS
from muniflow.process.signs import THROWING

LINE = 14
"""Height of a line of text."""
LETTER = 6.2
"""Width of an average letter of the 12px label font."""
CORNER = 13
"""How far the middle of a task's sign is from its corner."""
NOTICES = ("remind", "escalate")
"""What a timer on an edge does without ending the step: its ring is dashed."""


def wrap(text: str, width: float) -> list[str]:
    """Return the lines of a text that fit a width; a longer word gets a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(f"{lines[-1]} {word}") * LETTER <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def rect(box: Bounds, class_: str, round_: float = 0) -> etree._Element:
    """Return a rectangle."""
    made = E.rect(
        {"class": class_},
        x=f"{box.x:g}",
        y=f"{box.y:g}",
        width=f"{max(box.width, 1):g}",
        height=f"{max(box.height, 1):g}",
    )
    if round_:
        made.set("rx", f"{round_:g}")
    return made


def text(x: float, y: float, lines: list[str], class_: str = "") -> etree._Element:
    """Return lines of text whose middle is at a point."""
    first = y - (len(lines) - 1) * LINE / 2 + 4
    return E.text(
        {"class": class_, "text-anchor": "middle"},
        *(
            E.tspan(line, x=f"{x:g}", y=f"{first + number * LINE:g}")
            for number, line in enumerate(lines)
        ),
    )


def label(box: Bounds, name: str) -> etree._Element:
    """Return a label in its box, wider where the file gives it hardly any room."""
    lines = wrap(name, max(box.width, 84))
    height = len(lines) * LINE
    return text(box.x + box.width / 2, box.y + height / 2, lines, "label")


def label_place(shape: Shape) -> Bounds:
    """Return where the name of a shape stands: as the file says, else below it."""
    box = shape.bounds
    middle = box.x + box.width / 2
    return shape.label or Bounds(middle - 50, box.y + box.height + 3, 100, LINE)


def sign(path: str, x: float, y: float, *, full: bool = False) -> etree._Element:
    """Return a sign around a point, in outline or filled."""
    class_ = "sign full" if full else "sign"
    return E.path({"class": class_}, d=path, transform=f"translate({x:g} {y:g})")


def activity(shape: Shape, node: Node, name: str) -> Iterator[etree._Element]:
    """Yield a task, a call or a sub-process with its signs and its name inside."""
    box = shape.bounds
    middle = box.x + box.width / 2
    yield rect(box, "shape thick" if node.kind == "callActivity" else "shape", 9)
    if node.kind == "transaction":
        inner = Bounds(box.x + 3, box.y + 3, box.width - 6, box.height - 6)
        yield rect(inner, "sign", 7)
    if node.kind in TASKS:
        full = node.kind in FULL_TASKS
        yield sign(TASKS[node.kind], box.x + CORNER, box.y + CORNER, full=full)
    yield from _lower_signs(shape, node)
    lines = wrap(name, box.width - 8)
    if lines:
        # The name of an open sub-process stands above what it contains.
        roomy = shape.expanded and box.height > 120
        y = box.y + 6 + len(lines) * LINE / 2 if roomy else box.y + box.height / 2
        yield text(middle, y, lines)


def _lower_signs(shape: Shape, node: Node) -> Iterator[etree._Element]:
    """Yield what stands side by side at the lower edge of an activity."""
    found = [LOOPS[marker] for marker in node.markers if marker in LOOPS]
    if "isSequential" in node.loop:
        found = [ONE_BY_ONE]
    if not shape.expanded and not node.kind.lower().endswith("task"):
        found.append(CLOSED)
    box = shape.bounds
    first = box.x + box.width / 2 - (len(found) - 1) * 9
    for number, path in enumerate(found):
        yield sign(path, first + number * 18, box.y + box.height - 9)


def event(box: Bounds, node: Node | None, tag: str) -> Iterator[etree._Element]:
    """Yield an event: thin at the start, double in between, thick at the end."""
    x, y, radius = box.x + box.width / 2, box.y + box.height / 2, box.width / 2
    notice = node is not None and (not node.interrupting or node.attributes.get("act") in NOTICES)
    class_ = "shape" + (" thick" if tag == "endEvent" else "") + (" dashed" if notice else "")
    yield E.circle({"class": class_}, cx=f"{x:g}", cy=f"{y:g}", r=f"{max(radius, 1):g}")
    if tag not in ("startEvent", "endEvent"):
        class_ = "sign dashed" if notice else "sign"
        yield E.circle({"class": class_}, cx=f"{x:g}", cy=f"{y:g}", r=f"{max(radius - 3, 1):g}")
    causes = [marker for marker in (node.markers if node else ()) if marker in EVENTS]
    if causes:
        path = EVENTS[causes[0]] if len(causes) == 1 else SEVERAL
        yield sign(path, x, y, full=tag in THROWING)


def gateway(box: Bounds, tag: str) -> Iterator[etree._Element]:
    """Yield a diamond with the sign of its kind."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    corners = ((x, box.y), (box.x + box.width, y), (x, box.y + box.height), (box.x, y))
    yield E.polygon({"class": "shape"}, points=" ".join(f"{a:g},{b:g}" for a, b in corners))
    if tag in GATEWAYS:
        yield E.path({"class": "sign"}, d=GATEWAYS[tag], transform=f"translate({x:g} {y:g})")


def note(box: Bounds, words: str) -> Iterator[etree._Element]:
    """Yield a note: a bracket at the left, then the text."""
    yield E.path(
        {"class": "line"},
        d=f"M{box.x + 10:g} {box.y:g} H{box.x:g} V{box.y + box.height:g} H{box.x + 10:g}",
    )
    lines = wrap(words, box.width - 8)
    yield text(box.x + box.width / 2, box.y + box.height / 2, lines, "label")


def data(box: Bounds, tag: str) -> Iterator[etree._Element]:
    """Yield a sheet of paper with a folded corner, or a store as a drum."""
    x, y, right, low = box.x, box.y, box.x + box.width, box.y + box.height
    if tag == "dataStoreReference":
        rise = min(12.0, box.height / 4)
        arc = f"A{box.width / 2:g} {rise / 2:g} 0 0"
        yield E.path(
            {"class": "shape"},
            d=f"M{x:g} {y + rise / 2:g} {arc} 1 {right:g} {y + rise / 2:g} V{low - rise / 2:g} "
            f"{arc} 1 {x:g} {low - rise / 2:g} Z M{x:g} {y + rise / 2:g} "
            f"{arc} 0 {right:g} {y + rise / 2:g}",
        )
        return
    fold = min(12.0, box.width / 3)
    yield E.path(
        {"class": "shape"},
        d=f"M{x:g} {y:g} H{right - fold:g} L{right:g} {y + fold:g} V{low:g} H{x:g} Z "
        f"M{right - fold:g} {y:g} V{y + fold:g} H{right:g}",
    )


def marked(shape: Shape, mark: Mark, tag: str, *, over: bool = False) -> Iterator[etree._Element]:
    """Yield what a mark adds: its badge at the corner, the level above and the people below.

    With ``over`` the people stand above, too: events sit on the lower edge.
    """
    box = shape.bounds
    x, low = box.x + box.width / 2, box.y + box.height
    round_ = tag.endswith(("Event", "Gateway"))
    # How far a case is, only steps and ends say; a comparison says it at everything.
    quiet = mark.status == DONE and round_ and tag != "endEvent"
    if mark.status in BADGES and not quiet:
        inset = box.width * 0.15 if round_ else 0
        at = f"translate({box.x + box.width - inset:g} {box.y + inset:g})"
        dot = E.circle({"class": "dot"}, r="9")
        yield E.g({"class": "badge", "transform": at}, dot, E.path(d=BADGES[mark.status]))
    if mark.level:
        width = len(mark.level) * LETTER + 12
        yield rect(Bounds(x - width / 2, box.y - 8, width, 16), "pill", 8)
        yield text(x, box.y, [mark.level], "level")
    lines = [line for said in mark.lines for line in wrap(said, max(box.width + 20, 130))]
    if lines and not round_:
        height = len(lines) * LINE
        y = box.y - (12 if mark.level else 4) - height / 2 if over else low + 3 + height / 2
        yield text(x, y, lines, "label who")


def middle(points: tuple[Point, ...]) -> Point:
    """Return the middle of the longest part of a line."""
    parts = list(pairwise(points))
    (ax, ay), (bx, by) = max(
        parts, key=lambda part: abs(part[0][0] - part[1][0]) + abs(part[0][1] - part[1][1])
    )
    return (ax + bx) / 2, (ay + by) / 2
