"""Reads BPMN 2.0 files of any modeller into a Model; trusts nothing in them."""

from collections.abc import Iterator
from lxml import etree
from muniflow import _
from muniflow.process.diagram import read_edges
from muniflow.process.diagram import read_shapes
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.model import BPMN
from muniflow.process.model import Element
from muniflow.process.model import Flow
from muniflow.process.model import Lane
from muniflow.process.model import Model
from muniflow.process.model import NAMESPACE
from muniflow.process.model import Node

MAX_BYTES = 2 * 1024 * 1024
"""No process a person can draw comes near it; the largest reference model has 240 KB."""

NODES = frozenset(
    {
        *("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask"),
        *("scriptTask", "businessRuleTask", "callActivity"),
        *("subProcess", "transaction", "adHocSubProcess"),
        *("exclusiveGateway", "parallelGateway", "inclusiveGateway"),
        *("eventBasedGateway", "complexGateway"),
        *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
        "boundaryEvent",
    }
)
DESCRIPTIONS = frozenset(
    {
        *("textAnnotation", "association", "group", "participant", "messageFlow"),
        *("dataObject", "dataObjectReference", "dataStoreReference"),
        *("choreographyTask", "subChoreography", "subConversation", "conversation"),
    }
)
MULTI_INSTANCE = "multiInstanceLoopCharacteristics"
MARKERS = frozenset({MULTI_INSTANCE, "standardLoopCharacteristics"})
TIMINGS = ("timeDuration", "timeDate", "timeCycle")


def read_model(data: bytes | str) -> Model:
    """Return the model of a BPMN text; raises BpmnError when it is none."""
    root = parse(data.encode() if isinstance(data, str) else data)
    owners = list(root.iter(f"{{{BPMN}}}process"))
    nodes = [e for e in root.iter() if _tag(e) in NODES]
    # A pool drawn beside ours is often an empty process: ours is the first with steps.
    main = next((p for p in owners if any(_tag(e) in NODES for e in p)), None)
    main = owners[0] if main is None and owners else main
    lanes = tuple(_lanes(root))
    place = {member: lane.id for lane in lanes for member in lane.members}
    messages = {e.get("id", ""): e.get("name", "") for e in root.iter(f"{{{BPMN}}}message")}
    named = _element(root) if main is None else _element(main)
    return Model(
        named.id,
        named.name or root.get("name", "").strip(),
        named.line,
        named.attributes,
        nodes=tuple(_node(e, place, messages) for e in nodes),
        flows=tuple(_flow(e) for e in root.iter(f"{{{BPMN}}}sequenceFlow")),
        lanes=lanes,
        processes=tuple(_element(p) for p in owners if any(_tag(e) in NODES for e in p)),
        others=tuple((_tag(e), _described(e)) for e in root.iter() if _tag(e) in DESCRIPTIONS),
        duplicates=tuple(_duplicates(root)),
        shapes=tuple(read_shapes(root)),
        edges=tuple(read_edges(root)),
    )


