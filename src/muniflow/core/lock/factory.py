"""Which write lock a database has: the one place where that is chosen."""

from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.gates import FileGate
from muniflow.core.lock.postgresql import connections_of
from muniflow.core.lock.postgresql import PostgresGate
from muniflow.core.lock.rules import lock_kind
from muniflow.core.lock.turns import TurnsLock
from weakref import WeakKeyDictionary
from ZODB.DB import DB

import logging
import os
import threading

logger = logging.getLogger(__name__)

WRITING = "write"

_locks: WeakKeyDictionary[DB, dict[str, IWriteLock]] = WeakKeyDictionary()
_guard = threading.Lock()


def lock_for(database: DB, name: str = WRITING) -> IWriteLock:
    """Return a lock of a database, always the same one: that of the writers, or a named one."""
    with _guard:
        locks = _locks.setdefault(database, {})
        if name not in locks:
            locks[name] = make_lock(database, name)
        return locks[name]


def make_lock(database: DB, name: str = WRITING) -> IWriteLock:
    """Make the lock that fits the storage; raises LockConfigurationError when none does."""
    storage = database.storage
    names = [cls.__name__ for cls in storage.__class__.__mro__]
    kind, path = lock_kind(os.environ.get("MUNIFLOW_LOCK", ""), names, storage.getName())
    if kind == "postgresql":
        return TurnsLock(PostgresGate(connections_of(storage), name))
    if kind == "file":
        return TurnsLock(FileGate(path if name == WRITING else f"{path}.{name}"))
    return TurnsLock()


def announce(event: object) -> None:
    """Choose the lock when the database is opened, so that a wrong setting shows at start."""
    lock_for(event.database)
    logger.info("Writers queue for the database %s", event.database.storage.getName())
