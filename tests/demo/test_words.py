"""Hungarian numbers, amounts and dates."""

from datetime import date
from decimal import Decimal
from muniflow.demo import words
from muniflow.demo.data import demo

import pytest


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "nulla"),
        (7, "hét"),
        (10, "tíz"),
        (12, "tizenkettő"),
        (20, "húsz"),
        (21, "huszonegy"),
        (30, "harminc"),
        (99, "kilencvenkilenc"),
        (100, "száz"),
        (222, "kétszázhuszonkettő"),
        (1000, "ezer"),
        (1848, "ezernyolcszáznegyvennyolc"),
        (2000, "kétezer"),
        (2001, "kétezer-egy"),
        (12_000, "tizenkétezer"),
        (310_000, "háromszáztízezer"),
        (1_000_000, "egymillió"),
        (2_400_000, "kétmillió-négyszázezer"),
        (38_400_000, "harmincnyolcmillió-négyszázezer"),
        (148_000_000, "száznegyvennyolcmillió"),
        (1_002_000_003, "egymilliárd-kétmillió-három"),
    ],
)
def test_number_in_words(number, expected):
    assert words.number_in_words(number) == expected


@pytest.mark.parametrize("number", [-1, 10**12])
def test_number_without_words(number):
    with pytest.raises(ValueError, match=str(number)):
        words.number_in_words(number)


@pytest.mark.parametrize(
    ("value", "currency", "figures", "spelt"),
    [
        (Decimal("1850000"), "HUF", "1 850 000 Ft", "egymillió-nyolcszázötvenezer forint"),
        (Decimal("18900"), "EUR", "18 900 EUR", "tizennyolcezer-kilencszáz euró"),
        (
            Decimal("29718.50"),
            "EUR",
            "29 718,50 EUR",
            "huszonkilencezer-hétszáztizennyolc euró ötven cent",
        ),
    ],
)
def test_amount(value, currency, figures, spelt):
    assert words.amount(value, currency).replace("\xa0", " ") == figures
    assert words.amount_in_words(value, currency) == spelt


def test_long_date():
    assert words.long_date(date(2026, 11, 2), demo().texts["months"]) == "2026. november 2."
