"""The jobs as an administrator sees them; nothing is changed."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from muniflow.core import clock
from muniflow.core.worker import book
from muniflow.core.worker import thread
from muniflow.core.worker.acting import acting
from muniflow.core.worker.book import Failure
from muniflow.core.worker.book import Work
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.rights import check_right
from muniflow.core.worker.rules import next_look
from traceback import format_exc
from zope.component import getUtilitiesFor
from zope.i18nmessageid import Message

import logging

logger = logging.getLogger(__name__)

COUNTED = 1000
"""Pending items that are counted at most."""


@dataclass(frozen=True, slots=True)
class JobState:
    """One job as an administrator sees it."""

    name: str
    title: Message | str
    looked: datetime | None
    """When work was last looked for, in this process."""

    next: datetime | None
    """When it is looked for next, None when no worker runs here."""

    work: Work | None
    """What was last done, whenever and by whichever process."""

    pending: int
    failures: tuple[Failure, ...]
    error: str = ""
    """Traceback, when the pending items could not even be counted."""


def job_states(site: object) -> list[JobState]:
    """Return every job of a site; changes nothing."""
    check_right(site)
    path = "/".join(site.getPhysicalPath())
    with acting(site.getPhysicalRoot(), path) as own:
        return [_state(own, path, name, job) for name, job in sorted(getUtilitiesFor(IJob))]


def _state(site: object, path: str, name: str, job: IJob) -> JobState:
    worker = thread.present()
    looked = worker.looked.get((path, name)) if worker else None
    planned = None
    if worker is not None:
        planned = max(worker.next_round, next_look(looked, job.every, clock.now()))
    pending, error = _count(site, job)
    failures = sorted(book.failures(site, name).values(), key=lambda f: f.failed, reverse=True)
    work = book.last_work(site, name)
    return JobState(name, job.title, looked, planned, work, pending, tuple(failures), error)


def _count(site: object, job: IJob) -> tuple[int, str]:
    try:
        return sum(1 for _item in islice(job.pending(site), COUNTED)), ""
    except Exception:
        # One job out of order must not hide the others from the administrator.
        logger.exception("Cannot count what is pending of %s", job.title)
        return 0, format_exc()
