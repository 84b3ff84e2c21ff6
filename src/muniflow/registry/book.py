"""The numbers of one register: given once, in order, never taken away."""

from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from collections.abc import Iterator
from dataclasses import replace
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Void
from persistent import Persistent

SUBS = 100_000
"""Sub-numbers a main number has room for in the order of the book."""


class Counter(Persistent):
    """A number that only grows.

    Deliberately no conflict resolution: two transactions that both counted must not both
    commit. ``BTrees.Length`` would merge them and give one number twice.
    """

    def __init__(self) -> None:
        self.value = 0

    def step(self) -> int:
        """Return the next number."""
        self.value += 1
        return self.value


class Book(Persistent):
    """Entries keyed by main and sub-number, and a counter for each main number."""

    def __init__(self) -> None:
        self._counter = Counter()
        self._subs = IOBTree()
        self._entries = IOBTree()
        self._size = Length()

    def __len__(self) -> int:
        return self._size()

    @property
    def last(self) -> int:
        """The last main number given."""
        return self._counter.value

    def next_main(self) -> int:
        """Take the next main number."""
        main = self._counter.step()
        self._subs[main] = Counter()
        return main

    def next_sub(self, main: int) -> int:
        """Take the next sub-number of a main number."""
        return self._subs[main].step()

    def last_sub(self, main: int) -> int:
        """Return the last sub-number given under a main number."""
        return self._subs[main].value

    def enter(self, entry: Entry) -> None:
        """Write an entry; raises ValueError when its number is taken."""
        if not self._entries.insert(_key(entry.main, entry.sub), entry):
            raise ValueError(f"{entry.number} is in the book already")
        self._size.change(1)

    def void(self, main: int, sub: int, void: Void) -> Entry:
        """Mark an entry as void and return it; the entry stays."""
        return self._amend(main, sub, void=void)

    def move(self, main: int, sub: int, *, to: str = "", origin: str = "") -> Entry:
        """Write into an entry where its document went, or came from, and return it."""
        moved = {"moved_to": to, "moved_from": origin}
        return self._amend(main, sub, **{name: n for name, n in moved.items() if n})

    def _amend(self, main: int, sub: int, **changes: object) -> Entry:
        """Replace the entry of a number; raises KeyError for one never given."""
        key = _key(main, sub)
        self._entries[key] = replace(self._entries[key], **changes)
        return self._entries[key]

    def entry(self, main: int, sub: int = 0) -> Entry:
        """Return an entry; raises KeyError for a number never given."""
        return self._entries[_key(main, sub)]

    def entries(self, newest_first: bool = False) -> Iterator[Entry]:
        """Yield the entries in the order of their numbers."""
        if newest_first:
            for key in reversed(self._entries.keys()):
                yield self._entries[key]
        else:
            yield from self._entries.values()


def _key(main: int, sub: int) -> int:
    return main * SUBS + sub
