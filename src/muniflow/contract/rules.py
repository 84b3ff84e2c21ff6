"""What conditions may ask of a contract; plain values in, plain values out."""

from collections.abc import Mapping
from datetime import date

# The types are those of the condition language, see muniflow.process.conditions.
FIELDS: Mapping[str, str] = {
    "amount": "number",
    "gross": "number",
    "currency": "text",
    "unit": "text",
    "direction": "text",
    "indefinite": "boolean",
    "months": "number",
}

DAYS_OF_A_MONTH = 30.4375


def months(term_from: date | None, term_until: date | None) -> int | None:
    """Return how many months a term lasts, rounded; None when it has no end or beginning."""
    if term_from is None or term_until is None:
        return None
    return round(((term_until - term_from).days + 1) / DAYS_OF_A_MONTH)
