"""Which state a document may come into from which; plain values in, plain values out."""

from muniflow import _
from muniflow.document.errors import WrongState
from muniflow.document.interfaces import APPROVED
from muniflow.document.interfaces import CONCEPT
from muniflow.document.interfaces import DISPATCHED
from muniflow.document.interfaces import FINAL
from muniflow.document.interfaces import STATES

FIXED = (APPROVED, DISPATCHED)
"""States in which no component changes."""

WAYS = {
    FINAL: (CONCEPT, APPROVED),
    APPROVED: (CONCEPT, FINAL),
    DISPATCHED: (CONCEPT, FINAL, APPROVED),
    CONCEPT: (FINAL,),
}
"""From where each state is reached."""


def check_way(title: str, before: str, status: str) -> None:
    """Raise WrongState when a document cannot come into a state from the present one."""
    if before in WAYS[status]:
        return
    raise WrongState(
        _(
            "error_wrong_document_state",
            default="“${title}” is ${before}; from there it cannot become ${status}.",
            mapping={"title": title, "before": STATES[before], "status": STATES[status]},
        )
    )
