"""What follows the turn to write: the request must see the database as it is now."""

from AccessControl.SecurityManagement import newSecurityManager
from Acquisition import aq_base
from collections.abc import Iterator
from itertools import pairwise
from muniflow.core.lock.events import DatabaseRefreshed
from muniflow.core.lock.rules import is_request_cache
from plone.rest.traverse import RESTWrapper
from transaction import Transaction
from zExceptions import NotFound
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from ZPublisher.BaseRequest import BaseRequest
from ZPublisher.BaseRequest import UNSPECIFIED_ROLES

import logging
import transaction

logger = logging.getLogger(__name__)

Place = tuple[object, str, object]


def refresh(request: BaseRequest) -> bool:
    """Show the request the present state of the database; return False when it must not be.

    Refreshing begins the transaction anew. Where traversal has changed something already,
    that would be lost: then the request goes on with the view it has, and the database
    refuses a collision as ever.
    """
    if is_touched(transaction.get()):
        logger.warning("Changed before its turn to write: %s", request.get("PATH_INFO", ""))
        return False
    places = list(_places(request.get("PARENTS", ())))
    transaction.begin()
    _forget(request)
    _check_places(places, request)
    _authorise(request)
    notify(DatabaseRefreshed(request))
    return True


def is_touched(txn: Transaction) -> bool:
    """Return True when beginning anew would lose something of this transaction."""
    # There is no public way to ask; a data manager joins with its first change.
    if txn._resources:
        return True
    return any(True for _ in txn.getBeforeCommitHooks()) or any(
        True for _ in txn.getAfterCommitHooks()
    )


def _places(parents: list[object]) -> Iterator[Place]:
    """Yield (container, id, object) for every stored object on the way to the published one."""
    for child, container in pairwise(_unwrapped(parent) for parent in parents):
        if getattr(aq_base(child), "_p_jar", None) is None:
            continue
        name = getattr(aq_base(child), "id", None)
        if isinstance(name, str) and _inside(container, name) is aq_base(child):
            yield container, name, aq_base(child)


def _unwrapped(obj: object) -> object:
    return obj.context if isinstance(obj, RESTWrapper) else obj


def _inside(container: object, name: str) -> object | None:
    get = getattr(aq_base(container), "_getOb", None)
    return None if get is None else aq_base(container._getOb(name, None))


def _check_places(places: list[Place], request: BaseRequest) -> None:
    """Refuse to act on what was deleted, moved or renamed while the request waited."""
    for container, name, obj in places:
        if _inside(container, name) is not obj:
            raise NotFound(request.get("URL", ""))


def _forget(request: BaseRequest) -> None:
    annotations = IAnnotations(request, {})
    for key in [key for key in annotations if is_request_cache(key)]:
        del annotations[key]


def _authorise(request: BaseRequest) -> None:
    """Ask the user folders again, as traversal did: rights may have ended meanwhile."""
    roles = getattr(request, "roles", UNSPECIFIED_ROLES)
    arguments = () if roles is UNSPECIFIED_ROLES else (roles,)
    for parent in (request["PUBLISHED"], *request["PARENTS"]):
        folder = getattr(parent, "__allow_groups__", None)
        if not hasattr(folder, "validate"):
            continue
        user = folder.validate(request, request._auth, *arguments)
        if user is not None:
            newSecurityManager(request, user)
            request["AUTHENTICATED_USER"] = user
            return
    if arguments:
        request.response.unauthorized()
