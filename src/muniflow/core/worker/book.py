"""What the worker remembers in a site: failures, and when a job did something.

Both are written by the worker and by the administrators' page alone, always under the write
lock, so they never collide with anybody's request. When a job was merely looked at is not
written: that would be a transaction every few seconds, for something no longer true after a
restart.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.rules import may_try
from muniflow.core.worker.rules import next_attempt
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations
from zope.i18nmessageid import Message

KEY = "muniflow.worker"

WHOLE = Item(key="")
"""Stands for the job as a whole: looking for work can fail, too."""


@dataclass(frozen=True)
class Failure:
    """An item that went wrong: how often, when and how, and when it is tried again."""

    job: str
    item: Item
    attempts: int
    failed: datetime
    error: str
    next: datetime
    skipped: bool = False
    reason: str = ""
    by: str = ""
    words: Message | str = ""
    """What an administrator reads, where the error was raised to be read by people."""

    def may_try(self, now: datetime) -> bool:
        """Tell whether it is to be tried now."""
        return may_try(self.next, skipped=self.skipped, now=now)


@dataclass(frozen=True)
class Work:
    """When a job last did something, and how much of it."""

    at: datetime
    done: int
    failed: int


class Book(Persistent):
    """Failures by job and key, the last work by job."""

    def __init__(self) -> None:
        self.failures: OOBTree = OOBTree()
        self.works: OOBTree = OOBTree()


def failures(site: object, job: str) -> dict[str, Failure]:
    """Return the failures of a job by key; reads only."""
    return {f.item.key: f for f in all_failures(site) if f.job == job}


def all_failures(site: object) -> Iterator[Failure]:
    """Yield every failure of a site; reads only."""
    book = _book(site)
    if book is not None:
        yield from book.failures.values()


def failure(site: object, job: str, key: str) -> Failure | None:
    """Return the failure of one item, None when there is none; reads only."""
    book = _book(site)
    return None if book is None else book.failures.get((job, key))


def last_work(site: object, job: str) -> Work | None:
    """Return when a job last did something; reads only."""
    book = _book(site)
    return None if book is None else book.works.get(job)


def note_failure(
    site: object, job: str, item: Item, error: str, now: datetime, *, words: Message | str = ""
) -> Failure:
    """Write down that an item failed once more: the traceback, and the words if there are any."""
    known = failure(site, job, item.key)
    attempts = known.attempts + 1 if known else 1
    noted = Failure(job, item, attempts, now, error, next_attempt(attempts, now), words=words)
    if known and known.skipped:
        noted = replace(noted, skipped=True, reason=known.reason, by=known.by)
    return put(site, noted)


def put(site: object, failure: Failure) -> Failure:
    """Write a failure in the place of the one of the same item."""
    _book_to_write(site).failures[(failure.job, failure.item.key)] = failure
    return failure


def forget(site: object, job: str, key: str) -> None:
    """Drop the failure of an item, if there is one."""
    book = _book(site)
    if book is not None and (job, key) in book.failures:
        del book.failures[(job, key)]


def note_work(site: object, job: str, work: Work) -> None:
    """Write down that a job did something."""
    _book_to_write(site).works[job] = work


def _book(site: object) -> Book | None:
    return IAnnotations(site).get(KEY)


def _book_to_write(site: object) -> Book:
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = Book()
    return annotations[KEY]
