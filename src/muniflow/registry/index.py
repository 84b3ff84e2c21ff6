"""What a book can be asked: its entries by value, word and order, without waking any."""

from BTrees.LLBTree import intersection
from BTrees.LLBTree import LLSet
from BTrees.LLBTree import LLTreeSet
from BTrees.LLBTree import multiunion
from BTrees.OIBTree import OIBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import UTC
from itertools import pairwise
from muniflow.registry.interfaces import Entry
from muniflow.registry.words import folded
from muniflow.registry.words import words_of
from persistent import Persistent

import re

SUBS = 100_000
"""Sub-numbers a main number has room for in the order of the book."""

NUMBER = "number"
DATE = "date"
PARTNER = "partner"
TITLE = "title"
YES = "yes"

KEY = 15
"""Digits of a key at the end of what is sorted."""

# So many characters of what is sorted name a block; how many entries each holds is counted,
# and a far page is found without walking there.
BLOCKS = {NUMBER: 9, DATE: 10, PARTNER: 4, TITLE: 4}

LAST = "\uffff"
SORTED = 40
DIGITS = re.compile(r"\d+")
DIGITS_MOST = 10


def key_of(main: int, sub: int) -> int:
    """Return under which key a number is kept."""
    return main * SUBS + sub


@dataclass(frozen=True)
class Question:
    """What is wanted of a book; ``values`` are those that an entry has to have by their field.

    Days are ISO texts, the last one included; ``since`` and ``until`` are moments in UTC.
    """

    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    sort: str = NUMBER
    descending: bool = True


