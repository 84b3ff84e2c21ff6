"""Changes our own marks in a BPMN text and leaves every other character as it is.

The tree tells what is where; the change itself is made in the text, so that prefixes,
comments, line breaks and whatever other modellers keep in a file stay untouched.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from itertools import count
from lxml import etree
from muniflow import _
from muniflow.process.bpmn import parse
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.model import BPMN
from muniflow.process.model import NAMESPACE
from xml.sax.saxutils import escape

import re

PREFIX = "muniflow"
REFERENCE = f"{{{BPMN}}}flowNodeRef"
_ABOVE_REFERENCES = frozenset(
    f"{{{BPMN}}}{tag}"
    for tag in ("documentation", "extensionElements", "partitionElement", "flowNodeRef")
)
"""What BPMN's schema puts before a lane's next reference."""

_MARKUP = re.compile(
    r"""<!--.*?--> | <!\[CDATA\[.*?\]\]> | <\?.*?\?>
    | <(?P<close>/?)(?P<name>[^\s/>!?]+)(?:"[^"]*"|'[^']*'|[^"'>])*>""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_NAME = re.compile(r"[a-z][A-Za-z-]*")
_ESCAPES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

Change = tuple[int, int, str]
"""From where to where in the text, and what stands there afterwards."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: its start tag is text[start:inner], all of it text[start:end]."""

    start: int
    inner: int
    end: int


class _Text:
    """A BPMN text with its tree, and the place of every element in it."""

    def __init__(self, data: bytes) -> None:
        self.root = parse(data)
        self.encoding = self.root.getroottree().docinfo.encoding or "utf-8"
        self.text = data.decode(self.encoding)
        elements = self.root.iter(etree.Element)
        self.places = dict(zip(elements, _places(self.text), strict=True))

    def element(self, id_: str, tag: str = "") -> etree._Element:
        """Return the BPMN element of an id; raises BpmnError when there is none."""
        for element in self.root.iter(f"{{{BPMN}}}{tag or '*'}"):
            if element.get("id") == id_:
                return element
        message = _(
            "error_no_element",
            default="The drawing has no element “${id}”.",
            mapping={"id": id_},
        )
        raise BpmnError([Problem(message, id_)])

    def changed(self, changes: Iterable[Change]) -> bytes:
        """Return the text with changes that do not overlap; raises BpmnError if it broke."""
        text = self.text
        for start, end, new in sorted(changes, reverse=True):
            text = text[:start] + new + text[end:]
        data = text.encode(self.encoding, "xmlcharrefreplace")
        parse(data)
        return data


def set_attributes(data: bytes, element_id: str, values: Mapping[str, str | None]) -> bytes:
    """Return the text with our attributes of one element set, those of value None removed.

    Raises BpmnError for a text that is no BPMN and for an element that it does not have.
    """
    if not all(_NAME.fullmatch(name) for name in values):
        raise ValueError(f"no names of attributes: {sorted(values)}")
    text = _Text(data)
    element = text.element(element_id)
    known = _prefix(element)
    prefix = known or _free_prefix(text.root)
    changes = list(_attribute_changes(text, element, values, prefix))
    if changes and not known:
        at = _tag_end(text.text, text.places[text.root])
        changes.insert(0, (at, at, f' xmlns:{prefix}="{NAMESPACE}"'))
    return text.changed(_joined(changes)) if changes else data


def move_to_lane(data: bytes, node_id: str, lane_id: str) -> bytes:
    """Return the text with a node, and the events on its edge, in another lane.

    The picture is not moved: where things stand in it is for people to draw. Lanes around
    the new one keep what they say of the node. Raises BpmnError when text, node or lane
    are not there.
    """
    text = _Text(data)
    text.element(node_id)
    lane = text.element(lane_id, "lane")
    around = {lane, *lane.iterancestors()}
    edge = text.root.iterfind(f".//{{{BPMN}}}boundaryEvent")
    moved = [node_id, *(e.get("id", "") for e in edge if e.get("attachedToRef") == node_id)]
    references = [ref for ref in text.root.iter(REFERENCE) if _said(ref) in moved]
    there = {_said(ref) for ref in references if ref.getparent() is lane}
    changes = [_without(text, r) for r in references if r.getparent() not in around]
    missing = [id_ for id_ in moved if id_ not in there]
    if missing:
        changes.append(_with(text, lane, missing))
    return text.changed(changes) if changes else data


