"""Writing outside a request: worker, scripts, imports in small batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.factory import lock_for
from muniflow.core.lock.fence import guard
from muniflow.core.lock.holding import take
from muniflow.core.lock.refresh import is_touched
from transaction import TransactionManager
from ZODB.Connection import Connection


def lock_of(context: object) -> IWriteLock:
    """Return the write lock of the database an object is stored in."""
    return lock_for(connection_of(context).db())


def connection_of(context: object) -> Connection:
    """Return the connection of the nearest stored object, from ``context`` upwards."""
    for obj in getattr(context, "aq_chain", [context]):
        connection = getattr(obj, "_p_jar", None)
        if connection is not None:
            return connection
    raise LookupError(f"{context!r} is stored in no database")


@contextmanager
def writing(context: object) -> Iterator[None]:
    """Hold the write lock for one transaction: fresh view, commit at the end, abort on error.

    Inside a turn that the thread has already, it joins that turn, which then decides about
    the commit. Raises WritersBusy when the turn does not come in time.
    """
    connection = connection_of(context)
    lock = lock_for(connection.db())
    if lock.held:
        yield
        return
    manager = connection.transaction_manager
    if is_touched(manager.get()):
        raise RuntimeError("writing() starts afresh; commit or abort what was changed before it")
    holding = take(lock, "/".join(_path(context)), limited=False)
    try:
        connection.sync()
        yield from _committed(manager, lock)
    finally:
        holding.end("a script")


@contextmanager
def alone(context: object, name: str) -> Iterator[None]:
    """Let nobody else into a block of this name, in no thread of no process.

    Raises WritersBusy when it does not become free in time. It is to be entered before the
    write lock, never inside a turn at writing.
    """
    holding = take(lock_for(connection_of(context).db(), name), name, limited=False)
    try:
        yield
    finally:
        holding.lock.release()


def _committed(manager: TransactionManager, lock: IWriteLock) -> Iterator[None]:
    try:
        yield
    except BaseException:
        manager.abort()
        raise
    if manager.isDoomed():
        manager.abort()
        return
    try:
        guard(manager.get(), lock)
        manager.commit()
    except BaseException:
        manager.abort()
        raise


def _path(context: object) -> tuple[str, ...]:
    path = getattr(context, "getPhysicalPath", None)
    return path() if path else (repr(context),)
