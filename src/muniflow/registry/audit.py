"""What an auditor looks for in a register; plain values in, plain values out."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from muniflow.registry.index import moment_of
from muniflow.registry.interfaces import Entry

import re

GAP = "gap"
DOUBLE = "double"
NO_REASON = "void without reason"
AFTER_CLOSING = "after closing"
TIME_ORDER = "time order"
BEYOND = "beyond the counter"
LINK = "moved link"
MISCOUNTED = "miscounted"
GONE = "object gone"
OTHER_NUMBER = "other number"
HASH = "hash"

LISTED = 500
"""Findings that are kept by name."""

DIGITS = re.compile(r"\d+")
YEAR = re.compile(r"(19|20)\d\d")


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Finding:
    """What an audit found wrong: the kind, the number it concerns, and what else belongs to it."""

    kind: str
    number: str
    note: str = ""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Checked:
    """What the last audit of a register found, and of how many entries."""

    time: str
    entries: int
    last: int
    findings: tuple[Finding, ...] = ()
    """The first of them, LISTED at most."""

    total: int = 0
    """All of them."""

    asked_by: str = ""
    """Who wanted it; empty for the nightly one."""


@dataclass(frozen=True)
class Frame:
    """What is known of a register beside its entries.

    ``last`` is the last main number given, ``subs`` the last sub-number given under each main
    number, as far as that is known; ``elsewhere`` finds entries of other registers by number,
    and ``named`` writes a number as the register does, else that is learnt from its entries.
    """

    last: int = 0
    subs: Mapping[int, int] = field(default_factory=dict)
    closed: str = ""
    count: int | None = None
    elsewhere: Callable[[str], Entry | None] | None = None
    named: Callable[[int, int], str] | None = None


class Audit:
    """Takes in the entries of one register one by one, then says what is wrong."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._closed = moment_of(frame.closed) if frame.closed else ""
        self._seen: Counter[tuple[int, int]] = Counter()
        self._top: dict[int, int] = {}
        self._times: dict[tuple[int, int], str] = {}
        self._linked: list[Entry] = []
        self._by_number: dict[str, tuple[str, str]] = {}
        self._shapes: set[str] = set()
        self._patterns = ["", ""]
        self.count = 0

    def take(self, entry: Entry) -> Iterator[Finding]:
        """Take in one entry and yield what is wrong with it alone."""
        self.count += 1
        key = (entry.main, entry.sub)
        self._seen[key] += 1
        if self._seen[key] > 1:
            yield Finding(DOUBLE, entry.number)
        self._top[entry.main] = max(self._top.get(entry.main, 0), entry.sub)
        self._times[key] = moment_of(entry.time)
        self._learn(entry)
        if entry.moved_to or entry.moved_from:
            self._linked.append(entry)
            self._by_number[entry.number] = (entry.moved_to, entry.moved_from)
        if entry.void is not None and not entry.void.reason.strip():
            yield Finding(NO_REASON, entry.number)
        if self._closed and self._times[key] > self._closed:
            yield Finding(AFTER_CLOSING, entry.number, entry.time)

    def _learn(self, entry: Entry) -> None:
        """Learn how this register writes its numbers."""
        level = min(entry.sub, 1)
        if not self._patterns[level]:
            self._patterns[level] = pattern_of(entry)
        self._shapes.add(shape_of(entry.number))

    def close(self) -> Iterator[Finding]:
        """Yield what is wrong with the register as a whole."""
        yield from self._gaps()
        yield from self._order_of_time()
        yield from self._links()
        if self._frame.count is not None and self._frame.count != self.count:
            yield Finding(MISCOUNTED, "", f"{self._frame.count} ≠ {self.count}")

    def _gaps(self) -> Iterator[Finding]:
        highest = max([self._frame.last, *self._top])
        for main in range(1, highest + 1):
            if (main, 0) not in self._seen:
                yield Finding(GAP, self._name(main, 0))
            elif main > self._frame.last:
                yield Finding(BEYOND, self._name(main, 0))
        tops = {**dict.fromkeys(self._frame.subs, 0), **self._top}
        for main in sorted(tops):
            given = self._frame.subs.get(main)
            for sub in range(1, max(tops[main], given or 0) + 1):
                if (main, sub) not in self._seen:
                    yield Finding(GAP, self._name(main, sub))
                elif given is not None and sub > given:
                    yield Finding(BEYOND, self._name(main, sub))

    def _order_of_time(self) -> Iterator[Finding]:
        latest_main, latest_sub, of = "", "", 0
        for (main, sub), time in sorted(self._times.items()):
            if not sub:
                if time < latest_main:
                    yield Finding(TIME_ORDER, self._name(main, sub), time)
                latest_main = max(latest_main, time)
                latest_sub, of = time, main
                continue
            if main != of:
                latest_sub, of = "", main
            if time < latest_sub:
                yield Finding(TIME_ORDER, self._name(main, sub), time)
            latest_sub = max(latest_sub, time)

    def _links(self) -> Iterator[Finding]:
        for entry in self._linked:
            if entry.moved_to and (
                entry.void is None or not self._meets(entry.moved_to, entry.number, back=1)
            ):
                yield Finding(LINK, entry.number, entry.moved_to)
            if entry.moved_from and not self._meets(entry.moved_from, entry.number, back=0):
                yield Finding(LINK, entry.number, entry.moved_from)

    def _meets(self, other: str, number: str, *, back: int) -> bool:
        """Tell whether the other entry leads back; what another register has may be unknown."""
        if other in self._by_number:
            return self._by_number[other][back] == number
        if shape_of(other) in self._shapes:
            return False
        if self._frame.elsewhere is None:
            return True
        found = self._frame.elsewhere(other)
        return found is not None and (found.moved_to, found.moved_from)[back] == number

    def _name(self, main: int, sub: int) -> str:
        """Return a number as this register writes it, as far as that is known."""
        if self._frame.named is not None:
            return self._frame.named(main, sub)
        pattern = self._patterns[min(sub, 1)]
        plain = f"{main}-{sub}" if sub else str(main)
        return pattern.format(main=main, sub=sub) if pattern else plain


def audit(entries: Iterable[Entry], last: int, **frame: object) -> list[Finding]:
    """Return what is wrong with the entries of one register; ``frame`` as in Frame."""
    taken = Audit(Frame(last=last, **frame))
    found = [finding for entry in entries for finding in taken.take(entry)]
    return [*found, *taken.close()]


def pattern_of(entry: Entry) -> str:
    """Return the number of an entry as a pattern, "" when its parts cannot be told apart."""
    parts = [(entry.main, "{main}")]
    if entry.sub:
        parts.append((entry.sub, "{sub}"))
    text = entry.number.replace("{", "{{").replace("}", "}}")
    for value, name in parts:
        found = [m for m in DIGITS.finditer(text) if int(m[0]) == value]
        if len(found) != 1:
            return ""
        text = text[: found[0].start()] + name + text[found[0].end() :]
    return text


def shape_of(number: str) -> str:
    """Return what numbers of one register have in common: all but small whole numbers.

    A year has four digits and stays; so may a large main number, whose shape is then its own.
    """
    return DIGITS.sub(lambda found: found[0] if YEAR.fullmatch(found[0]) else "#", number)
