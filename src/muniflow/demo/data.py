"""The demo's data as typed rows, read from a profile folder."""

from collections.abc import Iterator
from collections.abc import Mapping
from csv import DictReader
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation; ``seal`` is a file of the profile."""

    id: str
    code: str
    title: str
    address: str
    tax_number: str
    colour: str
    seal: str
    country: str
    signed_by: str
    countersigned_by: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit; ``parent`` is the id of the unit around it, or empty."""

    organisation: str
    id: str
    title: str
    parent: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with a login."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """Who works where as what; ``since`` and ``until`` lie relative to the day of loading."""

    person: str
    organisation: str
    unit: str
    function: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A company or body that contracts are made with."""

    id: str
    name: str
    seat: str
    tax_number: str
    representative: str


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract and how far it came; the README of the profile explains the columns."""

    key: str
    organisation: str
    direction: str
    unit: str
    responsible: str
    partner: str
    net: Decimal
    vat: int
    currency: str
    term: str
    kind: str
    begun: int
    story: str
    waits: int | None
    process: str
    subject: str

    @property
    def gross(self) -> Decimal:
        """The net value with value added tax, to the cent."""
        return (self.net * (100 + self.vat) / 100).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class SceneRow:
    """One act after the story of a contract; the file explains the words."""

    do: str
    by: str
    ago: int = 0
    after: int = 0
    to: str = ""
    units: tuple[str, ...] = ()
    days: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Somebody who is away, since how many working days, until when, and who stands in."""

    by: str
    kind: str
    ago: int
    since: int
    until: str
    stands_in: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class LevelsRow:
    """What an organisation typed into the grid of a kind of case, by element."""

    organisation: str
    type: str
    by: str
    ago: int
    currency: str
    rows: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """Something that came in, and what was done with it then; a sender may be a partner's id."""

    key: str
    organisation: str
    by: str
    ago: int
    sender: str
    subject: str
    mode: str
    carrier: str
    external_id: str = ""
    reference: str = ""
    annexes: int = 0
    by_name: bool = False
    thread: tuple[str, ...] = ()
    text: str = ""
    """What the letter says; without it there is no scan."""

    acts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class LoginRow:
    """A login worth trying and what it shows, by language."""

    person: str
    about: Mapping[str, str]


@dataclass(frozen=True)
class Demo:
    """Everything the profile folder declares."""

    organisations: tuple[OrganisationRow, ...]
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    posts: tuple[PostRow, ...]
    partners: Mapping[str, PartnerRow]
    contracts: tuple[ContractRow, ...]
    scenes: Mapping[str, tuple[SceneRow, ...]]
    absences: tuple[AbsenceRow, ...]
    levels: tuple[LevelsRow, ...]
    arrivals: tuple[ArrivalRow, ...]
    logins: tuple[LoginRow, ...]
    texts: Mapping[str, Any] = field(repr=False)

    def organisation(self, id: str) -> OrganisationRow:
        """Return an organisation by id; raises StopIteration for an unknown one."""
        return next(row for row in self.organisations if row.id == id)

    def person(self, id: str) -> PersonRow:
        """Return a person by id; raises StopIteration for an unknown one."""
        return next(row for row in self.people if row.id == id)


def folder() -> Traversable:
    """Return the profile folder of the demo."""
    return files("muniflow").joinpath("profiles").joinpath("dunakeszi")


@cache
def demo() -> Demo:
    """Return the demo's data, read once."""
    return Demo(
        organisations=tuple(OrganisationRow(**row) for row in _yaml("organisations.yaml")),
        units=tuple(_units(_yaml("units.yaml"))),
        people=tuple(_rows("people.csv", PersonRow)),
        posts=tuple(_rows("posts.csv", PostRow, {"from": "since"})),
        partners={row.id: row for row in _rows("partners.csv", PartnerRow)},
        contracts=tuple(_rows("contracts.csv", ContractRow)),
        scenes={
            key: tuple(SceneRow(**row) for row in rows)
            for key, rows in _yaml("scenes.yaml").items()
        },
        absences=tuple(AbsenceRow(**row) for row in _yaml("absences.yaml")),
        levels=tuple(LevelsRow(**row) for row in _yaml("levels.yaml")),
        arrivals=tuple(ArrivalRow(**row) for row in _yaml("arrivals.yaml")),
        logins=tuple(LoginRow(**row) for row in _yaml("logins.yaml")),
        texts=_yaml("texts.yaml"),
    )


def _yaml(name: str) -> Any:
    return yaml.safe_load(folder().joinpath(name).read_text(encoding="utf-8"))


def _units(tree: Mapping[str, list[dict[str, Any]]]) -> Iterator[UnitRow]:
    for organisation, units in tree.items():
        yield from _nested(organisation, units, "")


def _nested(organisation: str, units: list[dict[str, Any]], parent: str) -> Iterator[UnitRow]:
    for unit in units:
        yield UnitRow(organisation, unit["id"], unit["title"], parent)
        yield from _nested(organisation, unit.get("units", []), unit["id"])


def _rows(name: str, kind: type, renamed: Mapping[str, str] | None = None) -> Iterator[Any]:
    renamed = renamed or {}
    types = {f.name: f.type for f in fields(kind)}
    with folder().joinpath(name).open(encoding="utf-8", newline="") as source:
        for row in DictReader(source):
            named = {renamed.get(key, key): value for key, value in row.items()}
            yield kind(**{key: _typed(value, types[key]) for key, value in named.items()})


def _typed(value: str, kind: type) -> Any:
    if kind == int | None:
        return int(value) if value else None
    return kind(value) if kind in (int, Decimal) else value
