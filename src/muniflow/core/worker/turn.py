"""The turn of one job in one site: what it looks for, does, and could not do."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.core.lock import writing
from muniflow.core.lock.errors import WritersBusy
from muniflow.core.worker import book
from muniflow.core.worker.acting import acting
from muniflow.core.worker.errors import StillPending
from muniflow.core.worker.errors import Unavailable
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.rules import last_line
from OFS.Application import Application
from traceback import format_exc
from transaction.interfaces import TransientError

import logging
import transaction

logger = logging.getLogger(__name__)

TRIES = 3
"""Attempts at an item whose transaction collided with another one."""


@dataclass
class Report:
    """What became of one job in one site; titles of items, with the error where one failed."""

    site: str
    job: str
    done: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    more: bool = False
    """True when there was more to do than has its turn at once."""
    halted: bool = False
    """True when the job as a whole is to wait."""


@dataclass(frozen=True)
class Turn:
    """One job in the site at ``path`` of an open database."""

    app: Application
    path: str
    name: str
    job: IJob

    def look(self, limit: int, report: Report) -> list[Item] | None:
        """Return what is to be done now; None when that cannot be said, or is not to be asked."""
        try:
            return self._look(limit)
        except Exception as error:
            # Whatever a job raises must not keep the others from working.
            self._halt(report, error)
            return None

    def attempt(self, item: Item, report: Report) -> None:
        """Do one item; a failure of it or of the job is written down and tried again later."""
        try:
            done = _with_patience(lambda: self._do(item))
        except WritersBusy:
            raise
        except Unavailable as error:
            self._halt(report, error)
        except Exception as error:
            # Whatever a job raises must not keep the other items from being done.
            self._note_failure(item, report, error)
        else:
            if done:
                report.done.append(item.title or item.key)

    def tidy(self, report: Report) -> None:
        """Write down what was done, and forget failures of what is no longer to be done."""
        with acting(self.app, self.path) as site:
            known = book.failures(site, self.name)
            old = [key for key, failure in known.items() if self._is_over(site, failure, report)]
            transaction.abort()
        if not (old or report.done or report.failed):
            return
        with acting(self.app, self.path) as site, writing(site):
            for key in old:
                book.forget(site, self.name, key)
            if report.done or report.failed:
                did = book.Work(clock.now(), len(report.done), len(report.failed))
                book.note_work(site, self.name, did)

    def _look(self, limit: int) -> list[Item] | None:
        with acting(self.app, self.path) as site:
            now = clock.now()
            known = book.failures(site, self.name).values()
            waiting = {failure.item.key for failure in known if not failure.may_try(now)}
            if book.WHOLE.key in waiting:
                return None
            try:
                free = (item for item in self.job.pending(site) if item.key not in waiting)
                return list(islice(free, limit))
            finally:
                transaction.abort()

    def _do(self, item: Item) -> bool:
        """Prepare and perform one item; return False when somebody else has done it."""
        with acting(self.app, self.path) as site:
            try:
                prepared = self.job.prepare(site, item)
            finally:
                transaction.abort()
        with acting(self.app, self.path) as site, writing(site):
            if not self.job.is_pending(site, item):
                return False
            self.job.perform(site, item, prepared)
            if self.job.is_pending(site, item):
                raise StillPending(f"{self.name} did {item.key!r}, and it is still to be done")
            book.forget(site, self.name, item.key)
        return True

    def _halt(self, report: Report, error: Exception) -> None:
        report.halted = True
        report.more = False
        self._note_failure(book.WHOLE, report, error)

    def _note_failure(self, item: Item, report: Report, failure: Exception) -> None:
        """Write down the exception that is being handled, in a transaction of its own."""
        error = format_exc()
        # Not an error of the server: the administrators' page tells it, with all of this.
        what = (self.name, item.key, self.path)
        logger.warning("Worker: %s could not do %r in %s", *what, exc_info=True)
        transaction.abort()
        with acting(self.app, self.path) as site, writing(site):
            words = failure.message if isinstance(failure, MuniflowError) else ""
            book.note_failure(site, self.name, item, error, clock.now(), words=words)
        report.failed[item.title or item.key] = last_line(error)

    def _is_over(self, site: object, failure: book.Failure, report: Report) -> bool:
        if failure.item == book.WHOLE:
            return not report.halted
        try:
            return not self.job.is_pending(site, failure.item)
        except Exception:
            # Trying the item will say the same, and write it down.
            logger.debug("%s cannot say whether %r is over", self.name, failure.item.key)
            return False


def _with_patience(act: Callable[[], bool]) -> bool:
    for _ in range(TRIES - 1):
        try:
            return act()
        except TransientError as error:
            logger.info("Trying again at once: %s", error)
    return act()
