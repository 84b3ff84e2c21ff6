"""The arrivals of one organisation and year, numbered without a gap."""

from BTrees.IOBTree import IOBTree
from collections.abc import Iterator
from muniflow.registry.arrivals.interfaces import ArrivalEntry
from muniflow.registry.book import Counter
from persistent import Persistent


class ArrivalBook(Persistent):
    """Entries keyed by their number; nothing is ever taken out."""

    def __init__(self) -> None:
        self._counter = Counter()
        self._entries = IOBTree()

    @property
    def last(self) -> int:
        """The last number given."""
        return self._counter.value

    def next_number(self) -> int:
        """Take the next number."""
        return self._counter.step()

    def enter(self, entry: ArrivalEntry) -> None:
        """Write an entry; raises ValueError when its number is taken."""
        if not self._entries.insert(entry.number, entry):
            raise ValueError(f"{entry.text} is in the book already")

    def entry(self, number: int) -> ArrivalEntry:
        """Return an entry; raises KeyError for a number never given."""
        return self._entries[number]

    def entries(self) -> Iterator[ArrivalEntry]:
        """Yield the entries in the order of their numbers."""
        yield from self._entries.values()

    def newest(self, start: int, size: int) -> list[ArrivalEntry]:
        """Return ``size`` entries from ``start`` on, the newest first; no other is woken."""
        first = self.last - start
        found = self._entries.values(max(1, first - size + 1), max(0, first))
        return list(found)[::-1]
