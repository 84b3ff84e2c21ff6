"""Messages a case waits for: an answer by mail, or one that somebody takes in by hand."""

from muniflow import _
from muniflow.approval.acting import state_of
from muniflow.approval.acts import write
from muniflow.approval.engine import fire
from muniflow.approval.history import words
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.process.interfaces import MESSAGE
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import holds
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from plone import api

TAKE_IN = "muniflow: Register"
"""Who registers what comes in may also say that an answer has come."""
TAKEN_IN = "taken-in"


def awaited(case: ICase) -> dict[str, Transition]:
    """Return the messages a case would go on with now, by their names."""
    values = values_of(case)
    return {
        t.cause: t
        for t in definition_of(case).leaving(state_of(case).id)
        if t.trigger == MESSAGE and holds(t.condition, values)
    }


def deliver(case: ICase, *, message: str, comment: str = "") -> None:
    """Let a message reach a case that waits for it; raises Invalid when it does not."""
    fire(case, _way(case, message), comment.strip())


def may_take_in(case: ICase) -> bool:
    """Tell whether the present user may say that an answer has come."""
    responsible = api.user.get_current().getId() == case.responsible
    return responsible or bool(api.user.has_permission(TAKE_IN, obj=case))


def take_in(case: ICase, *, message: str, comment: str) -> None:
    """Say by hand that a message has come; for who registers, and who answers for the case.

    Who said so is an act of its own: the move that follows is the process's.
    """
    if not may_take_in(case):
        raise NotAllowed(
            _(
                "error_take_in",
                default="Only who registers what comes in, or who answers for the case, says "
                "that an answer has come.",
            )
        )
    way = _way(case, message)
    write(case, TAKEN_IN, message, comment=comment.strip())
    fire(case, way)


def _way(case: ICase, message: str) -> Transition:
    """Return the way a message leads; raises Invalid for one that is not awaited."""
    waiting = {} if case.voided else awaited(case)
    if message in waiting:
        return waiting[message]
    raise Invalid(
        _(
            "error_message_unawaited",
            default="“${title}” does not wait for “${message}”; it waits for: ${awaited}.",
            mapping={
                "title": case.title,
                "message": words(message),
                "awaited": ", ".join(map(words, waiting)) or "–",
            },
        )
    )
