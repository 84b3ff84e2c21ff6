"""Whether somebody may be led to where something was moved."""

from AccessControl import getSecurityManager
from muniflow.core.doors.guarded import ISight
from muniflow.core.doors.rules import beginnings
from plone.app.redirector.interfaces import IRedirectionStorage
from urllib.parse import urlsplit
from zope.component import queryUtility
from ZPublisher.BaseRequest import BaseRequest


def may_see(obj: object) -> bool:
    """Tell whether the present user may see an object."""
    manager = getSecurityManager()
    sight = ISight(obj, None)
    if sight is not None and not sight.open_to(manager.getUser()):
        return False
    return bool(manager.checkPermission("View", obj))


def may_follow(site: object, request: BaseRequest) -> bool:
    """Tell whether all that the site knows to have been at the address may be seen now.

    Otherwise the new address would tell what is there, and that something is.
    """
    storage = queryUtility(IRedirectionStorage)
    try:
        path = request.physicalPathFromURL(request.get("ACTUAL_URL", ""))
    except ValueError:
        return False
    found = [] if storage is None else [storage.get(old) for old in beginnings(path)]
    return all(_open(site, new) for new in found if new)


def _open(site: object, new: str) -> bool:
    if urlsplit(new).netloc:
        return True
    target = site.unrestrictedTraverse(new, None)
    return target is not None and may_see(target)
