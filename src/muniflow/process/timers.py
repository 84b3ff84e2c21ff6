"""How long a timer of a drawing waits, in working days."""

from collections.abc import Iterator
from muniflow import _
from muniflow.process.definition import DUE
from muniflow.process.definition import ENTERED
from muniflow.process.definition import ESCALATE
from muniflow.process.definition import MOVE
from muniflow.process.definition import REMIND
from muniflow.process.errors import Problem
from muniflow.process.errors import problem
from muniflow.process.model import Node

import re

TIMER_MARK = "timerEventDefinition"
BOUNDARY = "boundaryEvent"
WORKING_WEEK = 5
MAX_DAYS = 999

_DURATION = re.compile(r"(-?)P(\d{1,3})([DW])", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,3}", re.ASCII)


def is_timer(node: Node) -> bool:
    """Tell whether an event is a timer."""
    return node.markers == (TIMER_MARK,)


def days_of(node: Node) -> int | None:
    """Return the working days of a timer, None when they cannot be understood.

    What our own attribute says goes before the duration; a week has five working days.
    """
    own = node.attributes.get("days")
    if own is not None:
        return int(own) if _NUMBER.fullmatch(own) else None
    match = _DURATION.fullmatch(node.moment) if node.timing == "timeDuration" else None
    if match is None:
        return None
    sign, number, unit = match.groups()
    days = int(number) * (WORKING_WEEK if unit == "W" else 1)
    return -days if sign else days


def act_of(node: Node) -> str:
    """Return what a timer does: what it says, else remind, or move where it interrupts."""
    moves = node.interrupting or node.kind != BOUNDARY
    return node.attributes.get("act", MOVE if moves else REMIND)


def anchor_of(node: Node) -> str:
    """Return from when a timer counts."""
    return node.attributes.get("anchor", ENTERED)


def judge_timer(node: Node, host: Node | None) -> Iterator[Problem]:
    """Yield what is wrong with a timer; ``host`` is the step on whose edge it sits."""
    yield from _judge_days(node)
    if anchor_of(node) == DUE and (host is None or "days" not in host.attributes):
        message = _(
            "error_timer_without_deadline",
            default="The timer counts from the deadline, but its step has none (muniflow:days).",
        )
        yield problem(node, message)
    act = act_of(node)
    if (act == MOVE) != (node.interrupting or node.kind != BOUNDARY):
        message = _(
            "error_timer_act",
            default="A timer that interrupts moves the case on (“move”); one that does not "
            "reminds or escalates.",
        )
        yield problem(node, message)
    if act == ESCALATE and not node.attributes.get("told"):
        message = _(
            "error_escalation_untold",
            default="The escalation does not say who is told (muniflow:told).",
        )
        yield problem(node, message)


def _judge_days(node: Node) -> Iterator[Problem]:
    """Yield what is wrong with the time of a timer."""
    days = days_of(node)
    if days is None:
        message = _(
            "error_timer_duration",
            default="“${value}” is no time in whole days or weeks, as P3D and P2W are.",
            mapping={"value": node.attributes.get("days") or node.moment or node.timing},
        )
        yield problem(node, message)
    elif anchor_of(node) == ENTERED and not 0 < days <= MAX_DAYS:
        message = _(
            "error_timer_days",
            default="A timer that counts from the beginning of the step waits 1 to ${limit} "
            "working days.",
            mapping={"limit": MAX_DAYS},
        )
        yield problem(node, message)
