"""The gate of a database in PostgreSQL: an advisory lock on a connection of its own.

PostgreSQL serves those who wait in the order of arrival, on whatever machine they are, and
frees the lock when the connection of its holder ends.
"""

from muniflow.core.lock.errors import LockConfigurationError
from muniflow.core.lock.rules import lock_key
from typing import Any

import logging
import os
import time

logger = logging.getLogger(__name__)

APPLICATION = "muniflow lock"
"""By this name an administrator of PostgreSQL finds the connections in pg_stat_activity."""

AGAIN = 0.2
"""Seconds between two attempts at a server that does not answer."""

TIMED_OUT = "55P03"

TABLE = "SELECT 'object_state'::regclass::oid"
TRY = "SELECT pg_try_advisory_lock(%s, %s)"
WAIT = "SELECT pg_advisory_lock(%s, %s)"
LEAVE = "SELECT pg_advisory_unlock(%s, %s)"
PATIENCE = "SELECT set_config('lock_timeout', %s, false)"
HOLDS = """\
SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
AND classid::bigint = %s AND objid::bigint = %s"""


def connections_of(storage: object) -> Any:
    """Return what opens connections to the PostgreSQL of a RelStorage."""
    # RelStorage has no public way to its options of the connection; so there is one DSN.
    adapter = getattr(storage, "_adapter", None)
    if type(adapter).__name__ != "PostgreSQLAdapter":
        raise LockConfigurationError(
            f"No write lock is known for RelStorage with {type(adapter).__name__}; use PostgreSQL"
        )
    return adapter.connmanager


class PostgresGate:
    """An advisory lock of the database the objects are in; ``name`` says what it is for."""

    def __init__(self, connections: Any, name: str) -> None:
        self._connections = connections
        self._name = name
        self._broken = connections.driver.disconnected_exceptions
        self._session: tuple[Any, Any] | None = None
        self._process = 0
        self._key = (0, 0)

    def enter(self, deadline: float) -> bool:
        """Wait until no other process is inside, also for a server that starts again."""
        while True:
            try:
                return self._lock(deadline)
            except self._broken as error:
                if _timed_out(error):
                    return False
                self._forget()
                if time.monotonic() + AGAIN >= deadline:
                    return False
                logger.warning("The database does not answer, trying again: %s", error)
                time.sleep(AGAIN)

    def leave(self) -> None:
        """Let the next process in."""
        if self._session is None:
            return
        try:
            self._ask(LEAVE, self._key)
        except self._broken as error:
            # With its connection the lock has gone.
            logger.warning("The lock was lost before it was given back: %s", error)
            self._forget()

    def holds(self) -> bool:
        """Ask the database whether the connection lives and the lock is its own."""
        if self._session is None:
            return False
        try:
            return self._ask(HOLDS, tuple(number % 2**32 for number in self._key)) == 1
        except self._broken as error:
            logger.warning("The lock was lost: %s", error)
            self._forget()
            return False

    def _lock(self, deadline: float) -> bool:
        self._open()
        if self._ask(TRY, self._key):
            return True
        milliseconds = int((deadline - time.monotonic()) * 1000)
        if milliseconds <= 0:
            return False
        self._ask(PATIENCE, (str(milliseconds),))
        self._ask(WAIT, self._key)
        return True

    def _open(self) -> None:
        # A forked child must leave the connection of its parent alone.
        if self._session is not None and self._process == os.getpid():
            return
        connection, cursor = self._connections.open(application_name=APPLICATION)
        connection.rollback()
        connection.autocommit = True
        self._session, self._process = (connection, cursor), os.getpid()
        self._key = lock_key(self._name, self._ask(TABLE, ()))

    def _ask(self, statement: str, values: tuple[object, ...]) -> Any:
        if self._session is None:
            raise self._broken[0]("there is no connection")
        cursor = self._session[1]
        cursor.execute(statement, values)
        return cursor.fetchone()[0]

    def _forget(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            self._connections.close(*session)


def _timed_out(error: Exception) -> bool:
    """Tell whether PostgreSQL is well and the lock was not to be had in time."""
    # psycopg2 has it as an attribute, pg8000 as a part of what it was told.
    told = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
    return TIMED_OUT in (getattr(error, "pgcode", None), told.get("C"))