def parse(data: bytes) -> etree._Element:
    """Return the root of a BPMN document; entities, DTDs and the network stay out."""
    if len(data) > MAX_BYTES:
        raise _unreadable(
            _(
                "error_bpmn_too_large",
                default="The file has ${size} bytes; at most ${limit} are read.",
                mapping={"size": len(data), "limit": MAX_BYTES},
            )
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise _unreadable(
            _(
                "error_bpmn_not_xml",
                default="The file is not well-formed XML: ${reason}",
                mapping={"reason": getattr(error, "msg", None) or str(error)},
            ),
            line,
        ) from error
    _refuse_others(root)
    return root


def _refuse_others(root: etree._Element) -> None:
    """Raise BpmnError for a document type declaration and for XML that is no BPMN."""
    if root.getroottree().docinfo.internalDTD is not None:
        # Entities live there, and no modeller writes one.
        raise _unreadable(
            _(
                "error_bpmn_doctype",
                default="The file has a document type declaration (DOCTYPE); remove it.",
            )
        )
    if root.tag != f"{{{BPMN}}}definitions":
        raise _unreadable(
            _(
                "error_bpmn_no_definitions",
                default="This is no BPMN 2.0 file: the outermost element is “${tag}”.",
                mapping={"tag": root.tag},
            ),
            root.sourceline or 0,
        )


def _unreadable(message: str, line: int = 0) -> BpmnError:
    """Return the error for a file that cannot be read at all."""
    return BpmnError([Problem(message, line=line)])


def _tag(element: etree._Element) -> str:
    """Return the tag of a BPMN element, "" for everything else."""
    tag = element.tag
    if not isinstance(tag, str) or not tag.startswith(f"{{{BPMN}}}"):
        return ""
    return tag[len(BPMN) + 2 :]


def _reference(value: str | None) -> str:
    """Return the local part of a reference, which may be a qualified name."""
    return (value or "").strip().rpartition(":")[2]


def _element(element: etree._Element) -> Element:
    """Return id, name, line and our own attributes."""
    own = f"{{{NAMESPACE}}}"
    return Element(
        element.get("id", ""),
        " ".join(element.get("name", "").split()),
        element.sourceline or 0,
        {k[len(own) :]: v.strip() for k, v in element.attrib.items() if k.startswith(own)},
    )


def _described(element: etree._Element) -> Element:
    """Return an element that is only shown; a note's name is its text."""
    plain = _element(element)
    text = element.find(f"{{{BPMN}}}text")
    if text is None or not text.text:
        return plain
    return Element(plain.id, " ".join(text.text.split()), plain.line, plain.attributes)


def _node(element: etree._Element, place: dict[str, str], messages: dict[str, str]) -> Node:
    """Return a flow node."""
    plain = _element(element)
    parent = element.getparent()
    inside = parent.get("id", "") if parent is not None and _tag(parent) in NODES else ""
    timing, moment = _timing(element)
    return Node(
        plain.id,
        plain.name,
        plain.line,
        plain.attributes,
        kind=_tag(element),
        lane=place.get(plain.id, ""),
        default=_reference(element.get("default")),
        outgoing=tuple(_reference(e.text) for e in element.findall(f"{{{BPMN}}}outgoing")),
        markers=tuple(
            _tag(e)
            for e in element
            if _tag(e) in MARKERS or _tag(e).lower().endswith("eventdefinition")
        ),
        inside=inside,
        process=next((p.get("id", "") for p in element.iterancestors(f"{{{BPMN}}}process")), ""),
        attached=_reference(element.get("attachedToRef")),
        interrupting=_true(element.get("cancelActivity", "true")),
        message=_message(element, messages),
        timing=timing,
        moment=moment,
        calls=_reference(element.get("calledElement")),
        loop=tuple(_loop(element)),
    )


def _true(text: str) -> bool:
    """Return the value of an XML boolean."""
    return text.strip() in ("true", "1")


def _message(element: etree._Element, messages: dict[str, str]) -> str:
    """Return the name of the message an event waits for, else the event's own name."""
    definition = element.find(f"{{{BPMN}}}messageEventDefinition")
    if definition is None:
        return ""
    name = messages.get(_reference(definition.get("messageRef")), "")
    return " ".join((name or element.get("name", "")).split())


def _timing(element: etree._Element) -> tuple[str, str]:
    """Return how the moment of a timer is given, and its text."""
    definition = element.find(f"{{{BPMN}}}timerEventDefinition")
    for tag in TIMINGS if definition is not None else ():
        found = definition.find(f"{{{BPMN}}}{tag}")
        if found is not None:
            return tag, "".join(found.itertext()).strip()
    return "", ""


def _loop(element: etree._Element) -> Iterator[str]:
    """Yield what a multi-instance mark says that we do not do."""
    mark = element.find(f"{{{BPMN}}}{MULTI_INSTANCE}")
    if mark is None:
        return
    if _true(mark.get("isSequential", "false")):
        yield "isSequential"
    for tag in ("loopCardinality", "completionCondition"):
        if mark.find(f"{{{BPMN}}}{tag}") is not None:
            yield tag


def _flow(element: etree._Element) -> Flow:
    """Return a sequence flow."""
    plain = _element(element)
    expression = element.find(f"{{{BPMN}}}conditionExpression")
    condition = None if expression is None else "".join(expression.itertext()).strip() or None
    return Flow(
        plain.id,
        plain.name,
        plain.line,
        plain.attributes,
        source=_reference(element.get("sourceRef")),
        target=_reference(element.get("targetRef")),
        condition=condition,
    )


def _lanes(root: etree._Element) -> Iterator[Lane]:
    """Yield lanes, outer ones first, so that the innermost wins."""
    for element in root.iter(f"{{{BPMN}}}lane"):
        plain = _element(element)
        outer = element.getparent().getparent()
        yield Lane(
            plain.id,
            plain.name,
            plain.line,
            plain.attributes,
            members=tuple(_reference(e.text) for e in element.findall(f"{{{BPMN}}}flowNodeRef")),
            inside=outer.get("id", "") if _tag(outer) == "lane" else "",
        )


def _duplicates(root: etree._Element) -> Iterator[Element]:
    """Yield elements of the process whose id another one has already."""
    seen: set[str] = set()
    for element in root.iter():
        id_ = element.get("id") if _tag(element) else None
        if id_ is None:
            continue
        if id_ in seen:
            yield _element(element)
        seen.add(id_)
