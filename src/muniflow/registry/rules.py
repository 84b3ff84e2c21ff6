"""What makes a register right; plain values in, plain values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from muniflow import _
from muniflow.core.packs import CountryPack
from muniflow.registry.errors import ReasonMissing
from muniflow.registry.interfaces import Entry

import re

DIGITS = re.compile(r"\d+")

GAP = "gap"
DOUBLE = "double"
NO_REASON = "void without reason"


def format_number(pack: CountryPack, *, code: str, main: int, sub: int, year: int) -> str:
    """Return a registry number as the country writes it; ``sub`` 0 means the case itself."""
    pattern = pack.document_number if sub else pack.case_number
    return pattern.format(code=code, main=main, sub=sub, year=year)


def order_of(number: str) -> str:
    """Return a text that sorts registry numbers by year, main and sub-number."""
    numbers = DIGITS.findall(number)
    if len(numbers) < 2:
        return number
    *middle, year = numbers
    return ".".join([year, *(n.zfill(7) for n in middle)])


def check_reason(reason: str) -> str:
    """Return the reason trimmed; raises ReasonMissing when it says nothing."""
    text = reason.strip()
    if len(text) < 3:
        raise ReasonMissing(
            _(
                "error_void_reason",
                default="Say why the number is void: an auditor will read it.",
            )
        )
    return text


@dataclass(frozen=True, slots=True)
class Finding:
    """What an audit of a register found wrong: the kind and the number it concerns."""

    kind: str
    number: str


def audit(entries: Iterable[Entry], last: int) -> list[Finding]:
    """Return every gap, double and empty reason among the entries of one register."""
    found: list[Finding] = []
    seen: set[tuple[int, int]] = set()
    subs: dict[int, int] = {}
    for entry in entries:
        key = (entry.main, entry.sub)
        if key in seen:
            found.append(Finding(DOUBLE, entry.number))
        seen.add(key)
        subs[entry.main] = max(subs.get(entry.main, 0), entry.sub)
        if entry.void is not None and not entry.void.reason.strip():
            found.append(Finding(NO_REASON, entry.number))
    highest = max([last, *subs])
    found.extend(
        Finding(GAP, str(main)) for main in range(1, highest + 1) if (main, 0) not in seen
    )
    found.extend(
        Finding(GAP, f"{main}-{sub}")
        for main, top in subs.items()
        for sub in range(1, top)
        if (main, sub) not in seen
    )
    return found
