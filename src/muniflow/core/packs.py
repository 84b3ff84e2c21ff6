"""Country packs: what is national, read from profiles/<country>/pack.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.numbering import NumberStyle
from muniflow.core.numbering import styles_from

import yaml


@dataclass(frozen=True, slots=True)
class SwappedDay:
    """A working day made free by decree, and the free day that is worked for it."""

    free: date
    working: date
    by: str


@dataclass(frozen=True, slots=True)
class SegregationRule:
    """Duties of which one person may do only one on the same case, and the law that says so."""

    id: str
    title: str
    law: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryPack:
    """The national settings of one country; the laws behind them are cited in its file."""

    country: str
    title: str
    currency: str
    currency_digits: int
    tax_number: str
    holidays: str
    arrival_number: str
    """How the number of an arrival is written, with code, number and year."""

    numbering: tuple[NumberStyle, ...]
    """How numbers may be written; organisations begin with the first."""

    swapped: tuple[SwappedDay, ...] = ()
    segregation: tuple[SegregationRule, ...] = ()

    @property
    def case_number(self) -> str:
        """The pattern of the number of a case, as organisations begin."""
        return self.numbering[0].case

    @property
    def document_number(self) -> str:
        """The pattern of the number of a document, as organisations begin."""
        return self.numbering[0].document


@cache
def packs() -> Mapping[str, CountryPack]:
    """Return every shipped pack by its two-letter country code."""
    found = {}
    for folder in files("muniflow").joinpath("profiles").iterdir():
        source = folder.joinpath("pack.yaml")
        if source.is_file():
            data = yaml.safe_load(source.read_text(encoding="utf-8"))
            data["swapped"] = tuple(SwappedDay(**swap) for swap in data.get("swapped", ()))
            data["segregation"] = tuple(
                SegregationRule(**{**rule, "duties": tuple(rule["duties"])})
                for rule in data.get("segregation", ())
            )
            data["numbering"] = styles_from(data["numbering"], data.pop("number_style"))
            found[data["country"]] = CountryPack(**data)
    return found


def pack(country: str) -> CountryPack:
    """Return the pack of a country; raises Invalid that names the known ones."""
    known = packs()
    if country not in known:
        raise Invalid(
            _(
                "error_unknown_country",
                default="There is no country pack “${value}”; known are ${known}.",
                mapping={"value": country, "known": ", ".join(sorted(known))},
            )
        )
    return known[country]
