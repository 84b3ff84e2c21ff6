"""Conditions in plain words."""

from muniflow.process.errors import plain
from muniflow.process.wording import readable

import pytest

TITLES = {"amount": "net value", "currency": "currency", "months": "months"}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("amount >= 1000000", "net value from 1 000 000"),
        ("amount > 5", "net value above 5"),
        ("amount <= 200000.50", "net value up to 200 000.5"),
        ("amount < 5", "net value below 5"),
        ("5 < amount", "net value above 5"),
        ("5 == amount", "net value = 5"),
        ("amount != 5", "net value other than 5"),
        ('unit == "works"', "unit = “works”"),
        ('unit in ["a", "b"]', "unit is one of “a”, “b”"),
        ('unit not in ["a"]', "unless unit is one of “a”"),
        ("amount == null", "net value is empty"),
        ("amount != null", "net value is filled in"),
        ("indefinite", "indefinite"),
        ("not indefinite", "unless indefinite"),
        ("indefinite == true", "indefinite is yes"),
        ("indefinite != true", "indefinite is no"),
        ("indefinite == false", "indefinite is no"),
        (
            "amount > 5 and indefinite and months < 3",
            "net value above 5 and indefinite and months below 3",
        ),
        ("amount > 5 or months < 3", "net value above 5 or months below 3"),
        (
            "(amount > 5 or months < 3) and indefinite",
            "(net value above 5 or months below 3) and indefinite",
        ),
    ],
)
def test_plain_words(expression, words):
    assert plain(readable(expression, TITLES)).replace("\u202f", " ") == words


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ('amount >= 1000000 and currency == "HUF"', "net value from 1 000 000 HUF"),
        (
            'currency == "HUF" and amount > 1 and amount < 5',
            "net value above 1 HUF and net value below 5 HUF",
        ),
        ('not (amount < 5 and currency == "HUF")', "unless net value below 5 HUF"),
        ('months > 5 and currency == "HUF"', "months above 5 and currency = “HUF”"),
        ('amount > 5 or currency == "HUF"', "net value above 5 or currency = “HUF”"),
        ('amount > 5 and currency != "HUF"', "net value above 5 and currency other than “HUF”"),
    ],
)
def test_a_currency_stands_behind_its_sum(expression, words):
    assert plain(readable(expression, TITLES)).replace("\u202f", " ") == words


@pytest.mark.parametrize(
    "expression",
    [
        "amount * 1.27 > 200000",
        "amount > gross",
        "amount >",
        "indefinite and amount + 1 > 5",
        "not (amount - 1 > 5)",
        "true",
        "${basket.total > 3}",
        "1 in [1]",
    ],
)
def test_what_has_no_plain_words_stays_as_it_is(expression):
    assert readable(expression, TITLES) == expression
