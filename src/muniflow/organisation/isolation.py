"""Outside one's organisations nothing exists: not found, whatever was asked.

The way into an organisation is closed while the path is being walked, at the organisation
itself. So nothing inside of it is looked at, and the answer is the one for a path to nothing.
"""

from AccessControl import getSecurityManager
from AccessControl.users import BasicUser
from muniflow.core.doors.caller import caller
from muniflow.core.doors.caller import caller_ids
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import is_member
from plone.rest.traverse import RESTWrapper
from zExceptions import NotFound
from zope.component import adapter
from ZPublisher.BaseRequest import BaseRequest
from ZPublisher.interfaces import IPubAfterTraversal

import logging

logger = logging.getLogger(__name__)

SEES_ALL = ("Manager", "Site Administrator")


def belongs(organisation: IOrganisation, user: BasicUser | None) -> bool:
    """Tell whether a user may know that the organisation exists."""
    if user is None:
        return False
    return is_member(organisation, user.getId() or "") or not set(SEES_ALL).isdisjoint(
        user.getRoles()
    )


def hide_from_outsiders(organisation: IOrganisation, request: BaseRequest) -> None:
    """Raise NotFound on the way into an organisation to which the caller does not belong."""
    if any(is_member(organisation, person) for person in caller_ids(request)):
        return
    user = caller(request)
    if belongs(organisation, user):
        return
    if user is not None:
        logger.info("%s is hidden from %s", organisation.getId(), user.getId())
    request["PARENTS"].pop()
    request.response.notFoundError(request["URL"])


def organisation_in(request: BaseRequest) -> IOrganisation | None:
    """Return the innermost organisation on the path that was walked."""
    for parent in request.get("PARENTS", ()):
        inner = parent.context if isinstance(parent, RESTWrapper) else parent
        if IOrganisation.providedBy(inner):
            return inner
    return None


@adapter(IPubAfterTraversal)
def look_again(event: IPubAfterTraversal) -> None:
    """Stop whoever came in but acts as somebody else, or lost the last post while waiting."""
    organisation = organisation_in(event.request)
    if organisation is not None and not belongs(organisation, getSecurityManager().getUser()):
        raise NotFound(event.request["URL"])
