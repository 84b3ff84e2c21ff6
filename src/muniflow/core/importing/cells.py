"""Cells of spreadsheets as values, with a sentence for each that cannot be read."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from decimal import Decimal
from decimal import InvalidOperation
from muniflow import _
from muniflow.core.sheets import Value
from typing import TypeVar
from zope.i18nmessageid import Message

import re
import unicodedata

T = TypeVar("T")

YEAR_FIRST = re.compile(r"(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?")
DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
YEARS = range(1900, 2201)
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")
CURRENCY_SIGNS = re.compile(r"(ft|huf|forint|kč|czk|€|eur|euro|,-|\.-)\.?$", re.IGNORECASE)
CENT = Decimal("0.01")
YES = frozenset({"igen", "i", "yes", "y", "ano", "a", "true", "x", "1"})
NO = frozenset({"nem", "n", "no", "ne", "false", "0", ""})
MOST_NAMED = 12


class CellProblem(ValueError):
    """Raised for a cell that cannot be read; says what would be right."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def folded(text: object) -> str:
    """Return a text as headers and names are compared: letters and digits, no accents."""
    plain = unicodedata.normalize("NFKD", str(text)).casefold()
    return "".join(c for c in plain if c.isalnum())


def text(value: Value) -> str:
    """Return a cell as text; a whole number without its decimals."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value).strip()


def number(value: Value) -> Decimal | None:
    """Return a cell as a number, None for an empty one; raises CellProblem."""
    if isinstance(value, bool | date):
        raise _no_number(value)
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(str(value)).quantize(CENT)
    bare = CURRENCY_SIGNS.sub("", re.sub(r"[\s'’]", "", text(value)))
    if not bare:
        if text(value):
            raise _no_number(value)
        return None
    if not NUMBER.fullmatch(bare):
        raise _no_number(value)
    try:
        return Decimal(_plain(bare, value))
    except InvalidOperation as error:
        raise _no_number(value) from error


def _plain(bare: str, value: Value) -> str:
    """Return digits with at most one point; raises CellProblem where two readings exist."""
    signs = [c for c in bare if c in ".,"]
    if not signs:
        return bare
    last = signs[-1]
    whole, _sign, rest = bare.rpartition(last)
    if len(set(signs)) == 1 and len(signs) == 1:
        if len(rest) == 3:
            raise _ambiguous(value)
        return f"{whole}.{rest}"
    if len(set(signs)) == 1:
        return _ungrouped(bare, last, value)
    if signs.count(last) > 1:
        raise _no_number(value)
    return f"{_ungrouped(whole, signs[0], value)}.{rest}"


def _ungrouped(grouped: str, sign: str, value: Value) -> str:
    first, *rest = grouped.lstrip("+-").split(sign)
    if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in rest):
        raise _no_number(value)
    return grouped.replace(sign, "")


def day(value: Value) -> date | None:
    """Return a cell as a day, None for an empty one; raises CellProblem."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = text(value)
    if not written:
        return None
    first, second = YEAR_FIRST.fullmatch(written), DAY_FIRST.fullmatch(written)
    if first is None and second is None:
        raise _no_day(value)
    parts = first.groups() if first else reversed(second.groups())
    year, month, number_ = (int(part) for part in parts)
    try:
        found = date(year, month, number_)
    except ValueError as error:
        raise _no_day(value) from error
    if found.year not in YEARS:
        raise _no_day(value)
    return found


def yes_no(value: Value) -> bool:
    """Return a cell as yes or no, empty as no; raises CellProblem."""
    if isinstance(value, bool):
        return value
    word = folded(text(value))
    if word in YES or word in NO:
        return word in YES
    raise CellProblem(
        _(
            "problem_yes_no",
            default="“${value}” is neither yes nor no.",
            mapping={"value": text(value)},
        )
    )


def one_of(value: Value, known: Mapping[str, Sequence[T]], shown: Sequence[str]) -> T | None:
    """Return what a folded name stands for, None for an empty cell.

    Raises CellProblem for a name that nothing has, or that several things have.
    """
    name = text(value)
    if not name:
        return None
    found = known.get(folded(name), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise CellProblem(
            _(
                "problem_several",
                default="“${value}” may be ${found}: write the id.",
                mapping={"value": name, "found": ", ".join(str(one) for one in found)},
            )
        )
    raise CellProblem(
        _(
            "problem_unknown",
            default="“${value}” is unknown here; known: ${known}",
            mapping={"value": name, "known": _listed(shown)},
        )
    )


def required(value: T) -> T:
    """Return a value that is there; raises CellProblem for an empty one."""
    if value in (None, "", (), []):
        raise CellProblem(_("problem_required", default="Is empty and must be filled in."))
    return value


def _listed(shown: Sequence[str]) -> str:
    named = ", ".join(sorted(shown)[:MOST_NAMED])
    return f"{named} …" if len(shown) > MOST_NAMED else named


def _no_number(value: Value) -> CellProblem:
    return CellProblem(
        _(
            "problem_number",
            default="“${value}” is no number; write it like 1250000 or 1 250 000,50.",
            mapping={"value": text(value)},
        )
    )


def _ambiguous(value: Value) -> CellProblem:
    return CellProblem(
        _(
            "problem_number_ambiguous",
            default="“${value}” may be thousands or a fraction; write it without the sign, or "
            "with two decimals.",
            mapping={"value": text(value)},
        )
    )


def _no_day(value: Value) -> CellProblem:
    return CellProblem(
        _(
            "problem_day",
            default="“${value}” is no day of the calendar; write it like 2026-11-22.",
            mapping={"value": text(value)},
        )
    )