def _places(text: str) -> Iterator[Place]:
    """Return the places of the elements of a well-formed text in the order of the tree."""
    found: list[Place] = []
    open_: list[int] = []
    for match in _MARKUP.finditer(text):
        if match["name"] is None:
            continue
        start, end = match.span()
        if not match["close"]:
            if text[end - 2] != "/":
                open_.append(len(found))
            found.append(Place(start, end, end))
        else:
            at = open_.pop()
            found[at] = Place(found[at].start, found[at].inner, end)
    return iter(found)


def _prefix(element: etree._Element) -> str:
    """Return the prefix of our namespace where an element stands, "" for none."""
    return next((p for p, uri in element.nsmap.items() if uri == NAMESPACE and p), "")


def _attribute_changes(
    text: _Text, element: etree._Element, values: Mapping[str, str | None], prefix: str
) -> Iterator[Change]:
    """Yield what is to be changed in the start tag of an element."""
    place = text.places[element]
    names = {f"{p}:" for p, uri in element.nsmap.items() if uri == NAMESPACE and p}
    spans: dict[str, tuple[int, int]] = {}
    for match in _ATTRIBUTE.finditer(text.text, place.start, place.inner):
        before, colon, local = match[1].partition(":")
        if before + colon in names:
            spans[local] = match.span()
    for name, value in values.items():
        if value == element.get(f"{{{NAMESPACE}}}{name}"):
            continue
        start, end = spans.get(name, (_tag_end(text.text, place),) * 2)
        if value is None:
            yield start, end, ""
        elif name in spans:
            kept = _ATTRIBUTE.match(text.text, start, end)
            yield kept.start(2), end, f'"{escape(value, _ESCAPES)}"'
        else:
            yield start, end, f' {prefix}:{name}="{escape(value, _ESCAPES)}"'


def _joined(changes: list[Change]) -> list[Change]:
    """Return the changes, those at one place written one behind the other."""
    found: dict[tuple[int, int], str] = {}
    for start, end, new in changes:
        found[start, end] = found.get((start, end), "") + new
    return [(start, end, new) for (start, end), new in found.items()]


def _free_prefix(root: etree._Element) -> str:
    """Return a prefix that nothing in the file uses."""
    taken = {prefix for element in root.iter(etree.Element) for prefix in element.nsmap}
    offered = chain([PREFIX], (f"{PREFIX}{number}" for number in count(2)))
    return next(prefix for prefix in offered if prefix not in taken)


def _tag_end(text: str, place: Place) -> int:
    """Return where in a start tag its last attribute ends."""
    tag = text[place.start : place.inner]
    return place.start + len(tag.removesuffix(">").removesuffix("/").rstrip())


def _said(reference: etree._Element) -> str:
    """Return the id that a reference names, without a prefix."""
    return (reference.text or "").strip().rpartition(":")[2]


def _without(text: _Text, reference: etree._Element) -> Change:
    """Return the change that takes a reference out together with its line."""
    place = text.places[reference]
    return place.start - len(_space_before(text.text, place)), place.end, ""


def _with(text: _Text, lane: etree._Element, ids: list[str]) -> Change:
    """Return the change that puts references into a lane, behind those it has."""
    place = text.places[lane]
    prefix = f"{lane.prefix}:" if lane.prefix else ""
    space = _space_before(text.text, text.places[lane[0]] if len(lane) else place)
    space = space if len(lane) else f"{space}  "
    name = f"{prefix}flowNodeRef"
    new = "".join(f"{space}<{name}>{escape(id_)}</{name}>" for id_ in ids)
    above = [child for child in lane if child.tag in _ABOVE_REFERENCES]
    if above:
        at = text.places[above[-1]].end
    elif place.inner < place.end:
        at = place.inner
    else:
        # The lane is empty and written as one tag: it gets an end tag.
        closed = f">{new}{_space_before(text.text, place)}</{prefix}lane>"
        return _tag_end(text.text, place), place.inner, closed
    return at, at, new


def _space_before(text: str, place: Place) -> str:
    """Return the line break and the indent in front of an element."""
    return text[len(text[: place.start].rstrip()) : place.start]
