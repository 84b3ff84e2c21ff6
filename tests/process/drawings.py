"""Drawings in few words, for tests of what a compiler makes of them."""

from collections.abc import Mapping

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:muniflow="https://muniflow.org/bpmn/1.0" id="definitions">\n'
)
MESSAGE = '<message id="m1" name="The partner answered" />\n'
FUNCTIONS = ("clerk", "head", "legal", "finance", "signatory")


def drawing(
    *elements: str, lanes: Mapping[str, str] | None = None, process: str = "", before: str = ""
) -> str:
    """Return the text of a process; ``lanes`` are the elements of each function."""
    places = lanes or {"clerk": "a b c d e"}
    drawn = "".join(
        f'<lane id="l-{function}" name="{function}" muniflow:function="{function}">'
        + "".join(f"<flowNodeRef>{id_}</flowNodeRef>" for id_ in members.split())
        + "</lane>\n"
        for function, members in places.items()
    )
    return (
        f'{HEAD}{before}<process id="p" name="Test" muniflow:for="TestCase" {process}>\n'
        f'<laneSet id="lanes">{drawn}</laneSet>\n' + "\n".join(elements) + "\n"
        "</process></definitions>"
    )


def element(tag: str, id_: str, name: str = "", more: str = "", inside: str = "") -> str:
    """Return an element, with our attributes and with what stands in it."""
    return f'<{tag} id="{id_}" name="{name}" {more}>{inside}</{tag}>'


def task(id_: str, name: str, more: str = "", inside: str = "") -> str:
    """Return a user task."""
    return element("userTask", id_, name, more, inside)


def flow(source: str, target: str, name: str = "", more: str = "", when: str = "") -> str:
    """Return a flow called by its ends."""
    condition = f"<conditionExpression>{when}</conditionExpression>" if when else ""
    return (
        f'<sequenceFlow id="{source}-{target}" name="{name}" sourceRef="{source}" '
        f'targetRef="{target}" {more}>{condition}</sequenceFlow>'
    )


def decision(kind: str) -> str:
    """Return the attribute of a decision."""
    return f'muniflow:decision="{kind}"'


def gateway(id_: str, name: str = "", more: str = "") -> str:
    """Return an exclusive gateway."""
    return element("exclusiveGateway", id_, name, more)


def parallel(id_: str, name: str = "", more: str = "") -> str:
    """Return a parallel gateway."""
    return element("parallelGateway", id_, name, more)


def event(tag: str, id_: str, kind: str, name: str = "", more: str = "", inside: str = "") -> str:
    """Return an event that waits for a time ("timer") or for the message m1 ("message")."""
    reference = 'messageRef="m1"' if kind == "message" else ""
    mark = f'<{kind}EventDefinition id="{id_}-mark" {reference}>{inside}</{kind}EventDefinition>'
    return element(tag, id_, name, more, mark)


def edge(id_: str, host: str, kind: str, name: str = "", more: str = "", inside: str = "") -> str:
    """Return an event on the edge of a step."""
    return event("boundaryEvent", id_, kind, name, f'attachedToRef="{host}" {more}', inside)


def duration(text: str, tag: str = "timeDuration") -> str:
    """Return the time of a timer."""
    return f"<{tag}>{text}</{tag}>"


START = element("startEvent", "start")
DONE = element("endEvent", "done", "Done")
REFUSED = element("endEvent", "no", "Refused", 'muniflow:outcome="refused"')
WITHDRAWN = element("endEvent", "off", "Withdrawn", 'muniflow:outcome="withdrawn"')
DRAFT = task("a", "Draft")
BEGIN = (START, DRAFT, DONE, flow("start", "a"))
"""A start, a first step that still leads nowhere, and an end."""
