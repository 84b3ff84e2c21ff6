"""How entries are stored: a bucket for each day and writer, keyed by time.

Two processes never write into the same leaf of a tree, and a leaf is small, for an entry
rewrites the one it comes into.
"""

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from muniflow.core.journal.rules import canonical
from muniflow.core.journal.rules import Entry
from muniflow.core.journal.rules import key_after
from persistent import Persistent
from secrets import token_hex

import os

VIEWS = "views"
"""The writer of what was written down outside the database first: the worker."""


class Bucket(LOBTree):
    """Entries as canonical JSON by microseconds: one day, one writer."""

    max_leaf_size = 16
    max_internal_size = 250


class Ledger(Persistent):
    """The buckets of one organisation, and what the worker remembers of them."""

    sealed = ""
    """The last day that is sealed, "" for none."""

    key = ""
    """Fingerprint of the certificate whose key signs."""

    wish = None
    """Who wants a new key, and why."""

    def __init__(self) -> None:
        self.buckets: OOBTree = OOBTree()
        self.marks: OOBTree = OOBTree()
        """Name of a bucket: the last key that is in a seal."""

        self.seals: OOBTree = OOBTree()
        """The seals by day."""

        self.unstamped: OOTreeSet = OOTreeSet()
        """The sealed days without a time stamp."""

        self.certificates: OOBTree = OOBTree()
        """Certificates as PEM by fingerprint, those of earlier keys too."""

        self.checks: OOBTree = OOBTree()
        """What the last check of a month found, by month."""

    def write(self, day: str, position: int, entry: Entry) -> None:
        """Append an entry to this process's bucket of a day; it has its id from its place."""
        bucket = self.bucket(day, writer())
        key = key_after(position, day, bucket.maxKey() if bucket else None)
        bucket[key] = canonical({"id": f"{key:x}-{writer()}", **entry})

    def insert(self, day: str, position: int, entry: Entry) -> None:
        """Put in an entry that has its id, where its time belongs; one writer at a time does."""
        bucket = self.bucket(day, VIEWS)
        key = key_after(position, day, None)
        while key in bucket:
            key += 1
        bucket[key] = canonical(entry)

    def bucket(self, day: str, writer: str) -> Bucket:
        """Return a writer's bucket of a day, made when there is none."""
        name = f"{day} {writer}"
        bucket = self.buckets.get(name)
        if bucket is None:
            bucket = self.buckets[name] = Bucket()
        return bucket

    def names(self, first: str = "", last: str = "") -> list[str]:
        """Return the names of the buckets from day ``first`` to day ``last``, in order."""
        return list(self.buckets.keys(first or None, f"{last}~" if last else None))


class Writer:
    """The name under which this process writes."""

    process = 0
    name = ""


def writer() -> str:
    """Return the name of this process; a forked child has another one than its parent."""
    if Writer.process != os.getpid():
        Writer.process, Writer.name = os.getpid(), token_hex(4)
    return Writer.name


def up(bucket: LOBTree, first: int | None, last: int | None) -> Iterator[tuple[int, object]]:
    """Yield keys and entries from ``first`` up to but not including ``last``."""
    yield from bucket.items(first, last, excludemax=last is not None)


def down(bucket: LOBTree, first: int | None, last: int | None) -> Iterator[tuple[int, object]]:
    """Yield the same, the newest first, without reading more than is asked for."""
    bound = None if last is None else last - 1
    while True:
        try:
            key = bucket.maxKey() if bound is None else bucket.maxKey(bound)
        except ValueError:
            return
        if first is not None and key < first:
            return
        yield key, bucket[key]
        bound = key - 1
