"""Hungarian as contracts write it: numbers in words, dates, amounts."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

ONES = ("", "egy", "kettő", "három", "négy", "öt", "hat", "hét", "nyolc", "kilenc")
TENS = (
    "",
    "tíz",
    "húsz",
    "harminc",
    "negyven",
    "ötven",
    "hatvan",
    "hetven",
    "nyolcvan",
    "kilencven",
)
TENS_BEFORE_ONES = ("", "tizen", "huszon", *TENS[3:])
SCALES = ("", "ezer", "millió", "milliárd")
LARGEST = 10**12 - 1

# Up to two thousand a number is one word; above it a hyphen parts the groups of three digits.
ONE_WORD = 2000

CURRENCIES = {"HUF": ("Ft", "forint"), "EUR": ("EUR", "euró")}


def number_in_words(number: int) -> str:
    """Return a whole number in Hungarian words; raises ValueError outside 0 to 10¹²-1."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"only numbers from 0 to {LARGEST} have words here, got {number}")
    if number == 0:
        return "nulla"
    groups = []
    rest, scale = number, 0
    while rest:
        rest, group = divmod(rest, 1000)
        if group:
            groups.append(_group(group, scale))
        scale += 1
    return ("" if number <= ONE_WORD else "-").join(reversed(groups))


def _group(group: int, scale: int) -> str:
    if scale == 0:
        return _below_thousand(group)
    if scale == 1 and group == 1:
        return "ezer"
    words = _below_thousand(group)
    if words.endswith("kettő"):
        words = words.removesuffix("kettő") + "két"
    return words + SCALES[scale]


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = ""
    if hundreds:
        words = ("" if hundreds == 1 else "két" if hundreds == 2 else ONES[hundreds]) + "száz"
    tens, ones = divmod(rest, 10)
    return words + (TENS_BEFORE_ONES[tens] + ONES[ones] if ones else TENS[tens])


def amount(value: Decimal, currency: str) -> str:
    """Return an amount in figures, as ``1 850 000 Ft``."""
    sign, _ = CURRENCIES[currency]
    whole = int(value)
    figures = f"{whole:,}".replace(",", "\N{NO-BREAK SPACE}")
    if value != whole:
        figures += f",{int((value - whole) * 100):02d}"
    return f"{figures}\N{NO-BREAK SPACE}{sign}"


def amount_in_words(value: Decimal, currency: str) -> str:
    """Return an amount in words, as ``egymillió-nyolcszázötvenezer forint``."""
    _, name = CURRENCIES[currency]
    whole = int(value)
    words = f"{number_in_words(whole)} {name}"
    cents = int((value - whole) * 100)
    return f"{words} {number_in_words(cents)} cent" if cents else words


def long_date(day: date, months: Sequence[str]) -> str:
    """Return a date as ``2026. november 22.``."""
    return f"{day.year}. {months[day.month - 1]} {day.day}."
