"""The list of partners of a register for print."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from muniflow import _
from muniflow.registry.exports.pdf import look
from muniflow.registry.exports.pdf import Say
from muniflow.registry.exports.rows import Values
from muniflow.registry.exports.sheets import Sheets
from muniflow.registry.exports.sheets import Text
from muniflow.registry.words import folded
from typing import BinaryIO

import dataclasses

NAMED = 12
"""Numbers that are named with a partner; of the others only the count is."""

COLUMNS = (
    (_("column_partner", default="Partner"), 260),
    (_("column_address", default="Address"), 220),
    (_("column_count_entries", default="Entries"), 56),
    (_("column_numbers", default="Numbers"), 250),
)


@dataclass
class Partner:
    """A partner as it stands in the book, with the numbers it stands at."""

    name: str
    addresses: dict[str, None] = field(default_factory=dict)
    count: int = 0
    numbers: list[str] = field(default_factory=list)


def write(head: Values, rows: Iterable[Values], target: BinaryIO, say: Say) -> int:
    """Print the partners of a register into a file and return how many there are."""
    known = partners(rows)
    columns = [(say(title), wide) for title, wide in COLUMNS]
    sheets = Sheets(target, dataclasses.replace(look(head, say), columns=columns))
    for partner in known:
        more = " …" if partner.count > len(partner.numbers) else ""
        sheets.row(
            (
                (Text(partner.name, bold=True),),
                tuple(Text(address) for address in partner.addresses),
                (Text(str(partner.count)),),
                (Text(", ".join(partner.numbers) + more),),
            )
        )
    count = {"count": len(known)}
    sheets.end([Text(say(_("print_partners", default="Partners: ${count}.", mapping=count)))])
    return len(known)


def partners(rows: Iterable[Values]) -> list[Partner]:
    """Return the partners of a register by name."""
    known: dict[str, Partner] = {}
    for values in rows:
        for name in _names(values):
            partner = known.setdefault(folded(name), Partner(name))
            partner.count += 1
            if values["address"]:
                partner.addresses[values["address"]] = None
            if len(partner.numbers) < NAMED:
                partner.numbers.append(values["number"])
    return [known[key] for key in sorted(known)]


def _names(values: Values) -> Iterator[str]:
    if values["partner"]:
        yield values["partner"]
    else:
        yield from filter(None, values["partners"].split("; "))
