"""What administrators decide about the worker."""

from dataclasses import replace
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.worker import book
from muniflow.core.worker.acting import ADDRESS
from muniflow.core.worker.book import Failure
from muniflow.core.worker.calling import nudge
from muniflow.core.worker.rights import check_right
from plone import api
from urllib.parse import urlsplit

import logging

logger = logging.getLogger(__name__)


def retry(site: object, job: str, key: str) -> Failure:
    """Let a failed or skipped item be tried at once; raises Invalid when it did not fail."""
    check_right(site)
    failure = replace(_failure(site, job, key), next=clock.now(), skipped=False)
    _say(site, "worker-retry", failure, failure.reason)
    book.put(site, replace(failure, reason="", by=""))
    nudge(job)
    return failure


def retry_all(site: object, job: str) -> int:
    """Let whatever failed of a job be tried at once, but not what is skipped; return how many."""
    check_right(site)
    waiting = [f for f in book.failures(site, job).values() if not f.skipped]
    for failure in waiting:
        book.put(site, replace(failure, next=clock.now()))
    logger.warning("worker-retry of %s: all %s", job, len(waiting))
    nudge(job)
    return len(waiting)


def skip(site: object, job: str, key: str, reason: str) -> Failure:
    """Let an item be, until somebody has it tried again; raises Invalid without a reason."""
    check_right(site)
    reason = reason.strip()
    if not reason:
        raise Invalid(_("error_skip_reason", default="Please say why it is to be skipped."))
    failure = replace(
        _failure(site, job, key), skipped=True, reason=reason, by=api.user.get_current().getId()
    )
    _say(site, "worker-skip", failure, reason)
    return book.put(site, failure)


def choose_address(site: object, address: str) -> None:
    """Set the address of the site as people know it, for links in what the worker sends.

    Empty: that of the server on this machine. Raises Invalid for what is no address.
    """
    check_right(site)
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
