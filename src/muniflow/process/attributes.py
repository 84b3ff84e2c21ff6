"""Our own attributes in a drawing: which there are where, and what they may say."""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from muniflow import _
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.process import conditions
from muniflow.process.blocks import STEP_TAG
from muniflow.process.definition import ANCHORS
from muniflow.process.definition import BY_FUNCTION
from muniflow.process.definition import BY_RESPONSIBLE
from muniflow.process.definition import DECISIONS
from muniflow.process.definition import DUTIES
from muniflow.process.definition import LATER
from muniflow.process.definition import NOW
from muniflow.process.definition import OUTCOMES
from muniflow.process.definition import REFUSALS
from muniflow.process.definition import TIMER_ACTS
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.exits import CALL_TAG
from muniflow.process.exits import CATCH
from muniflow.process.exits import EACH
from muniflow.process.exits import END_TAG
from muniflow.process.exits import START
from muniflow.process.levels import is_amount
from muniflow.process.levels import level_of
from muniflow.process.model import Element
from muniflow.process.model import Model
from muniflow.process.model import Node
from muniflow.process.paths import ACTIONS
from muniflow.process.paths import GATEWAY
from muniflow.process.paths import PARALLEL
from muniflow.process.paths import SEND
from muniflow.process.paths import SERVICE
from muniflow.process.rules import MEMBER
from muniflow.process.rules import RESPONSIBLE
from muniflow.process.timers import BOUNDARY
from zope.i18nmessageid import Message

ACTORS = "actors"
NOBODY = "nobody"
ANYWHERE = "anywhere"
NOTIFY = "notify"
"""What a send task does unless it says otherwise."""

OF_ACTIONS = ("action", "when")
SIGNED = ("needed", "refusal")
LEVELS = ("from", "on")
ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "process": ("for", "see", "days", "withdraw", "mail"),
    "lane": ("function",),
    STEP_TAG: (
        *("function", "actor", "days", "edit", "file", "see", "required", "checklist"),
        *("duty", "told", *LEVELS, *SIGNED),
    ),
    START: (),
    GATEWAY: (),
    CALL_TAG: (),
    PARALLEL: SIGNED,
    BOUNDARY: ("days", "anchor", "act", "told"),
    CATCH: ("days",),
    SERVICE: OF_ACTIONS,
    SEND: OF_ACTIONS,
    "sequenceFlow": ("decision", "comment", "register", "outcome"),
    END_TAG: ("outcome",),
}
"""Our attributes by element; any other is refused, so that a typing error has no effect.

What an action needs besides is the action's own.
"""

CHOICES: Mapping[str, tuple[str, ...]] = {
    "act": TIMER_ACTS,
    "actor": (BY_FUNCTION, BY_RESPONSIBLE),
    "anchor": ANCHORS,
    "comment": ("required", "optional"),
    "decision": DECISIONS,
    "duty": DUTIES,
    "mail": ("on", "off"),
    "on": ("true", "false"),
    "outcome": OUTCOMES,
    "refusal": REFUSALS,
    "register": ("true", "false"),
    "when": (NOW, LATER),
    "withdraw": ("drawn", ANYWHERE),
}
WHO: Mapping[str, tuple[str, ...]] = {
    "edit": (ACTORS, RESPONSIBLE, NOBODY),
    "file": (ACTORS, RESPONSIBLE, NOBODY),
    "see": (MEMBER,),
    "told": (ACTORS, RESPONSIBLE),
}


def judge_attributes(
    model: Model, fields: Mapping[str, str] | None, actions: Collection[str] | None
) -> Iterator[Problem]:
    """Judge our own attributes: known, and with values we understand."""
    elements: list[tuple[str, Element]] = [("process", model)]
    elements += [("lane", lane) for lane in model.lanes]
    elements += [("sequenceFlow", flow) for flow in model.flows]
    for tag, element in elements:
        for name, value in element.attributes.items():
            yield from _attribute(tag, element, name, value)
    for node in model.nodes:
        for name, value in node.attributes.items() if node.kind in ATTRIBUTES else ():
            if node.kind not in ACTIONS or name in OF_ACTIONS:
                yield from _attribute(node.kind, node, name, value)
        if node.kind in ACTIONS and not node.inside:
            yield from _action(node, actions)
        if node.kind == STEP_TAG:
            yield from _level(node, fields)
            yield from _sign_offs(node)


