"""What the answers on the site-creation page mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from muniflow import _
from muniflow.core.errors import Invalid
from unicodedata import normalize

import re

COLOURS = ("#0f766e", "#4338ca", "#b45309", "#be123c", "#15803d", "#7e22ce")
"""Given in turn to organisations without a colour of their own."""

TIMEZONES = {"hu": "Europe/Budapest", "cz": "Europe/Prague"}


@dataclass(frozen=True, slots=True)
class PlannedOrganisation:
    """An organisation that is to be made."""

    id: str
    code: str
    title: str
    colour: str


def planned_organisations(
    answers: Mapping[str, object], taken: frozenset[str] = frozenset()
) -> list[PlannedOrganisation]:
    """Return the organisations asked for; raises Invalid for a repeated or unusable code."""
    planned = []
    seen = set(taken)
    for number, row in enumerate(answers.get("organisations") or ()):
        code = row["code"].strip()
        identifier = id_from_code(code)
        if identifier in seen:
            raise Invalid(_repeated(code))
        seen.add(identifier)
        colour = row.get("colour") or COLOURS[number % len(COLOURS)]
        planned.append(PlannedOrganisation(identifier, code, row["title"].strip(), colour))
    return planned


def id_from_code(code: str) -> str:
    """Return the id of an organisation: its code in plain lower-case letters and digits."""
    plain = normalize("NFKD", code).encode("ascii", "ignore").decode("ascii").lower()
    identifier = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not identifier:
        raise Invalid(
            _(
                "error_code_without_letters",
                default="The short code “${code}” needs at least one letter or digit.",
                mapping={"code": code},
            )
        )
    return identifier


def _repeated(code: str) -> str:
    return _(
        "error_code_repeated",
        default="The short code “${code}” is given twice; each organisation needs its own.",
        mapping={"code": code},
    )
