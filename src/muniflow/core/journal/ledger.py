"""The journal of an organisation, kept in its annotations."""

from Acquisition import aq_base
from BTrees.LOBTree import LOBTree
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from heapq import merge
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from muniflow.core.journal.buckets import down
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.buckets import up
from muniflow.core.journal.recording import channel
from muniflow.core.journal.rules import canonical
from muniflow.core.journal.rules import day_at
from muniflow.core.journal.rules import day_of
from muniflow.core.journal.rules import Entry
from muniflow.core.journal.rules import open_day
from muniflow.core.journal.rules import position
from operator import itemgetter
from plone.uuid.interfaces import IUUID
from types import MappingProxyType
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer

import json

KEY = "muniflow.ledger"

OLD_KEY = "muniflow.journal"
"""Where entries were kept as mappings, one tree a day; they are read and never written."""

Place = tuple[int, str]
"""Key and name of the bucket: no two entries of a journal share it."""

Stored = str | Mapping[str, object]


@implementer(IJournal)
@adapter(IJournalled)
class Journal:
    """What happened in one organisation; there is no way to change an entry."""

    def __init__(self, context: IJournalled) -> None:
        self._annotations = IAnnotations(context)

    @property
    def ledger(self) -> Ledger | None:
        """The buckets; None before the first entry."""
        return self._annotations.get(KEY)

    def writable(self) -> Ledger:
        """Return the buckets, made when there are none."""
        if KEY not in self._annotations:
            self._annotations[KEY] = Ledger()
        return self._annotations[KEY]

    def record(
        self,
        act: str,
        *,
        obj: object,
        actor: str,
        acting_as: str,
        details: Mapping[str, object],
    ) -> None:
        """Write one entry; values in ``details`` are plain strings, numbers, booleans or None."""
        moment = clock.now()
        entry = {
            "time": moment.isoformat(),
            "act": act,
            "actor": actor,
            "acting_as": acting_as,
            "channel": channel(),
            "uid": IUUID(obj, ""),
            "type": getattr(aq_base(obj), "portal_type", ""),
            "path": "/".join(obj.getPhysicalPath()),
            "details": dict(details),
        }
        ledger = self.writable()
        ledger.write(open_day(day_of(moment), ledger.sealed), position(moment), entry)

    def insert(self, entry: Entry, moment: datetime) -> None:
        """Write what happened earlier and has its id; only the worker does, one at a time.

        What belongs to a sealed day comes into the next one.
        """
        ledger = self.writable()
        ledger.insert(open_day(day_of(moment), ledger.sealed), position(moment), entry)

    def entries(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        uid: str | None = None,
    ) -> Iterator[Entry]:
        """Yield entries from ``since`` up to but not including ``until``, oldest first."""
        needle = None if uid is None else needle_of("uid", uid)
        for place, stored in self.stored(since=since, until=until):
            if needle and isinstance(stored, str) and needle not in stored:
                continue
            entry = read(place, stored)
            if uid is None or entry["uid"] == uid:
                details = MappingProxyType(entry["details"])
                yield MappingProxyType({**entry, "details": details})

    def stored(
        self, *, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[tuple[Place, Stored]]:
        """Yield entries as they are stored, oldest first; only what is asked for is read."""
        first, last = bound(since), bound(until)
        for _day, trees in sorted(self._days(since, until).items()):
            yield from _merged(trees, partial(up, first=first, last=last), newest_first=False)

    def newest(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        before: Place | None = None,
    ) -> Iterator[tuple[Place, Stored]]:
        """Yield entries as they are stored, newest first, those older than ``before``."""
        first, last = bound(since), bound(until)
        if before is not None:
            last = before[0] + 1 if last is None else min(last, before[0] + 1)
        for _day, trees in sorted(self._days(since, until, last).items(), reverse=True):
            found = _merged(trees, partial(down, first=first, last=last), newest_first=True)
            yield from (pair for pair in found if before is None or pair[0] < before)

    def first_day(self) -> str:
        """Return the day of the first entry, "" when there is none."""
        ledger = self.ledger
        old = self._annotations.get(OLD_KEY) or ()
        days = [min(old)] if old else []
        if ledger is not None and ledger.buckets:
            days.append(ledger.buckets.minKey().partition(" ")[0])
        return min(days, default="")

    def trees(self, first: str = "", last: str = "") -> Iterator[tuple[str, LOBTree]]:
        """Yield the buckets of a span of days by name; those of the old shape are called after
        their day alone."""
        old = self._annotations.get(OLD_KEY)
        if old:
            yield from old.items(first or None, last or None)
        if self.ledger is not None:
            for name in self.ledger.names(first, last):
                yield name, self.ledger.buckets[name]

    def _days(
        self, since: datetime | None, until: datetime | None, last: int | None = None
    ) -> dict[str, list[tuple[str, LOBTree]]]:
        found: dict[str, list[tuple[str, LOBTree]]] = {}
        end = day_of(until) if until else ""
        if last is not None:
            newest = day_at(last)
            end = min(end, newest) if end else newest
        for name, tree in self.trees(day_of(since) if since else "", end):
            found.setdefault(name.partition(" ")[0], []).append((name, tree))
        return found


def read(place: Place, stored: Stored) -> dict[str, object]:
    """Return an entry; one of the old shape has its id from its place."""
    if isinstance(stored, str):
        return json.loads(stored)
    return {"id": f"{place[0]:x}", **stored}


def needle_of(field: str, value: str) -> str:
    """Return the text that an entry with this value has; others may have it, too."""
    return f"{canonical(field)}:{canonical(value)}"


def bound(moment: datetime | None) -> int | None:
    """Return the position of a moment, None for none."""
    return None if moment is None else position(moment)


def _merged(
    trees: list[tuple[str, LOBTree]],
    walk: Callable[[LOBTree], Iterator[tuple[int, object]]],
    *,
    newest_first: bool,
) -> Iterator[tuple[Place, Stored]]:
    """Walk through the buckets of a day at once, in the order of time."""
    walks = [_placed(name, walk(tree)) for name, tree in trees]
    return merge(*walks, key=itemgetter(0), reverse=newest_first)


def _placed(name: str, pairs: Iterator[tuple[int, Stored]]) -> Iterator[tuple[Place, Stored]]:
    for key, stored in pairs:
        yield (key, name), stored
