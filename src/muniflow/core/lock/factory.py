"""Which write lock a database has: the one place where that is chosen."""

from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.gates import FileGate
from muniflow.core.lock.rules import lock_kind
from muniflow.core.lock.turns import TurnsLock
from weakref import WeakKeyDictionary
from ZODB.DB import DB

import logging
import os
import threading

logger = logging.getLogger(__name__)

_locks: WeakKeyDictionary[DB, IWriteLock] = WeakKeyDictionary()
_guard = threading.Lock()


def lock_for(database: DB) -> IWriteLock:
    """Return the write lock of a database, always the same one."""
    with _guard:
        lock = _locks.get(database)
        if lock is None:
            lock = _locks[database] = make_lock(database)
    return lock


def make_lock(database: DB) -> IWriteLock:
    """Make the lock that fits the storage; raises LockConfigurationError when none does."""
    storage = database.storage
    names = [cls.__name__ for cls in storage.__class__.__mro__]
    kind, path = lock_kind(os.environ.get("MUNIFLOW_LOCK", ""), names, storage.getName())
    return TurnsLock(FileGate(path)) if kind == "file" else TurnsLock()


def announce(event: object) -> None:
    """Choose the lock when the database is opened, so that a wrong setting shows at start."""
    lock_for(event.database)
    logger.info("Writers queue for the database %s", event.database.storage.getName())
