"""Outside one's organisations nothing exists: not found, whatever was asked."""

from AccessControl import getSecurityManager
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from plone.rest.traverse import RESTWrapper
from zExceptions import NotFound
from zExceptions import Unauthorized
from zope.component import adapter
from zope.component import queryMultiAdapter
from ZPublisher.BaseRequest import BaseRequest
from ZPublisher.BaseResponse import BaseResponse
from ZPublisher.interfaces import IPubAfterTraversal

SEES_ALL = ("Manager", "Site Administrator")


def organisation_in(request: BaseRequest) -> IOrganisation | None:
    """Return the organisation that the request was traversing, if any."""
    for parent in request.get("PARENTS", ()):
        inner = parent.context if isinstance(parent, RESTWrapper) else parent
        found = organisation_of(inner)
        if found is not None:
            return found
    return None


def belongs(organisation: IOrganisation) -> bool:
    """Tell whether the present user may know that the organisation exists."""
    user = getSecurityManager().getUser()
    return is_member(organisation, user.getId() or "") or bool(
        set(SEES_ALL) & set(user.getRoles())
    )


def is_anonymous() -> bool:
    """Tell whether nobody is logged in."""
    return getSecurityManager().getUser().getId() is None


def hides(request: BaseRequest) -> bool:
    """Tell whether a refusal must look like "not found": somebody logged in, but no member."""
    organisation = organisation_in(request)
    return organisation is not None and not is_anonymous() and not belongs(organisation)


def not_found(request: BaseRequest, response: BaseResponse) -> None:
    """Turn the response into the one that a path to nothing gets."""
    error = NotFound(request.get("PATH_INFO", ""))
    view = queryMultiAdapter((error, request), name="index.html")
    response.setStatus(404, lock=1)
    if view is not None:
        view.__parent__ = request["PARENTS"][-1]
        response.setBody(view())


@adapter(IPubAfterTraversal)
def keep_outsiders_out(event: IPubAfterTraversal) -> None:
    """Stop a request that reached into an organisation its user does not belong to.

    Also views that anybody may call (public permission) are stopped here.
    """
    request = event.request
    if not IMuniflowLayer.providedBy(request):
        return
    organisation = organisation_in(request)
    if organisation is None or belongs(organisation):
        return
    if is_anonymous():
        raise Unauthorized("Log in first")
    raise NotFound(request.get("PATH_INFO", ""))
