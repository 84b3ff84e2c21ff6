"""Who belongs where, and which groups follow from posts; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from muniflow.organisation.interfaces import Function
from muniflow.organisation.interfaces import FUNCTIONS
from unicodedata import combining
from unicodedata import normalize

import re

TITLES = re.compile(r"^((dr|ing|mgr|bc|prof)\. ?)+", re.IGNORECASE)

ALL = "all"
"""The unit part of a group that spans a whole organisation; no unit may have this id."""

MEMBER = "member"
HEAD = "head"

NAMED = "named"
ANSWERING = "answering"
PERSONAL = (NAMED, ANSWERING)
"""Groups of one person each, who is in them while holding any post: of what a list names the
person for, which nobody lends, and of what the person answers for, which a substitute gets."""


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class PostRecord:
    """One post as kept in the post book of its organisation."""

    person: str
    unit: str
    function: str
    since: date | None = None
    until: date | None = None

    def active(self, day: date) -> bool:
        """Tell whether the post is held on that day; both ends belong to it."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def name_order(name: str) -> str:
    """Return a text by which names sort as in an office: without titles and accents."""
    bare = TITLES.sub("", name)
    plain = "".join(c for c in normalize("NFKD", bare) if not combining(c))
    return f"{plain.casefold()} {bare}"


def group_id(organisation: str, unit: str, function: str) -> str:
    """Return the id of the group of those who hold a function in a unit."""
    return f"{organisation}.{unit}.{function}"


def rollup_id(organisation: str, function: str) -> str:
    """Return the id of the group of those who hold a function anywhere in an organisation."""
    return group_id(organisation, ALL, function)


def split_group(group: str) -> tuple[str, str, str] | None:
    """Return organisation, unit and function of a group id, None when it is another kind."""
    parts = tuple(group.split("."))
    if len(parts) != 3 or (parts[2] != MEMBER and parts[2] not in FUNCTIONS):
        return None
    return parts


def personal_id(organisation: str, person: str, kind: str) -> str:
    """Return the id of the group of one person."""
    return f"{organisation}.{person}.{kind}"


def split_personal(group: str) -> tuple[str, str, str] | None:
    """Return organisation, person and kind of such a group's id, None for another kind of id."""
    organisation, _dot, rest = group.partition(".")
    person, _dot, kind = rest.rpartition(".")
    return (organisation, person, kind) if person and kind in PERSONAL else None


def acting_group(organisation: str, unit: str, function: Function) -> str:
    """Return the group that acts on a case of ``unit`` where ``function`` is asked for."""
    return group_id(organisation, unit if function.unit_bound else ALL, function.name)


def groups_of(
    organisation: str,
    records: Iterable[PostRecord],
    led: Mapping[str, str],
    day: date,
) -> Iterator[str]:
    """Yield the groups of one person in one organisation from the person's own records.

    ``led`` maps each unit to the unit whose head leads it, see :func:`leaders`.
    """
    active = [r for r in records if r.active(day)]
    if active:
        yield rollup_id(organisation, MEMBER)
    yield from sorted({rollup_id(organisation, r.function) for r in active})
    yield from sorted({group_id(organisation, r.unit, r.function) for r in active})
    headed = {r.unit for r in active if r.function == HEAD}
    for unit, leader in led.items():
        if leader in headed and unit not in headed:
            yield group_id(organisation, unit, HEAD)


def leaders(
    parents: Mapping[str, str], records: Iterable[PostRecord], day: date
) -> dict[str, str]:
    """Return for every unit the nearest unit, itself or above it, that has a head that day.

    ``parents`` maps a unit's id to the id of the unit around it, "" at the top. Units that
    nobody leads are missing from the answer.
    """
    headed = {r.unit for r in records if r.function == HEAD and r.active(day)}
    found = {}
    for unit in parents:
        at = unit
        while at and at not in headed:
            at = parents.get(at, "")
        if at:
            found[unit] = at
    return found
