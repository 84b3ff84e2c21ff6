"""What a decision needs and how late things are; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from muniflow import _
from muniflow.approval.errors import CommentMissing
from muniflow.approval.errors import FieldsMissing
from muniflow.approval.interfaces import Act

NEVER = date.max.toordinal()
"""Sorts what has no deadline after everything that has one."""

PRIMARY = ("approve", "submit", "settle")
SECONDARY = ("return", "opinion")


def check_comment(title: str, required: bool, comment: str) -> None:
    """Raise CommentMissing when a decision that needs words has none."""
    if required and not comment.strip():
        raise CommentMissing(
            _(
                "error_comment_missing",
                default="“${decision}” needs a comment: say why, the others will read it.",
                mapping={"decision": title},
            )
        )


def check_fields(
    required: Iterable[str], values: Mapping[str, object], titles: Mapping[str, str]
) -> None:
    """Raise FieldsMissing that names every required field without a value."""
    empty = [titles.get(name, name) for name in required if values.get(name) in (None, "", (), [])]
    if empty:
        raise FieldsMissing(
            _(
                "error_fields_missing",
                default="Fill in first: ${fields}.",
                mapping={"fields": ", ".join(empty)},
            )
        )


def due_order(due: date | None) -> int:
    """Return a number by which deadlines sort, those without one last."""
    return NEVER if due is None else due.toordinal()


def due_date(order: int | None) -> date | None:
    """Return the deadline behind its order."""
    return None if order in (None, NEVER) else date.fromordinal(order)


def rank(kind: str) -> str:
    """Return how a decision's button looks: "primary", "secondary" or "danger"."""
    if kind in PRIMARY:
        return "primary"
    return "secondary" if kind in SECONDARY else "danger"


def trodden(acts: Iterable[Act]) -> list[Act]:
    """Return the last leaving of each step that still counts, oldest first.

    A return to an earlier step undoes what came after it: those steps come again.
    """
    path: list[Act] = []
    for act in acts:
        for position, before in enumerate(path):
            if before.step == act.step:
                path = path[:position]
                break
        path.append(act)
        if act.kind == "return":
            path = []
    return path
