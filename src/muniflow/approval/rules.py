"""What a decision needs and how late things are; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from muniflow import _
from muniflow.approval.errors import ChecklistOpen
from muniflow.approval.errors import CommentMissing
from muniflow.approval.errors import CommentTooLong
from muniflow.approval.errors import FieldsMissing
from muniflow.approval.errors import WrongDate
from muniflow.approval.records import Opinion

LONGEST_COMMENT = 5000
"""Characters; every page of the case shows its history."""

NEVER = date.max.toordinal()
"""Sorts what has no deadline after everything that has one."""

PRIMARY = ("approve", "submit", "settle")
SECONDARY = ("return", "opinion")


def check_comment(title: str, required: bool, comment: str) -> None:
    """Raise CommentMissing where words are needed and missing, CommentTooLong for a book."""
    if len(comment) > LONGEST_COMMENT:
        raise CommentTooLong(
            _(
                "error_comment_long",
                default="The comment has ${number} characters, and ${most} are taken; put it "
                "into a document instead.",
                mapping={"number": len(comment), "most": LONGEST_COMMENT},
            )
        )
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


def waiting_for(opinions: Iterable[Opinion], day: date) -> Opinion | None:
    """Return an opinion that is still awaited; after its date nobody waits for it."""
    return next((o for o in opinions if o.open and (o.until is None or day <= o.until)), None)


def check_list(title: str, wanted: Iterable[str], checked: Iterable[str]) -> None:
    """Raise ChecklistOpen that names every point of a step's list that is not ticked."""
    ticked = set(checked)
    missing = [point for point in wanted if point not in ticked]
    if missing:
        raise ChecklistOpen(
            _(
                "error_checklist",
                default="“${decision}” needs every point ticked; open: ${points}.",
                mapping={"decision": title, "points": ", ".join(missing)},
            )
        )


def check_until(until: date | None, today: date) -> None:
    """Raise WrongDate for a date that is over."""
    if until is not None and until < today:
        raise WrongDate(
            _(
                "error_date_over",
                default="${date} is over; choose today or a later day.",
                mapping={"date": until.isoformat()},
            )
        )
