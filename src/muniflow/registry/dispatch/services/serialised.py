"""How a dispatch is told as data."""

from dataclasses import asdict
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import STATES
from zope.globalrequest import getRequest
from zope.i18n import translate


def serialised(found: Dispatch, title: str | None = None) -> dict[str, object]:
    """Return a dispatch; the title of what is sent only where the reader may see it."""
    request = getRequest()
    return asdict(found) | {
        "number": found.number,
        "title": title,
        "mode_title": translate(MODES[found.mode], context=request),
        "state_title": translate(STATES[found.state], context=request),
    }
