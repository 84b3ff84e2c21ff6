"""The worker as a thread of the server process."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from muniflow.core import clock
from muniflow.core.lock.errors import WritersBusy
from muniflow.core.worker import kernel
from muniflow.core.worker.rules import is_due
from muniflow.core.worker.turn import Report
from OFS.Application import Application

import logging
import os
import threading
import transaction
import Zope2

logger = logging.getLogger(__name__)

PAUSE = "MUNIFLOW_WORKER_PAUSE"
"""Variable of the environment: seconds between two rounds."""

PAUSE_DEFAULT = 20.0

FIRST_PAUSE = 3.0
"""Seconds before the first round: the server is to be up first."""

LAST_WORDS = 2.0
"""Seconds in which it should have come to an end when the server stops."""


class Worker(threading.Thread):
    """Looks round for work every few seconds, or at once when called."""

    def __init__(self, pause: float = PAUSE_DEFAULT, first: float = FIRST_PAUSE) -> None:
        super().__init__(name="muniflow-worker", daemon=True)
        self.looked: dict[tuple[str, str], datetime] = {}
        self.next_round = clock.now()
        self._pause = pause
        self._first = first
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._guard = threading.Lock()
        self._called: set[str] = set()

    def call(self, names: tuple[str, ...] = ()) -> None:
        """Let it look round at once, at the jobs named even when it is not their time."""
        with self._guard:
            self._called.update(names)
        self._wake.set()

    def end(self) -> None:
        """Let it finish the item it is at, and wait a moment for that."""
        self._ended.set()
        self._wake.set()
        self.join(LAST_WORDS)
        if self.is_alive():
            logger.warning("The worker is left in the middle of something; nothing is lost")

    def run(self) -> None:
        """Work until told to end."""
        self.next_round = clock.now() + timedelta(seconds=self._first)
        self._rest()
        while not self._ended.is_set():
            if not self._round():
                self._rest()

    def _rest(self) -> None:
        """Wait for the time of the next round, or until called."""
        self._wake.wait(max(0.0, (self.next_round - clock.now()).total_seconds()))
        self._wake.clear()

    def _round(self) -> bool:
        """Give every job its turn, before its time only those called for; True for more to do."""
        with self._guard:
            called, self._called = self._called, set()
        whole = not called or clock.now() >= self.next_round
        try:
            with opened() as app:
                return self._go_round(app, called, whole=whole)
        except WritersBusy:
            logger.info("No turn for the worker; it comes again")
        except Exception:
            # The thread must outlive whatever happens to one round.
            logger.exception("A round of the worker went wrong")
        finally:
            if whole:
                self.next_round = clock.now() + timedelta(seconds=self._pause)
        with self._guard:
            self._called |= called
        return False

    def _go_round(self, app: Application, called: set[str], *, whole: bool) -> bool:
        more = False
        for turn in kernel.turns(app):
            if self._ended.is_set():
                break
            # A decision calls for its mails alone; to look for all would take as long as it.
            if not whole and turn.name not in called:
                continue
            place, now = (turn.path, turn.name), clock.now()
            called_for = turn.name in called
            if not is_due(self.looked.get(place), turn.job.every, now, called=called_for):
                continue
            if kernel.work(turn, self._ended.is_set).more:
                more = True
                self.looked.pop(place, None)
            else:
                self.looked[place] = now
        return more


class Present:
    """The worker of this process, if there is one."""

    worker: Worker | None = None
    ended = threading.Event()


def admit() -> None:
    """Let rounds begin again, after a stop."""
    Present.ended.clear()


def start() -> Worker:
    """Start the worker of this process, or return the one that runs."""
    admit()
    if Present.worker is None or not Present.worker.is_alive():
        Present.worker = Worker(float(os.environ.get(PAUSE, "") or PAUSE_DEFAULT))
        Present.worker.start()
        logger.info("The worker has started")
    return Present.worker


def stop() -> None:
    """End the worker of this process, if there is one."""
    worker, Present.worker = Present.worker, None
    Present.ended.set()
    if worker is not None:
        worker.end()


def present() -> Worker | None:
    """Return the worker of this process, None when there is none."""
    worker = Present.worker
    return worker if worker is not None and worker.is_alive() else None


def once(names: tuple[str, ...] = ()) -> list[Report]:
    """Do whatever is pending now, beside the running transaction of the caller."""
    with ThreadPoolExecutor(1, "muniflow-worker-once") as pool:
        return pool.submit(_once, names).result()


def _once(names: tuple[str, ...]) -> list[Report]:
    with opened() as app:
        return list(kernel.work_all(app, names, Present.ended.is_set))


@contextmanager
def opened() -> Iterator[Application]:
    """Open the database in this thread; what is not committed is forgotten at the end."""
    app = Zope2.app()
    try:
        yield app
    finally:
        transaction.abort()
        app._p_jar.close()
