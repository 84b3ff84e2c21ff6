"""A row of a sheet as a post, or all that is wrong with it; plain values in and out."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from muniflow import _
from muniflow.core.importing.cells import CellProblem
from muniflow.core.importing.cells import day
from muniflow.core.importing.cells import folded
from muniflow.core.importing.cells import one_of
from muniflow.core.importing.cells import required
from muniflow.core.importing.cells import text
from muniflow.core.importing.columns import Columns
from muniflow.core.importing.columns import RowReader
from muniflow.core.importing.report import Problem
from muniflow.core.sheets import Row
from muniflow.organisation.importing.columns import FUNCTION_WORDS
from muniflow.organisation.rules import ALL
from muniflow.organisation.rules import PostRecord
from zope.i18nmessageid import Message

import re
import unicodedata

PERSON_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,49}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True)
class Around:
    """What there is: units by folded names, people, posts; and whether people may be added."""

    units: Mapping[str, Sequence[str]]
    find_person: Callable[[str], str | None]
    posts: Sequence[PostRecord]
    may_add_people: bool


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that is to be added first."""

    id: str
    title: str
    parent: str


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person that is to be added first."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Post:
    """A sound row."""

    row: Row
    record: PostRecord
    unit: NewUnit | None
    person: NewPerson | None


def post_of(row: Row, columns: Columns, around: Around) -> Post | list[Problem]:
    """Return the post of a row, or every problem it has."""
    reader = RowReader(columns, row)
    person, new_person = _person(reader, around)
    unit, new_unit = _unit(reader, around)
    words = {folded(w): (name,) for name, found in FUNCTION_WORDS.items() for w in (name, *found)}
    function = reader.get(
        "function", partial(one_of, known=words, shown=list(FUNCTION_WORDS)), required
    )
    since, until = reader.get("since", day), reader.get("until", day)
    if since and until and until < since:
        reader.note("until", _ends_first(since, until))
    if reader.problems:
        return reader.problems
    return Post(row, PostRecord(person, unit, function, since, until), new_unit, new_person)


def rival(record: PostRecord, others: Iterable[PostRecord]) -> PostRecord | None:
    """Return a post of the same person, unit and function that is held on the same days."""
    for other in others:
        same = (other.person, other.unit, other.function) == (
            record.person,
            record.unit,
            record.function,
        )
        if same and _overlap(record, other):
            return other
    return None


def unit_id(title: str) -> str:
    """Return the id of a unit made of its title; raises CellProblem when none can be made."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_UNIT].strip("-")
    if not made or made == ALL:
        raise CellProblem(
            _(
                "problem_unit_name",
                default="“${value}” cannot be the name of a unit.",
                mapping={"value": title},
            )
        )
    return made


def _person(reader: RowReader, around: Around) -> tuple[str, NewPerson | None]:
    """Return the id of the person, with what to add where there is no such person."""
    name = reader.get("person", text, required)
    if not name:
        return "", None
    found = around.find_person(name)
    if found is not None:
        return found, None
    if not around.may_add_people:
        reader.note("person", _nobody(name))
        return "", None
    person = reader.get("person", text, partial(_formed, pattern=PERSON_ID))
    full_name = reader.get("name", text, required)
    email = reader.get("email", text, required, partial(_formed, pattern=EMAIL))
    return person or "", NewPerson(person or "", full_name or "", email or "")


def _unit(reader: RowReader, around: Around) -> tuple[str, NewUnit | None]:
    """Return the id of the unit, with what to add where there is none."""
    title = reader.get("unit", text, required)
    if not title:
        return "", None
    if folded(title) in around.units:
        known = partial(one_of, known=around.units, shown=())
        return reader.get("unit", known) or "", None
    made = reader.get("unit", text, unit_id) or ""
    parent = reader.get("parent", partial(one_of, known=around.units, shown=sorted(around.units)))
    return made, NewUnit(made, title, parent or "")


def _formed(value: str, pattern: re.Pattern) -> str:
    if not pattern.fullmatch(value):
        raise CellProblem(
            _(
                "problem_form",
                default="“${value}” has the wrong form; an id is like kiss.anna, an address "
                "like kiss.anna@town.example.",
                mapping={"value": value},
            )
        )
    return value


def _overlap(one: PostRecord, other: PostRecord) -> bool:
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (
        one.until or date.max
    )


def _nobody(name: str) -> Message:
    return _(
        "problem_nobody",
        default="There is nobody called “${value}”; an administrator of the site adds people.",
        mapping={"value": name},
    )


def _ends_first(since: date, until: date) -> Message:
    return _(
        "error_post_dates",
        default="The post would end on ${until}, before it begins on ${since}.",
        mapping={"until": until.isoformat(), "since": since.isoformat()},
    )
