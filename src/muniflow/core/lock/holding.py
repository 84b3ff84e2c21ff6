"""Holding the lock for a while, with an eye on the time."""

from dataclasses import dataclass
from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.errors import WritersBusy
from muniflow.core.lock.rules import is_slow
from muniflow.core.lock.rules import retry_after
from muniflow.core.lock.settings import settings

import logging
import time

logger = logging.getLogger(__name__)


@dataclass
class Holding:
    """One turn at writing: since when and whose."""

    lock: IWriteLock
    name: str
    since: float

    def end(self, user: str = "") -> None:
        """Give the lock back, and say so when it took too long."""
        seconds = time.monotonic() - self.since
        self.lock.release()
        limit = settings().slow
        if is_slow(seconds, limit):
            logger.warning(
                "Write lock held for %.1f s (limit %.1f) by %s as %s; all other writers waited",
                seconds,
                limit,
                self.name,
                user or "nobody",
            )


def take(lock: IWriteLock, name: str, *, limited: bool = True) -> Holding:
    """Wait for the turn to write; raises WritersBusy when it does not come.

    ``limited`` counts the caller among those who may take a thread of the server to wait.
    """
    chosen = settings()
    waiters = chosen.waiters if limited else None
    if not lock.acquire(chosen.timeout, limit=waiters):
        logger.warning("No turn to write for %s, %s wait", name, lock.waiting)
        raise WritersBusy(retry_after(lock.waiting))
    return Holding(lock, name, time.monotonic())
