"""The publisher's door: a request that writes takes the lock, and gives it back in any event."""

from collections.abc import Mapping
from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.errors import WritersBusy
from muniflow.core.lock.factory import lock_for
from muniflow.core.lock.fence import guard
from muniflow.core.lock.holding import Holding
from muniflow.core.lock.holding import take
from muniflow.core.lock.refresh import refresh
from muniflow.core.lock.rules import needs_lock
from ZPublisher.BaseRequest import BaseRequest

import logging
import threading
import transaction

logger = logging.getLogger(__name__)

# In the environment of a request that was turned away before traversal: why.
REFUSED = "muniflow.lock.refused"


class Door(threading.local):
    """What one thread of the server holds at present."""

    request: BaseRequest | None = None
    holding: Holding | None = None
    # Held by the outer door since before the connection was opened, and by whom.
    early: Holding | None = None
    user: str = ""
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
    if promised is not None and came_back and _door.early is None:
        _enter_again(event.request, promised)


def on_traversed(event: object) -> None:
    """Take the lock for a request that writes, then show it the present state."""
    request = event.request
    if REFUSED in request.environ:
        raise request.environ[REFUSED]
    needed = needs_lock(
        request.get("REQUEST_METHOD", "GET"), read_only=is_read_only(request), came_back=False
    )
    if _door.early is not None and not needed:
        leave_early()
    if _door.early is not None or _door.holding is not None or not needed:
        return
    connection = getattr(request["PARENTS"][-1], "_p_jar", None)
    if connection is not None:
        _enter(request, lock_for(connection.db()))
        refresh(request)


def on_commit(event: object) -> None:
    """Let nothing be stored when the lock was lost meanwhile."""
    holding = _door.early or _door.holding
    if holding is not None:
        guard(transaction.get(), holding.lock)


def on_end(event: object) -> None:
    """Give the lock back after the transaction of its request."""
    if _door.request is event.request:
        _leave()
    elif _door.early is not None:
        _door.user = _user(event.request) or _door.user


def on_failure(event: object) -> None:
    """Give the lock back; a request that will be published again has a promise of it."""
    on_end(event)
    early = _door.early
    if event.retry and early is not None and not early.lock.sure:
        # Lost on the way; it is taken anew before the next attempt.
        leave_early()
    parents = event.request.get("PARENTS") or [None]
    connection = getattr(parents[-1], "_p_jar", None)
    if event.retry and connection is not None:
        _door.promised = lock_for(connection.db())


def enter_early(environ: Mapping[str, object], lock: IWriteLock) -> None:
    """Take the lock before there is a request; raises WritersBusy."""
    name = f"{environ.get('REQUEST_METHOD', '')} {environ.get('PATH_INFO', '')}"
    _door.early = take(lock, name)
    _door.user = ""


def leave_early() -> None:
    """Give back what was taken early, if it still is."""
    holding, _door.early = _door.early, None
    if holding is not None:
        holding.end(_door.user)


def is_read_only(request: BaseRequest) -> bool:
    """Return True when the published view promises to write nothing."""
    published = request.get("PUBLISHED")
    view = getattr(published, "__self__", published)
    return IReadOnlyPost.providedBy(view)


def _enter(request: BaseRequest, lock: IWriteLock) -> None:
    name = f"{request.get('REQUEST_METHOD', '')} {request.get('PATH_INFO', '')}"
    _door.holding = take(lock, name)
    _door.request = request


def _enter_again(request: BaseRequest, lock: IWriteLock) -> None:
    try:
        _enter(request, lock)
    except WritersBusy as error:
        # The publisher cannot answer an error this early; it will be told after traversal.
        request.environ[REFUSED] = error
    else:
        transaction.begin()


def _leave() -> None:
    holding, request = _door.holding, _door.request
    _door.holding = _door.request = None
    if holding is not None:
        holding.end(_user(request))


def _user(request: BaseRequest | None) -> str:
    user = None if request is None else request.get("AUTHENTICATED_USER")
    return "" if user is None else str(user.getId() or "")
