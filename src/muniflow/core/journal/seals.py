"""What is kept of a sealed day: the seal, its signature and stamp, and the files."""

from BTrees.LOBTree import LOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from muniflow.core.journal.chain import LINES
from muniflow.core.journal.chain import SEAL
from muniflow.core.journal.chain import SIGNATURE
from muniflow.core.journal.chain import STAMP
from muniflow.core.journal.chain import XML
from muniflow.core.journal.ledger import Journal
from muniflow.core.journal.ledger import read
from persistent import Persistent
from ZODB.blob import Blob

import json

LOOK_BACK = timedelta(days=40)
"""How far back a day is searched for entries that came after it was sealed."""

SMALL = 1 << 14
"""Bytes up to which a file needs no blob of its own."""

Part = tuple[int | None, int]
"""Of a bucket: the key before the first, and the last one that a seal covers."""


class Seal(Persistent):
    """One sealed day; only the stamp may come later."""

    stamp = b""
    """The answer of the time stamp authority, b"" while there is none."""

    def __init__(
        self, day: str, text: bytes, signature: bytes, parts: dict[str, Part], files: dict
    ) -> None:
        self.day = day
        self.text = text
        self.signature = signature
        self.parts = parts
        """What it covers, by the names of the buckets."""

        self.files = {end: _kept(data) for end, data in files.items()}

    @property
    def values(self) -> dict:
        """What the seal says."""
        return json.loads(self.text)

    def names(self) -> dict[str, str]:
        """Return the files of the day: name by its end."""
        ends = [LINES, XML, SEAL, SIGNATURE, *([STAMP] if self.stamp else [])]
        return {end: f"{self.day}{end}" for end in ends}

    def data(self, end: str) -> bytes:
        """Return a file of the day; raises KeyError for one there is not."""
        kept = {SEAL: self.text, SIGNATURE: self.signature}
        if self.stamp:
            kept[STAMP] = self.stamp
        if end in kept:
            return kept[end]
        file = self.files[end]
        if isinstance(file, bytes):
            return file
        with file.open("r") as stream:
            return stream.read()


@dataclass(frozen=True)
class Check:
    """When a month was last compared with its seals, and what was wrong."""

    at: datetime
    days: int
    findings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """Somebody wants a new key."""

    actor: str
    time: str
    reason: str


def unsealed(journal: Journal, day: str) -> dict[str, Part]:
    """Return what the seal of a day has to cover: its buckets, and what came late to others."""
    marks = journal.ledger.marks if journal.ledger is not None else {}
    first = (date.fromisoformat(day) - LOOK_BACK).isoformat()
    found: dict[str, Part] = {}
    for name, tree in journal.trees(first, day):
        if not tree:
            continue
        mark, last = marks.get(name), tree.maxKey()
        if mark is None or last > mark:
            found[name] = (mark, last)
    return found


def covered(journal: Journal, parts: dict[str, Part]) -> list[dict[str, object]]:
    """Return the entries of some parts in the order of their times."""
    found = []
    trees = dict(journal.trees(min(parts)[:10], max(parts)[:10])) if parts else {}
    for name, (mark, last) in parts.items():
        for key, stored in _keys(trees.get(name), mark, last):
            entry = read((key, name), stored)
            found.append((datetime.fromisoformat(entry["time"]), key, name, entry))
    found.sort(key=lambda item: item[:3])
    return [item[3] for item in found]


def _keys(tree: LOBTree | None, mark: int | None, last: int) -> Iterator[tuple[int, object]]:
    if tree is not None:
        yield from tree.items(mark, last, excludemin=mark is not None)


def _kept(data: bytes) -> Blob | bytes:
    """Return a file as it is stored: most days are small, and many have no entries at all."""
    if len(data) <= SMALL:
        return data
    blob = Blob()
    with blob.open("w") as stream:
        stream.write(data)
    return blob
