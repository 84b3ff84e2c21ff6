"""Cells as people write them."""

from datetime import date
from datetime import datetime
from decimal import Decimal
from muniflow.core.importing import cells

import pytest


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (1250000, "1250000"),
        (12.5, "12.50"),
        ("1250000", "1250000"),
        ("1 250 000", "1250000"),
        ("1\xa0250\xa0000 Ft", "1250000"),
        ("1.250.000,-", "1250000"),
        ("1.250.000,50", "1250000.50"),
        ("1,250,000.50", "1250000.50"),
        ("1 250 000,5 HUF", "1250000.5"),
        ("23 400 €", "23400"),
        ("250 000 Kč", "250000"),
        ("12,50", "12.50"),
        ("-5", "-5"),
    ],
)
def test_number(value, expected):
    assert cells.number(value) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    "value",
    [
        "sok",
        "12 ezer",
        "1.234",
        "1,234",
        "1,2,3",
        "1.2345.678",
        "Ft",
        "12-13",
        "1e5",
        "#N/A",
        True,
    ],
)
def test_no_number(value):
    with pytest.raises(cells.CellProblem):
        cells.number(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (" ", None),
        (datetime(2026, 11, 22, 9, 30), date(2026, 11, 22)),
        (date(2026, 11, 22), date(2026, 11, 22)),
        ("2026-11-22", date(2026, 11, 22)),
        ("2026.11.22.", date(2026, 11, 22)),
        ("2026. 11. 22.", date(2026, 11, 22)),
        ("2026/1/2", date(2026, 1, 2)),
        ("22. 11. 2026", date(2026, 11, 22)),
        ("2.1.2026", date(2026, 1, 2)),
    ],
)
def test_day(value, expected):
    assert cells.day(value) == expected


@pytest.mark.parametrize(
    "value", ["2026-02-30", "22/11/2026", "holnap", "46000", 46000, "0026-01-01", "2026-13-01"]
)
def test_no_day(value):
    with pytest.raises(cells.CellProblem):
        cells.day(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("igen", True), ("NEM", False), ("ano", True), ("", False), (None, False), (True, True)],
)
def test_yes_no(value, expected):
    assert cells.yes_no(value) is expected


def test_neither_yes_nor_no():
    with pytest.raises(cells.CellProblem):
        cells.yes_no("talán")


KNOWN = {"jogiosztaly": ("jog",), "csoport": ("a", "b")}


@pytest.mark.parametrize(("value", "expected"), [("Jogi osztály", "jog"), ("", None)])
def test_one_of(value, expected):
    assert cells.one_of(value, KNOWN, ["Jogi Osztály"]) == expected


@pytest.mark.parametrize(("value", "word"), [("Pénzügy", "known"), ("Csoport", "found")])
def test_none_of_one_of(value, word):
    with pytest.raises(cells.CellProblem) as caught:
        cells.one_of(value, KNOWN, ["Jogi Osztály"])
    assert word in caught.value.message.mapping


@pytest.mark.parametrize("value", [None, "", (), []])
def test_required(value):
    with pytest.raises(cells.CellProblem):
        cells.required(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(12.0, "12"), (None, ""), (" a ", "a"), (datetime(2026, 1, 2), "2026-01-02")],
)
def test_text(value, expected):
    assert cells.text(value) == expected
