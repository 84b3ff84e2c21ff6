"""The numbers of one register: given once, in order, never taken away."""

from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace
from muniflow.registry.audit import Checked
from muniflow.registry.index import BookIndex
from muniflow.registry.index import key_of
from muniflow.registry.index import NUMBER
from muniflow.registry.index import PARTNER
from muniflow.registry.index import places
from muniflow.registry.index import Question
from muniflow.registry.index import SUBS
from muniflow.registry.index import TITLE
from muniflow.registry.index import written
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Void
from persistent import Persistent

WALK = 2_000
"""Entries that are read before the memory they took is given back."""

TELLING = (PARTNER, TITLE)
"""The orders by what a veiled line does not show."""

FEW = 300
"""Entries that are woken to be sorted; more are picked from the whole order instead."""


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

    # A book of an older muniflow has none until it is upgraded.
    _index: BookIndex | None = None

    checked: Checked | None = None
    """What the last audit found."""

    audit_wanted: str = ""
    """Who wants an audit now; empty when nobody does."""

    closing: object | None = None
    """What closed the register, see muniflow.registry.exports.closing."""

    orders: OOBTree | None = None
    """Exports that were ordered, see muniflow.registry.exports.ordering."""

    def __init__(self) -> None:
        self._counter = Counter()
        self._subs = IOBTree()
        self._entries = LOBTree()
        self._size = Length()
        self._index = BookIndex()

    def __len__(self) -> int:
        return self._size()

    @property
    def last(self) -> int:
        """The last main number given."""
        return self._counter.value

    @property
    def highest(self) -> int:
        """The highest main number that is written in the book."""
        return self._entries.maxKey() // SUBS if self._entries else 0

    def agrees(self) -> bool:
        """Tell whether the counters agree with each other; the whole audit looks at all."""
        indexed = len(self) if self._index is None else len(self._index)
        return self.highest == self.last and len(self) == indexed

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

    def last_subs(self) -> dict[int, int]:
        """Return the last sub-number of every main number that has one."""
        return {main: counter.value for main, counter in self._subs.items() if counter.value}

    def enter(self, entry: Entry) -> None:
        """Write an entry; raises ValueError when its number is taken."""
        if not self._entries.insert(key_of(entry.main, entry.sub), entry):
            raise ValueError(f"{entry.number} is in the book already")
        self._size.change(1)
        if self._index is not None:
            self._index.add(entry)

    def void(self, main: int, sub: int, void: Void) -> Entry:
        """Mark an entry as void and return it; the entry stays."""
        return self._amend(main, sub, void=void)

    def move(self, main: int, sub: int, *, to: str = "", origin: str = "") -> Entry:
        """Write into an entry where its document went, or came from, and return it."""
        moved = {"moved_to": to, "moved_from": origin}
        return self._amend(main, sub, **{name: n for name, n in moved.items() if n})

    def _amend(self, main: int, sub: int, **changes: object) -> Entry:
        """Replace the entry of a number; raises KeyError for one never given."""
        key = key_of(main, sub)
        old = self._entries[key]
        new = self._entries[key] = replace(old, **changes)
        if self._index is not None:
            self._index.change(old, new)
        return new

    def entry(self, main: int, sub: int = 0) -> Entry:
        """Return an entry; raises KeyError for a number never given."""
        return self._entries[key_of(main, sub)]

    def entries(self, newest_first: bool = False) -> Iterator[Entry]:
        """Yield the entries in the order of their numbers."""
        if newest_first:
            for key in reversed(self._entries.keys()):
                yield self._entries[key]
        else:
            yield from self._entries.values()

    def walk(self) -> Iterator[Entry]:
        """Yield the entries in the order of their numbers, in little memory.

        What the connection has read is forgotten on the way, so it is for the worker.
        """
        for count, entry in enumerate(self._entries.values(), start=1):
            yield entry
            if count % WALK == 0 and self._p_jar is not None:
                self._p_jar.cacheMinimize()

    @property
    def index(self) -> BookIndex:
        """What the book can be asked; made anew each time for a book that has not kept it."""
        return self._index if self._index is not None else _indexed(self.entries())

    @property
    def indexed(self) -> bool:
        """True when the index is kept as entries are written."""
        return self._index is not None

    def find(self, question: Question, hidden: Collection[str] = ()) -> "Found":
        """Return the entries that fit a question; they are woken as they are asked for.

        What is ``hidden``, by UID, is found by its whole number alone, and has no place in an
        order by title or partner: the whole book is then given in the order of its numbers.
        """
        return Found(self, question, hidden)

    def rebuild(self) -> None:
        """Make the index anew from the entries, and room for more than 21,474 main numbers."""
        if not isinstance(self._entries, LOBTree):
            self._entries = LOBTree(self._entries.items())
        self._index = _indexed(self.entries())


class Found(Sequence[Entry]):
    """The entries of a book that fit a question, in its order."""

    def __init__(self, book: Book, question: Question, hidden: Collection[str] = ()) -> None:
        self._book = book
        self._question = question
        self._index = book.index
        wanted = self._index.wanted(question, book._entries)
        if hidden and wanted is not None:
            number = written(question.text)
            wanted = [
                key
                for key in wanted
                if (entry := book._entries[key]).uid not in hidden
                or written(entry.number) == number
            ]
        elif hidden and question.sort in TELLING:
            # The place of a veiled line among the others would tell how it begins.
            self._question = replace(question, sort=NUMBER)
        self._wanted = wanted
        self._sorted: list[int] | None = None

    def __len__(self) -> int:
        return len(self._index) if self._wanted is None else len(self._wanted)

    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            start, stop, _step = place.indices(len(self))
            # What is missing is told by the audit; the others are shown all the same.
            found = (self._book._entries.get(key) for key in self._keys(start, stop))
            return [entry for entry in found if entry is not None]
        return self[place : place + 1][0]

    def __iter__(self) -> Iterator[Entry]:
        for start in range(0, len(self), FEW):
            yield from self[start : start + FEW]

    def _keys(self, start: int, stop: int) -> list[int]:
        question = self._question
        if self._wanted is None:
            order = self._index.order(question.sort)
            return order.keys(start, stop, descending=question.descending)
        if self._sorted is None:
            self._sorted = self._in_order()
        return self._sorted[start:stop]

    def _in_order(self) -> list[int]:
        keys, question = list(self._wanted), self._question
        if question.sort != NUMBER:
            if len(keys) <= FEW:
                entries = self._book._entries
                keys.sort(key=lambda key: places(entries[key])[question.sort])
            else:
                wanted = set(keys)
                keys = [k for k in self._index.order(question.sort).all() if k in wanted]
        return keys[::-1] if question.descending else keys


def _indexed(entries: Iterator[Entry]) -> BookIndex:
    index = BookIndex()
    for entry in entries:
        index.add(entry)
    return index
