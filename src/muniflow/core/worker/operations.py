"""The verbs of the worker: call it, look at what it does, try again or let be."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from itertools import islice
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.worker import book
from muniflow.core.worker import thread
from muniflow.core.worker.acting import acting
from muniflow.core.worker.acting import ADDRESS
from muniflow.core.worker.book import Failure
from muniflow.core.worker.book import Work
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.kernel import Report
from muniflow.core.worker.kernel import work_all
from muniflow.core.worker.rules import next_look
from plone import api
from traceback import format_exc
from urllib.parse import urlsplit
from zope.component import getUtilitiesFor
from zope.i18nmessageid import Message

import logging
import transaction

__all__ = [
    "Report",
    "call_now",
    "choose_address",
    "job_states",
    "nudge",
    "retry",
    "runs_here",
    "skip",
    "work_all",
]

logger = logging.getLogger(__name__)

MANAGE = "muniflow: Manage worker"

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


def nudge(*names: str) -> None:
    """Let the worker look round as soon as the running transaction is committed.

    Jobs named are looked at even when it is not their time. Does nothing where no worker runs:
    whichever does the work will find it, only later.
    """
    if thread.present() is not None:
        transaction.get().addAfterCommitHook(_call, args=(names,))


def _call(committed: bool, names: tuple[str, ...]) -> None:
    worker = thread.present()
    if committed and worker is not None:
        worker.call(names)


def runs_here() -> bool:
    """Tell whether a worker runs in this process."""
    return thread.present() is not None


def job_states(site: object) -> list[JobState]:
    """Return every job of a site; changes nothing."""
    _check_right(site)
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


def retry(site: object, job: str, key: str) -> Failure:
    """Let a failed or skipped item be tried at once; raises Invalid when it did not fail."""
    _check_right(site)
    failure = replace(_failure(site, job, key), next=clock.now(), skipped=False)
    _say(site, "worker-retry", failure, failure.reason)
    book.put(site, replace(failure, reason="", by=""))
    nudge(job)
    return failure


def skip(site: object, job: str, key: str, reason: str) -> Failure:
    """Let an item be, until somebody has it tried again; raises Invalid without a reason."""
    _check_right(site)
    reason = reason.strip()
    if not reason:
        raise Invalid(_("error_skip_reason", default="Please say why it is to be skipped."))
    failure = replace(
        _failure(site, job, key), skipped=True, reason=reason, by=api.user.get_current().getId()
    )
    _say(site, "worker-skip", failure, reason)
    return book.put(site, failure)


def call_now(site: object, names: Iterable[str] = ()) -> None:
    """Let the worker of this process look round at once, at all jobs when none is named."""
    _check_right(site)
    nudge(*(names or [name for name, _job in getUtilitiesFor(IJob)]))


def choose_address(site: object, address: str) -> None:
    """Set the address of the site as people know it, for links in what the worker sends.

    Empty: that of the server on this machine. Raises Invalid for what is no address.
    """
    _check_right(site)
    address = address.strip().rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise Invalid(
            _(
                "error_no_address",
                default="“${address}” is no address of a site. Please give one that begins with "
                "https:// or http://.",
                mapping={"address": address},
            )
        )
    api.portal.set_registry_record(ADDRESS, address)


def _check_right(site: object) -> None:
    if not api.user.has_permission(MANAGE, obj=site):
        raise NotAllowed(
            _("error_manage_worker", default="Only administrators of the site look after this.")
        )


def _failure(site: object, job: str, key: str) -> Failure:
    found = book.failure(site, job, key)
    if found is None:
        raise Invalid(_("error_no_failure", default="This has been done meanwhile, or is over."))
    return found


def _say(site: object, act: str, failure: Failure, reason: str) -> None:
    """Write an act of an administrator into the journal of the organisation concerned."""
    item = failure.item
    obj = site.unrestrictedTraverse(item.path, None) if item.path else None
    if obj is not None and journal.journalled_of(obj) is not None:
        journal.record(obj, act, job=failure.job, item=item.title or item.key, reason=reason)
    logger.warning("%s of %s %r: %s", act, failure.job, item.key, reason)
