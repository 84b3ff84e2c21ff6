"""What makes a handover right; plain values in, plain values out."""

from collections.abc import Callable
from datetime import date
from datetime import timedelta
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import FUNCTIONS

LONGEST = timedelta(days=370)


def may_give(function: str, admin: bool) -> bool:
    """Tell whether a post with a function is ended and given in a handover.

    A head disposes of the posts of the unit; a function that holds in the whole organisation
    is an administrator's to give.
    """
    return admin or FUNCTIONS[function].unit_bound


def check_handover(
    *,
    person: str,
    successor: str,
    last_day: date,
    today: date,
    is_member: bool,
    name: Callable[[str], str] = str,
) -> None:
    """Raise Invalid that names what is wrong; ``is_member`` tells of the successor."""
    if not successor or successor == person:
        raise Invalid(
            _(
                "error_handover_self",
                default="Choose somebody else to take over from ${person}.",
                mapping={"person": name(person)},
            )
        )
    if not is_member:
        raise Invalid(
            _(
                "error_handover_no_post",
                default="${person} holds no post here and cannot take anything over; give a "
                "post first.",
                mapping={"person": name(successor)},
            )
        )
    if not today - timedelta(days=1) <= last_day <= today + LONGEST:
        raise Invalid(
            _(
                "error_handover_day",
                default="“${day}” cannot be the last day; choose yesterday or a later day, "
                "within a year.",
                mapping={"day": last_day.isoformat()},
            )
        )
