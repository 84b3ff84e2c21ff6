"""Who asks, told before the publisher has found out or where it has given up."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import BasicUser
from Acquisition import aq_base
from Acquisition import aq_chain
from collections.abc import Iterator
from contextlib import contextmanager
from plone import api
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from ZPublisher.BaseRequest import BaseRequest

ANYBODY_KNOWN = ("Authenticated",)


def caller(request: BaseRequest) -> BasicUser | None:
    """Return the person whose credentials a request carries, None for nobody.

    Asks the user folder of the site and those above it, as the publisher does at the end of
    traversal. Nothing of the request is changed.
    """
    with _published(request, api.portal.get()):
        for folder in _folders():
            user = folder.validate(request, request._auth, ANYBODY_KNOWN)
            if user is not None:
                return user
    return None


def caller_ids(request: BaseRequest) -> Iterator[str]:
    """Yield the ids of the accounts whose credentials a request carries, most often one.

    Quick enough for every request: no user is made, and no groups and roles are looked up.
    """
    for folder in filter(IPluggableAuthService.providedBy, _folders()):
        # There is no public way to ask who it is without making the user.
        for user_id, _login in folder._extractUserIds(request, folder.plugins):
            yield user_id


def _folders() -> Iterator[object]:
    """Yield the user folders of the site and above it."""
    for parent in aq_chain(api.portal.get()):
        if hasattr(aq_base(parent), "__allow_groups__"):
            yield parent.__allow_groups__


def recognise(request: BaseRequest) -> bool:
    """Make the caller the present user, where traversal failed before; False for nobody."""
    if not is_known(getSecurityManager().getUser()):
        user = caller(request)
        if user is None:
            return False
        newSecurityManager(request, user)
    return True


def is_known(user: BasicUser | None) -> bool:
    """Tell whether a user is somebody."""
    return user is not None and user.has_role(ANYBODY_KNOWN)


@contextmanager
def _published(request: BaseRequest, obj: object) -> Iterator[None]:
    """Let user folders believe that ``obj`` was asked for; undone afterwards."""
    manager, before = getSecurityManager(), request.other.get("PUBLISHED")
    request.other["PUBLISHED"] = obj
    try:
        yield
    finally:
        setSecurityManager(manager)
        if before is None:
            del request.other["PUBLISHED"]
        else:
            request.other["PUBLISHED"] = before
