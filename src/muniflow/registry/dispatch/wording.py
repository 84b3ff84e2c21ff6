"""How a dispatch is said in a sentence."""

from collections.abc import Callable
from datetime import date
from muniflow import _
from muniflow.registry.dispatch.interfaces import CANCELLED
from muniflow.registry.dispatch.interfaces import DELIVERED
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import HANDED
from muniflow.registry.dispatch.interfaces import LOST
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import PREPARED
from muniflow.registry.dispatch.interfaces import RETURNED
from zope.i18nmessageid import Message

SENTENCES: dict[str, Message] = {
    PREPARED: _("text_dispatch_prepared", default="Prepared for ${addressee} on ${day} (${how})."),
    HANDED: _("text_dispatch_handed", default="Sent to ${addressee} on ${day} (${how})."),
    DELIVERED: _(
        "text_dispatch_delivered",
        default="Sent to ${addressee} on ${day} (${how}), delivered ${ended}.",
    ),
    RETURNED: _(
        "text_dispatch_returned",
        default="Sent to ${addressee} on ${day} (${how}), came back ${ended}: ${reason}",
    ),
    LOST: _(
        "text_dispatch_lost",
        default="Sent to ${addressee} on ${day} (${how}), lost, found out ${ended}: ${reason}",
    ),
    CANCELLED: _(
        "text_dispatch_cancelled",
        default="Cancelled, never sent to ${addressee} (${how}): ${reason}",
    ),
}
TONES = {PREPARED: "soon", DELIVERED: "ok", RETURNED: "late", LOST: "late", CANCELLED: "soft"}


def sentence(
    found: Dispatch, say: Callable[[Message], str], day: Callable[[date | None], str]
) -> Message:
    """Return what became of a dispatch in one sentence."""
    how = ", ".join(part for part in (say(MODES[found.mode]), found.tracking) if part)
    return Message(
        SENTENCES[found.state],
        mapping={
            "addressee": found.addressee,
            "how": how,
            "day": day(date.fromisoformat(found.day)),
            "ended": day(date.fromisoformat(found.ended)) if found.ended else "",
            "reason": found.reason,
        },
    )
