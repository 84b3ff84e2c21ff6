"""Messages a case waits for: an answer by mail, or one that somebody takes in by hand."""

from muniflow import _
from muniflow.approval.acting import state_of
from muniflow.approval.engine import fire
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
    waiting = awaited(case)
    if message not in waiting or case.voided:
        raise Invalid(
            _(
                "error_message_unawaited",
                default="“${title}” does not wait for “${message}”; it waits for: ${awaited}.",
                mapping={
                    "title": case.title,
                    "message": message,
                    "awaited": ", ".join(waiting) or "–",
                },
            )
        )
    fire(case, waiting[message], comment.strip())


def take_in(case: ICase, *, message: str, comment: str) -> None:
    """Say by hand that a message has come; for who registers, and who answers for the case."""
    responsible = api.user.get_current().getId() == case.responsible
    if not responsible and not api.user.has_permission(TAKE_IN, obj=case):
        raise NotAllowed(
            _(
                "error_take_in",
                default="Only who registers what comes in, or who answers for the case, says "
                "that an answer has come.",
            )
        )
    deliver(case, message=message, comment=comment)