def _attribute(tag: str, element: Element, name: str, value: str) -> Iterator[Problem]:
    """Judge one attribute."""
    known = ATTRIBUTES.get(tag, ())
    if name not in known:
        yield problem(element, _unknown(name, known))
    elif name in CHOICES and value not in CHOICES[name]:
        yield problem(element, _wrong_value(name, value, CHOICES[name]))
    elif name in WHO:
        allowed = (*FUNCTIONS, *WHO[name])
        for word in value.split():
            if word not in allowed:
                yield problem(element, _wrong_value(name, word, allowed))
    elif name == "function" and value not in FUNCTIONS:
        yield problem(element, _wrong_value(name, value, tuple(FUNCTIONS)))
    elif name == "needed" and not (_is_number(value) and int(value) > 0):
        message = _(
            "error_needed",
            default="“${value}” is no number of sign-offs that suffice.",
            mapping={"value": value},
        )
        yield problem(element, message)
    elif name == "days" and tag in (STEP_TAG, "process") and not _are_days(value):
        message = _(
            "error_days",
            default="“${value}” is no number of working days from 1 to 999.",
            mapping={"value": value},
        )
        yield problem(element, message)


def _is_number(value: str) -> bool:
    """Tell whether a text is a small whole number."""
    return value.isascii() and value.isdigit() and len(value) < 4


def _are_days(value: str) -> bool:
    """Tell whether a text is a number of working days for a deadline."""
    return _is_number(value) and int(value) > 0


def _unknown(name: str, known: tuple[str, ...]) -> Message:
    """Return the sentence for an attribute that is none of those possible."""
    return _(
        "error_unknown_attribute",
        default="“muniflow:${name}” is not known here; known are: ${known}.",
        mapping={"name": name, "known": ", ".join(known) or "–"},
    )


def _wrong_value(name: str, value: str, allowed: tuple[str, ...]) -> Message:
    """Return the sentence for a value that is none of those possible."""
    return _(
        "error_attribute_value",
        default="“${value}” is no value of muniflow:${name}; possible are: ${allowed}.",
        mapping={"name": name, "value": value, "allowed": ", ".join(allowed)},
    )


def _action(node: Node, actions: Collection[str] | None) -> Iterator[Problem]:
    """Judge what a service or send task does."""
    kind = node.attributes.get("action", NOTIFY if node.kind == SEND else "")
    if not kind:
        message = _(
            "error_action_missing",
            default="The task does not say what it does (muniflow:action).",
        )
        yield problem(node, message)
    elif actions is not None and kind not in actions:
        yield problem(node, _wrong_value("action", kind, tuple(sorted(actions))))
    elif isinstance(actions, Mapping):
        yield from _values(node, actions[kind])


def _values(node: Node, known: Mapping[str, bool]) -> Iterator[Problem]:
    """Judge the values an action is given."""
    given = [name for name in node.attributes if name not in OF_ACTIONS]
    for name in given:
        if name not in known:
            yield problem(node, _unknown(name, (*OF_ACTIONS, *known)))
    for name, required in known.items():
        if required and not node.attributes.get(name):
            message = _(
                "error_action_value",
                default="The action needs muniflow:${name}.",
                mapping={"name": name},
            )
            yield problem(node, message)


def _level(node: Node, fields: Mapping[str, str] | None) -> Iterator[Problem]:
    """Judge from which amount a step applies."""
    text = node.attributes.get("from")
    if text is None:
        return
    if not is_amount(text):
        message = _(
            "error_level",
            default="“${value}” is no amount from which a step applies, as 1000000 and "
            "1000000 HUF are.",
            mapping={"value": text},
        )
        yield problem(node, message)
    elif fields is not None and conditions.check(level_of(node).below, fields):
        message = _(
            "error_level_without_amount",
            default="The step applies from an amount, but cases of this process have no "
            "amount (or no currency).",
        )
        yield problem(node, message)


def _sign_offs(node: Node) -> Iterator[Problem]:
    """Yield a problem for counting sign-offs where one person decides."""
    for name in SIGNED:
        if name in node.attributes and EACH not in node.markers:
            message = _(
                "error_one_decides",
                default="One person decides in this step; muniflow:${name} is for steps that "
                "several people sign.",
                mapping={"name": name},
            )
            yield problem(node, message)
