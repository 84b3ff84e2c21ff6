"""The decisions of the write lock, on plain values."""

from collections.abc import Sequence
from muniflow.core.lock.errors import LockConfigurationError
from pathlib import PurePath
from zlib import crc32

# All others count as writing: a method nobody thought of must queue rather than collide.
READING_METHODS = frozenset(
    {"GET", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "REPORT", "SEARCH"}
)

# Threads that stay free for readers however many writers wait.
KEPT_FOR_READERS = 4

# Bytes that are parsed in no time.
EARLY_LIMIT = 1_000_000

FILE_STORAGES = ("FileStorage",)
DATABASE_STORAGES = ("RelStorage",)
MEMORY_STORAGES = ("DemoStorage", "MappingStorage")

# PostgreSQL counts its tables from 0 to 2**32, and takes locks from -2**31 to 2**31.
SIGN = 2**31

# Values that Plone keeps on the request for its duration; read before the turn came, they
# may be out of date afterwards.
REQUEST_CACHES = ("plone.memoize", "borg.localrole.")


def needs_lock(method: str, *, read_only: bool, came_back: bool) -> bool:
    """Return True for a request that has to queue before it acts.

    ``read_only`` says that the view promises to write nothing; ``came_back`` that the
    request collided with another one and is being published again.
    """
    if came_back:
        return True
    return method.upper() not in READING_METHODS and not read_only


def queues_early(method: str, length: str) -> bool:
    """Return True for a request that waits for its turn before it has a database connection.

    A large one is read and taken apart first: that is slow and needs no lock.
    """
    small = not length.isdigit() or int(length) <= EARLY_LIMIT
    return small and needs_lock(method, read_only=False, came_back=False)


def waiters_allowed(threads: int) -> int:
    """Return how many writers may wait in a server of so many threads."""
    return max(1, threads - KEPT_FOR_READERS)


def retry_after(waiting: int) -> int:
    """Return after how many seconds somebody turned away should come again."""
    return min(30, 2 + waiting // 4)


def is_slow(seconds: float, limit: float) -> bool:
    """Return True when the lock was held so long that somebody should know."""
    return seconds > limit


def is_request_cache(key: object) -> bool:
    """Return True for a request annotation that only repeats what the database says."""
    return isinstance(key, str) and key.startswith(REQUEST_CACHES)


def lock_key(name: str, table: int) -> tuple[int, int]:
    """Return the two numbers of an advisory lock: what it is for, and for which database.

    ``table`` is the number that PostgreSQL has given the table of the objects. Locks of two
    numbers never meet those of one, which RelStorage uses.
    """
    return crc32(name.encode()) - SIGN, table - SIGN


def lock_kind(setting: str, storages: Sequence[str], file_name: str) -> tuple[str, str]:
    """Return ("file", path of the lock), ("postgresql", "") or ("process", "").

    ``setting`` is what the operator asked for, empty for the usual; ``storages`` are the
    names of the class of the ZODB storage and of its bases.
    """
    kind, _, path = setting.strip().partition(":")
    if kind == "process" and not path:
        return "process", ""
    if kind == "file" and PurePath(path).is_absolute():
        return "file", path
    if setting.strip():
        raise LockConfigurationError(
            f"MUNIFLOW_LOCK={setting!r} is no write lock; known: process, file:/absolute/path"
        )
    if any(name in storages for name in FILE_STORAGES):
        return "file", f"{file_name}.write"
    if any(name in storages for name in DATABASE_STORAGES):
        return "postgresql", ""
    if any(name in storages for name in MEMORY_STORAGES):
        return "process", ""
    raise LockConfigurationError(
        f"No write lock is known for the storage {storages[0]}. When every process that writes "
        "runs on this machine, set MUNIFLOW_LOCK=file:/absolute/path in all of them"
    )
