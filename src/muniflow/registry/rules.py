"""What makes a register right; plain values in, plain values out."""

from muniflow import _
from muniflow.core.packs import CountryPack
from muniflow.registry.audit import audit as audit
from muniflow.registry.audit import DOUBLE as DOUBLE
from muniflow.registry.audit import Finding as Finding
from muniflow.registry.audit import GAP as GAP
from muniflow.registry.audit import NO_REASON as NO_REASON
from muniflow.registry.errors import ReasonMissing

import re

DIGITS = re.compile(r"\d+")


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
