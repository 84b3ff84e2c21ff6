"""The publisher's door: a request that writes takes the lock, and gives it back in any event."""

from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.factory import lock_for
from muniflow.core.lock.holding import Holding
from muniflow.core.lock.holding import take
from muniflow.core.lock.refresh import refresh
from muniflow.core.lock.rules import needs_lock
from ZPublisher.BaseRequest import BaseRequest

import logging
import threading
import transaction

logger = logging.getLogger(__name__)


class Door(threading.local):
    """What one thread of the server holds at present."""

    request: BaseRequest | None = None
    holding: Holding | None = None
    # The lock of a request that collided, for its next attempt in the same thread.
    promised: IWriteLock | None = None


_door = Door()


def on_start(event: object) -> None:
    """Take the lock before traversal for a request that comes back after a collision.

    Nothing has been read then, so this attempt cannot collide again.
    """
    if _door.holding is not None:
        logger.error("Write lock left behind by %s; released", _door.holding.name)
        _leave()
    promised, _door.promised = _door.promised, None
    came_back = getattr(event.request, "retry_count", 0) > 0
    if promised is not None and came_back:
        _enter(event.request, promised)
        transaction.begin()


def on_traversed(event: object) -> None:
    """Take the lock for a request that writes, then show it the present state."""
    request = event.request
    if _door.holding is not None or not needs_lock(
        request.get("REQUEST_METHOD", "GET"), read_only=is_read_only(request), came_back=False
    ):
        return
    connection = getattr(request["PARENTS"][-1], "_p_jar", None)
    if connection is not None:
        _enter(request, lock_for(connection.db()))
        refresh(request)


def on_end(event: object) -> None:
    """Give the lock back after the transaction of its request."""
    if _door.request is event.request:
        _leave()


def on_failure(event: object) -> None:
    """Give the lock back; a request that will be published again has a promise of it."""
    on_end(event)
    parents = event.request.get("PARENTS") or [None]
    connection = getattr(parents[-1], "_p_jar", None)
    if event.retry and connection is not None:
        _door.promised = lock_for(connection.db())


def is_read_only(request: BaseRequest) -> bool:
    """Return True when the published view promises to write nothing."""
    published = request.get("PUBLISHED")
    view = getattr(published, "__self__", published)
    return IReadOnlyPost.providedBy(view)


def _enter(request: BaseRequest, lock: IWriteLock) -> None:
    name = f"{request.get('REQUEST_METHOD', '')} {request.get('PATH_INFO', '')}"
    _door.holding = take(lock, name)
    _door.request = request


def _leave() -> None:
    holding, request = _door.holding, _door.request
    _door.holding = _door.request = None
    if holding is not None:
        holding.end(_user(request))


def _user(request: BaseRequest | None) -> str:
    user = None if request is None else request.get("AUTHENTICATED_USER")
    return "" if user is None else str(user.getId() or "")
