"""The way to what is confidential ends before it, for whoever does not see it.

It ends while the path is being walked, so that nothing inside is looked at, whatever was asked.
"""

from AccessControl import getSecurityManager
from AccessControl.users import BasicUser
from collections.abc import Iterator
from muniflow import _
from muniflow.core import journal
from muniflow.core.doors.caller import caller
from muniflow.core.doors.events import IApproached
from muniflow.core.doors.guarded import IGuarded
from muniflow.core.lock.rules import READING_METHODS
from muniflow.registry.confidentiality.errors import Masked
from muniflow.registry.confidentiality.levels import is_confidential
from muniflow.registry.confidentiality.levels import level_of
from muniflow.registry.confidentiality.masks import mask_for
from muniflow.registry.confidentiality.sight import sees
from plone.rest.traverse import RESTWrapper
from zExceptions import NotFound
from zope.component import adapter
from ZPublisher.BaseRequest import BaseRequest
from ZPublisher.interfaces import IPubAfterTraversal

TEXT = _("text_confidential", default="This is confidential, and not open to you.")


@adapter(IApproached)
def keep_out(event: IApproached) -> None:
    """Raise NotFound, or Masked with what is told, for whoever does not see the object."""
    user = caller(event.request)
    if user is not None and sees(user.__of__(event.object.acl_users), event.object):
        return
    event.request["PARENTS"].pop()
    _refuse(event.object, user, event.request)


def _refuse(obj: object, user: BasicUser | None, request: BaseRequest) -> None:
    mask = None if user is None else mask_for(obj, user)
    if mask is None:
        request.response.notFoundError(request["URL"])
    raise Masked(TEXT, mask)


@adapter(IPubAfterTraversal)
def look_again(event: IPubAfterTraversal) -> None:
    """Stop whoever came in but acts as somebody else; write down who reads."""
    request, user = event.request, getSecurityManager().getUser()
    inside = [obj for obj in _guarded(request) if is_confidential(obj)]
    if not all(sees(user, obj) for obj in inside):
        raise NotFound(request["URL"])
    if inside and request.method in READING_METHODS:
        # Refused where it cannot be written down.
        journal.viewed(inside[0], _what(request), level=level_of(inside[0]))


def _guarded(request: BaseRequest) -> Iterator[object]:
    """Yield the cases and documents on the path that was walked, the innermost first."""
    for parent in request.get("PARENTS", ()):
        obj = parent.context if isinstance(parent, RESTWrapper) else parent
        if IGuarded.providedBy(obj):
            yield obj


def _what(request: BaseRequest) -> str:
    """Return what was asked for, by the name of the view or service."""
    return str(getattr(request.get("PUBLISHED"), "__name__", "") or "view")
