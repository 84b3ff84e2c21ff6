"""A row of a sheet as a contract, or all that is wrong with it; plain values in and out."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from hashlib import sha256
from muniflow import _
from muniflow.contract.importing.columns import DIRECTIONS
from muniflow.core.importing.cells import CellProblem
from muniflow.core.importing.cells import day
from muniflow.core.importing.cells import folded
from muniflow.core.importing.cells import number
from muniflow.core.importing.cells import one_of
from muniflow.core.importing.cells import required
from muniflow.core.importing.cells import text
from muniflow.core.importing.cells import yes_no
from muniflow.core.importing.columns import Columns
from muniflow.core.importing.columns import RowReader
from muniflow.core.importing.report import Problem
from muniflow.core.sheets import Row
from zope.i18nmessageid import Message

import re

SEVERAL = re.compile(r"[;\n]")
LONGEST_TITLE = 500

Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Around:
    """What an organisation offers to rows: who and what there is, by folded names."""

    units: Names
    unit_titles: Sequence[str]
    people: Names
    people_names: Sequence[str]
    currencies: Sequence[str]
    currency: str
    is_tax_number: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Contract:
    """A sound row: the type, the values of the fields, and the key that tells it again."""

    row: Row
    key: str
    portal_type: str
    values: Mapping[str, object]


def contract_of(row: Row, columns: Columns, around: Around) -> Contract | list[Problem]:
    """Return the contract of a row, or every problem it has."""
    reader = RowReader(columns, row)
    directions = {folded(w): (kind,) for kind, words in DIRECTIONS.items() for w in words}
    portal_type = reader.get(
        "direction", partial(one_of, known=directions, shown=_shown_directions()), required
    )
    values = {
        "title": reader.get("title", text, required, _short),
        "partners": _partners(reader, around),
        "partner_reference": reader.get("partner_reference", text) or None,
        "value_net": reader.get("value_net", number, required, _positive),
        "value_gross": reader.get("value_gross", number, _positive),
        "currency": reader.get("currency", partial(_currency, around=around)),
        "term_from": reader.get("term_from", day, required),
        "term_until": reader.get("term_until", day),
        "indefinite": reader.get("indefinite", yes_no),
        "unit": reader.get(
            "unit", partial(one_of, known=around.units, shown=around.unit_titles), required
        ),
        "responsible": reader.get(
            "responsible",
            partial(one_of, known=around.people, shown=around.people_names),
            required,
        ),
        "description": reader.get("description", text) or "",
    }
    _check_together(reader, values)
    if reader.problems:
        return reader.problems
    reference = text(reader.raw("reference"))
    return Contract(row, key_of(reference, portal_type, values), portal_type, values)


def key_of(reference: str, portal_type: str, values: Mapping[str, object]) -> str:
    """Return what tells a row again: its reference, else a hash of what it says."""
    if reference:
        return f"ref:{folded(reference) or reference}"
    said = "\x1f".join((portal_type, *(f"{name}={values[name]}" for name in sorted(values))))
    return f"row:{sha256(said.encode()).hexdigest()}"


def _partners(reader: RowReader, around: Around) -> tuple[str, ...]:
    """Return a line for each partner: name, seat, tax number."""
    names = reader.get("partners", text, _several, required) or ()
    seats = reader.get("seat", text, _several) or ()
    numbers = reader.get("tax_number", text, _several, partial(_checked, around=around)) or ()
    for column, found in (("seat", seats), ("tax_number", numbers)):
        if found and names and len(found) != len(names):
            reader.note(column, _uneven(len(found), len(names)))
    if not reader.is_sound("partners", "seat", "tax_number"):
        return ()
    lines = zip(names, seats or ("",) * len(names), numbers or ("",) * len(names), strict=True)
    return tuple(", ".join(part for part in line if part) for line in lines)


def _several(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in SEVERAL.split(value) if part.strip())


def _checked(numbers: tuple[str, ...], around: Around) -> tuple[str, ...]:
    for one in numbers:
        if not around.is_tax_number(one):
            raise CellProblem(
                _(
                    "error_tax_number",
                    default="“${value}” is no valid tax number: its digits do not check.",
                    mapping={"value": one},
                )
            )
    return numbers


def _currency(value: object, around: Around) -> str:
    code = text(value).upper() or around.currency
    if code not in around.currencies:
        raise CellProblem(
            _(
                "problem_unknown",
                default="“${value}” is unknown here; known: ${known}",
                mapping={"value": code, "known": ", ".join(around.currencies)},
            )
        )
    return code


def _positive(value: Decimal | None) -> Decimal | None:
    if value is not None and value < 0:
        raise CellProblem(
            _(
                "problem_negative",
                default="“${value}” is below zero; a contract's value is 0 or more.",
                mapping={"value": str(value)},
            )
        )
    return value


def _short(value: str) -> str:
    if len(value) > LONGEST_TITLE:
        raise CellProblem(
            _(
                "problem_long",
                default="Has ${length} characters; at most ${limit} are possible.",
                mapping={"length": len(value), "limit": LONGEST_TITLE},
            )
        )
    return " ".join(value.split())


def _check_together(reader: RowReader, values: Mapping[str, object]) -> None:
    """Note what is wrong only between two columns."""
    net, gross = values["value_net"], values["value_gross"]
    if net is not None and gross is not None and gross < net:
        reader.note(
            "value_gross",
            _(
                "error_gross",
                default="The gross value ${gross} is below the net value ${net}.",
                mapping={"gross": str(gross), "net": str(net)},
            ),
        )
    since, until = values["term_from"], values["term_until"]
    if since and until and until < since:
        reader.note(
            "term_until",
            _(
                "error_term",
                default="The term would end on ${until}, before it begins on ${since}.",
                mapping={"until": until.isoformat(), "since": since.isoformat()},
            ),
        )
    if until and values["indefinite"]:
        reader.note(
            "indefinite",
            _(
                "problem_indefinite",
                default="An indefinite term has no end; empty this cell or the end.",
            ),
        )


def _uneven(found: int, names: int) -> Message:
    return _(
        "problem_uneven",
        default="Has ${found} entries for ${names} partners; part them with “;” in the same "
        "order.",
        mapping={"found": found, "names": names},
    )


def _shown_directions() -> list[str]:
    return [word for words in DIRECTIONS.values() for word in words[:3]]
