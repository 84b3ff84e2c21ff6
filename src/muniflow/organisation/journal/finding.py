"""Looking through a journal, newest first, without ever reading more than a page needs."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from itertools import islice
from muniflow.core.interfaces import IJournal
from muniflow.core.journal.ledger import needle_of
from muniflow.core.journal.ledger import Place
from muniflow.core.journal.ledger import read
from muniflow.core.journal.ledger import Stored
from muniflow.organisation.interfaces import IOrganisation

import re

PAGE = 100
"""Entries on one page."""

LOOKED_AT = 20_000
"""Entries that are looked through for one page; the reader may go on from there."""

PLACE = re.compile(r"([0-9]{1,17}):([0-9]{4}-[0-9]{2}-[0-9]{2}(?: [a-z0-9]{1,16})?)")


@dataclass(frozen=True)
class Asked:
    """What the reader wants to see; None and "" narrow nothing."""

    since: date | None = None
    until: date | None = None
    people: frozenset[str] | None = None
    act: str = ""
    uids: frozenset[str] | None = None
    before: Place | None = None

    def fits(self, entry: Mapping[str, object]) -> bool:
        """Tell whether an entry is wanted."""
        return (
            (self.people is None or entry["actor"] in self.people)
            and self.act in ("", entry["act"])
            and (self.uids is None or entry["uid"] in self.uids)
        )

    def needles(self) -> list[list[str]]:
        """Return texts of which, of each group, one is in every entry that is wanted."""
        groups = (
            ("actor", self.people),
            ("act", {self.act} if self.act else None),
            ("uid", self.uids),
        )
        return [[needle_of(n, v) for v in values] for n, values in groups if values is not None]


@dataclass(frozen=True)
class Found:
    """A page of entries; ``next`` is where the next one begins, None at the end."""

    entries: list[dict[str, object]]
    next: Place | None = None
    looked_back_to: str = ""
    """The time of the last entry looked at, where there were too many to look at all."""


def find(
    organisation: IOrganisation, asked: Asked, page: int = PAGE, most: int = LOOKED_AT
) -> Found:
    """Return the next entries that are wanted, newest first."""
    found: list[dict[str, object]] = []
    needles = asked.needles()
    last: tuple[Place, Stored] | None = None
    for place, stored in islice(_walk(organisation, asked), most):
        if len(found) == page:
            return Found(found, last[0])
        last = place, stored
        if isinstance(stored, str) and not _may_fit(stored, needles):
            continue
        entry = read(place, stored)
        if asked.fits(entry):
            found.append(entry)
    else:
        return _ended(organisation, asked, found, last, most)


def _ended(
    organisation: IOrganisation,
    asked: Asked,
    found: list[dict[str, object]],
    last: tuple[Place, Stored] | None,
    most: int,
) -> Found:
    """Return a page whose walk came to its end, or to as much as is looked at."""
    if last is None:
        return Found(found)
    place, stored = last
    further = Asked(asked.since, asked.until, before=place)
    if next(_walk(organisation, further), None) is None:
        return Found(found)
    return Found(found, place, str(read(place, stored)["time"]))


def entries(organisation: IOrganisation, asked: Asked, most: int) -> Iterator[dict[str, object]]:
    """Yield at most so many entries that are wanted, newest first, however far back they are."""
    needles = asked.needles()
    wanted = (
        read(place, stored)
        for place, stored in _walk(organisation, asked)
        if not isinstance(stored, str) or _may_fit(stored, needles)
    )
    yield from islice((entry for entry in wanted if asked.fits(entry)), most)


def place_text(place: Place) -> str:
    """Return a place as it stands in an address."""
    return f"{place[0]}:{place[1]}"


def place_of(text: str) -> Place | None:
    """Return a place from an address, None for what is none."""
    match = PLACE.fullmatch(text)
    return (int(match[1]), match[2]) if match else None


def day_of(text: str) -> date | None:
    """Return a day from a form, None for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _may_fit(stored: str, needles: list[list[str]]) -> bool:
    return all(any(needle in stored for needle in group) for group in needles)


def _walk(organisation: IOrganisation, asked: Asked) -> Iterator[tuple[Place, Stored]]:
    until = asked.until and asked.until + timedelta(days=1)
    return IJournal(organisation).newest(
        since=_midnight(asked.since), until=_midnight(until), before=asked.before
    )


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time()).astimezone()
