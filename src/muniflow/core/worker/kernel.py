"""How the worker works: one item after the other, each in a transaction of its own.

It may be killed at any moment. What an item does and that it is no longer pending are one
transaction; whoever comes second, in this process or another one, waits for the write lock,
looks again, and finds nothing to do.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from itertools import islice
from muniflow.core import clock
from muniflow.core.lock import writing
from muniflow.core.lock.errors import WritersBusy
from muniflow.core.sites import sites
from muniflow.core.worker import book
from muniflow.core.worker.acting import acting
from muniflow.core.worker.errors import StillPending
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.rules import last_line
from OFS.Application import Application
from traceback import format_exc
from transaction.interfaces import TransientError
from zope.component import getUtilitiesFor

import logging
import transaction

logger = logging.getLogger(__name__)

LIMIT = 100
"""Items of one job before the next job has its turn."""

TRIES = 3
"""Attempts at an item whose transaction collided with another one."""

Stop = Callable[[], bool]


@dataclass
class Report:
    """What became of one job in one site; titles of items, with the error where one failed."""

    site: str
    job: str
    done: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    more: bool = False
    """True when there was more to do than has its turn at once."""


def never() -> bool:
    """Return False: nobody asks to stop."""
    return False


def tasks(app: Application) -> list[tuple[str, str, IJob]]:
    """Return (path of the site, name of the job, job) for every job of every site."""
    found = []
    for path in ["/".join(site.getPhysicalPath()) for site in sites(app)]:
        with acting(app, path):
            found += [(path, name, job) for name, job in sorted(getUtilitiesFor(IJob))]
    return found


def work_all(app: Application, names: Iterable[str] = (), stop: Stop = never) -> Iterator[Report]:
    """Do whatever is pending, of the jobs named or of all; yield a report for each turn."""
    wanted = set(names)
    left = [task for task in tasks(app) if not wanted or task[1] in wanted]
    while left and not stop():
        again = []
        for path, name, job in left:
            report = work(app, path, name, job, stop)
            yield report
            if report.more:
                again.append((path, name, job))
        left = again


def work(app: Application, path: str, name: str, job: IJob, stop: Stop = never) -> Report:
    """Do the pending items of one job in one site; raises WritersBusy when no turn comes."""
    report = Report(path, name)
    transaction.abort()
    try:
        items = _look(app, path, name, job)
    except Exception:
        # Whatever a job raises must not keep the others from working.
        _note_failure(app, path, name, book.LOOKING, report)
        return report
    if items is None:
        return report
    report.more = len(items) > LIMIT
    for item in items[:LIMIT]:
        if stop():
            report.more = True
            break
        _attempt(app, path, name, job, item, report)
    _tidy(app, path, name, job, report)
    return report


def _look(app: Application, path: str, name: str, job: IJob) -> list[Item] | None:
    """Return the items to do now, one more than have their turn; None: it is not time to look."""
    with acting(app, path) as site:
        now = clock.now()
        waiting = {k for k, f in book.failures(site, name).items() if not f.may_try(now)}
        try:
            if book.LOOKING.key in waiting:
                return None
            free = (item for item in job.pending(site) if item.key not in waiting)
            return list(islice(free, LIMIT + 1))
        finally:
            transaction.abort()


def _attempt(
    app: Application, path: str, name: str, job: IJob, item: Item, report: Report
) -> None:
    try:
        done = _with_patience(lambda: _do(app, path, name, job, item))
    except WritersBusy:
        raise
    except Exception:
        # Whatever a job raises must not keep the other items from being done.
        _note_failure(app, path, name, item, report)
    else:
        if done:
            report.done.append(item.title or item.key)


def _with_patience(act: Callable[[], bool]) -> bool:
    for _ in range(TRIES - 1):
        try:
            return act()
        except TransientError as error:
            logger.info("Trying again at once: %s", error)
    return act()


def _do(app: Application, path: str, name: str, job: IJob, item: Item) -> bool:
    """Prepare and perform one item; return False when somebody else has done it."""
    with acting(app, path) as site:
        try:
            prepared = job.prepare(site, item)
        finally:
            transaction.abort()
    with acting(app, path) as site, writing(site):
        if not job.is_pending(site, item):
            return False
        job.perform(site, item, prepared)
        if job.is_pending(site, item):
            raise StillPending(f"{name} did {item.key!r}, and it is still to be done")
        book.forget(site, name, item.key)
    return True


def _note_failure(app: Application, path: str, name: str, item: Item, report: Report) -> None:
    """Write down the exception that is being handled, in a transaction of its own."""
    error = format_exc()
    logger.exception("Worker: %s could not do %r in %s", name, item.key, path)
    transaction.abort()
    with acting(app, path) as site, writing(site):
        book.note_failure(site, name, item, error, clock.now())
    report.failed[item.title or item.key] = last_line(error)


def _tidy(app: Application, path: str, name: str, job: IJob, report: Report) -> None:
    """Write down what was done, and forget failures of what is no longer to be done."""
    with acting(app, path) as site:
        known = book.failures(site, name)
        old = [key for key, failure in known.items() if _is_over(site, job, failure)]
        transaction.abort()
    if not (old or report.done or report.failed):
        return
    with acting(app, path) as site, writing(site):
        for key in old:
            book.forget(site, name, key)
        if report.done or report.failed:
            did = book.Work(clock.now(), len(report.done), len(report.failed))
            book.note_work(site, name, did)


def _is_over(site: object, job: IJob, failure: book.Failure) -> bool:
    if failure.item == book.LOOKING:
        # Looking went well, or there would be nothing to tidy.
        return True
    try:
        return not job.is_pending(site, failure.item)
    except Exception:
        # Trying the item will say the same, and write it down.
        logger.debug("%s cannot say whether %r is over", failure.job, failure.item.key)
        return False
