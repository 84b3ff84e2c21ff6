"""Writing acts into the journal of the organisation around them."""

from AccessControl import getSecurityManager
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from plone.rest.interfaces import IAPIRequest
from zope.globalrequest import getRequest


def record(obj: object, act: str, *, acting_as: str = "", **details: object) -> None:
    """Write an act on ``obj`` into the journal of the organisation around it.

    Raises LookupError when ``obj`` is in no organisation: such an act would go unrecorded.
    """
    journalled = journal_home(obj, act)
    actor = getSecurityManager().getUser().getId() or ""
    IJournal(journalled).record(act, obj=obj, actor=actor, acting_as=acting_as, details=details)


def journal_home(obj: object, act: str) -> IJournalled:
    """Return the organisation in whose journal an act belongs; raises LookupError."""
    journalled = journalled_of(obj)
    if journalled is None:
        raise LookupError(f"{obj!r} lies in no organisation, its {act!r} cannot be recorded")
    return journalled


def journalled_of(obj: object) -> IJournalled | None:
    """Return the nearest object that keeps a journal, from ``obj`` upwards."""
    for parent in obj.aq_chain:
        if IJournalled.providedBy(parent):
            return parent
    return None


def channel() -> str:
    """Return through which door the running act came: web, rest, mail, worker or script."""
    request = getRequest()
    if request is None:
        return "script"
    # Only what our own code has set: a form field of that name says nothing.
    named = request.other.get("muniflow.channel")
    return named or ("rest" if IAPIRequest.providedBy(request) else "web")