class Order(Persistent):
    """Keys in one order, with a count for each block of them."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._items = OOTreeSet()
        self._counts = OIBTree()

    def add(self, item: str) -> None:
        """Take a place in the order."""
        if self._items.insert(item):
            self._count(item, 1)

    def remove(self, item: str) -> None:
        """Give up a place."""
        self._items.remove(item)
        self._count(item, -1)

    def _count(self, item: str, step: int) -> None:
        block = item[: self._width]
        self._counts[block] = self._counts.get(block, 0) + step

    def __len__(self) -> int:
        return sum(self._counts.values())

    def between(self, first: str, last: str) -> Iterator[int]:
        """Yield the keys from one text up to but not including another."""
        for item in self._items.keys(first or None, last or None, excludemax=bool(last)):
            yield int(item[-KEY:])

    def all(self) -> Iterator[int]:
        """Yield all keys."""
        return self.between("", "")

    def keys(self, start: int, stop: int, *, descending: bool) -> list[int]:
        """Return the keys of some places; only the blocks that hold them are read."""
        found: list[int] = []
        place = 0
        blocks = list(self._counts.items())
        for block, count in reversed(blocks) if descending else blocks:
            if place >= stop:
                break
            if place + count > start:
                found.extend(self._part(block, start - place, stop - place, descending))
            place += count
        return found

    def _part(self, block: str, start: int, stop: int, descending: bool) -> Iterator[int]:
        items = list(self._items.keys(block, block + LAST))
        for item in (items[::-1] if descending else items)[max(0, start) : stop]:
            yield int(item[-KEY:])


class BookIndex(Persistent):
    """Orders and sets of keys, kept as entries are written."""

    def __init__(self) -> None:
        self._orders = OOBTree({name: Order(width) for name, width in BLOCKS.items()})
        self._sets = OOBTree()

    def __len__(self) -> int:
        return len(self._orders[NUMBER])

    def add(self, entry: Entry) -> None:
        """Take in an entry."""
        for name, item in places(entry).items():
            self._orders[name].add(item)
        for mark in marks(entry):
            self._put(mark, entry)

    def change(self, old: Entry, new: Entry) -> None:
        """Take in what has changed of an entry."""
        before, now = places(old), places(new)
        for name, item in now.items():
            if before[name] != item:
                self._orders[name].remove(before[name])
                self._orders[name].add(item)
        for mark in marks(new) - marks(old):
            self._put(mark, new)
        for mark in marks(old) - marks(new):
            self._sets[mark].remove(key_of(old.main, old.sub))

    def _put(self, mark: str, entry: Entry) -> None:
        keys = self._sets.get(mark)
        if keys is None:
            keys = self._sets[mark] = LLTreeSet()
        keys.insert(key_of(entry.main, entry.sub))

    def values(self, name: str) -> list[str]:
        """Return the values that entries have in a field, those without any left out."""
        first = f"{name}\0"
        found = self._sets.keys(first, first + LAST)
        return [mark[len(first) :] for mark in found if self._sets[mark]]

    def order(self, name: str) -> Order:
        """Return one of the orders."""
        return self._orders[name]

    def wanted(self, question: Question, entries: Mapping[int, Entry]) -> LLSet | None:
        """Return the keys of the entries that fit, None for all."""
        found: LLSet | LLTreeSet | None = None
        for part in self._parts(question, entries):
            found = part if found is None else intersection(found, part)
        return found

    def _parts(
        self, question: Question, entries: Mapping[int, Entry]
    ) -> Iterator[LLSet | LLTreeSet]:
        for name, value in question.values.items():
            yield self._sets.get(f"{name}\0{value}", LLSet())
        if question.since or question.until:
            yield LLSet(self._orders[DATE].between(question.since, question.until))
        if words_of(question.text):
            yield self._texts(question.text, entries)

    def _texts(self, text: str, entries: Mapping[int, Entry]) -> LLSet:
        """Return the entries that have every piece of a text, or all of it as their number."""
        found: LLSet | LLTreeSet | None = None
        for piece in filter(words_of, text.split()):
            part = multiunion([self._worded(piece), self._numbered(piece, entries)])
            found = part if found is None else intersection(found, part)
        return multiunion([found, self._numbered("".join(text.split()), entries)])

    def _worded(self, piece: str) -> LLSet | LLTreeSet:
        """Return the entries that have words beginning so; a number has to be there whole."""
        found: LLSet | LLTreeSet | None = None
        for word in words_of(piece):
            first = f"word\0{word}"
            last = first if word.isdigit() else first + LAST
            marked = multiunion(list(self._sets.values(first, last)))
            found = marked if found is None else intersection(found, marked)
        return LLSet() if found is None else found

    def _numbered(self, piece: str, entries: Mapping[int, Entry]) -> LLSet:
        """Return the entries of a number as people write it: 12 and all below it, 12-3, whole."""
        digits = [int(d) for d in DIGITS.findall(piece) if len(d) < DIGITS_MOST]
        if piece.isdigit():
            ends = [f"\0{key_of(main, 0):0{KEY}d}" for main in (*digits, *(d + 1 for d in digits))]
            return LLSet(self._orders[NUMBER].between(*ends) if digits else ())
        asked = written(piece)
        keys = {key_of(*pair) for pair in pairwise(digits)} | {key_of(d, 0) for d in digits}
        found = [k for k in keys if k in entries and asked in written(entries[k].number)]
        return LLSet(found)


def places(entry: Entry) -> dict[str, str]:
    """Return what an entry is sorted by, in each order."""
    key = f"\0{key_of(entry.main, entry.sub):0{KEY}d}"
    return {
        NUMBER: key,
        DATE: moment_of(entry.time) + key,
        PARTNER: (folded(partner_of(entry))[:SORTED] or LAST) + key,
        TITLE: (folded(entry.title)[:SORTED] or LAST) + key,
    }


def marks(entry: Entry) -> set[str]:
    """Return the sets an entry is in."""
    values = {
        "direction": entry.facts.direction,
        "unit": entry.unit,
        "handler": entry.handler,
        "kind": entry.kind,
        "plan_item": entry.plan_item,
        "level": "document" if entry.sub or entry.case else "case",
        "void": YES if entry.void else "",
        "moved": YES if entry.moved_to or entry.moved_from else "",
        "corrected": YES if entry.void or entry.moved_to or entry.moved_from else "",
    }
    facts = entry.facts
    words = words_of(
        entry.title,
        entry.partners,
        facts.partner,
        facts.reference,
        facts.external_id,
        facts.arrival,
    )
    found = {f"{name}\0{value}" for name, value in values.items() if value}
    return found | {f"word\0{word}" for word in words}


def written(number: str) -> str:
    """Return a number as it is compared: however it was spaced."""
    return "".join(folded(number).split())


def partner_of(entry: Entry) -> str:
    """Return the other side of an entry."""
    return entry.facts.partner or entry.partners


def moment_of(iso: str) -> str:
    """Return a time in UTC, in the one form that sorts."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso[:32]
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
