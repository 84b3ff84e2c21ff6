"""The way to what is confidential ends before it, for whoever does not see it.

It ends while the path is being walked, so that nothing inside is looked at, whatever was asked.
"""

from AccessControl import getSecurityManager
from AccessControl.users import BasicUser
from muniflow import _
from muniflow.core.doors.caller import caller
from muniflow.core.doors.events import IApproached
from muniflow.core.doors.guarded import IGuarded
from muniflow.registry.confidentiality.errors import Masked
from muniflow.registry.confidentiality.levels import is_confidential
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
    """Stop whoever came in but acts as somebody else."""
    user = getSecurityManager().getUser()
    for parent in event.request.get("PARENTS", ()):
        obj = parent.context if isinstance(parent, RESTWrapper) else parent
        if IGuarded.providedBy(obj) and is_confidential(obj) and not sees(user, obj):
            raise NotFound(event.request["URL"])
