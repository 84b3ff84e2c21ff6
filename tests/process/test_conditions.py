"""The language of conditions: what it admits, what it means, what it refuses."""

from decimal import Decimal
from muniflow.process.conditions import check
from muniflow.process.conditions import ConditionError
from muniflow.process.conditions import holds
from muniflow.process.conditions import MAX_LENGTH
from muniflow.process.conditions import syntax
from muniflow.process.errors import plain

import pytest

FIELDS = {"amount": "number", "unit": "text", "currency": "text", "indefinite": "boolean"}


@pytest.mark.parametrize(
    "expression",
    [
        "amount >= 5000000",
        'amount < 1000000 and currency == "HUF"',
        'not (amount < 1 or unit == "finance")',
        'unit in ["finance", "legal"]',
        'unit not in ["finance"]',
        "indefinite",
        "not indefinite",
        "indefinite == true",
        "amount == null",
        "amount * 1.27 > 200000",
        "amount - 1 <= -5",
        "unit == 'works'",
        "true",
    ],
)
def test_admitted(expression):
    assert check(expression, FIELDS) == []


@pytest.mark.parametrize(
    ("expression", "sentence", "position"),
    [
        ("amont > 5", "error_condition_misspelt_field", 1),
        ("amount > 5 and colour == 1", "error_condition_unknown_field", 16),
        ("amount >", "error_condition_syntax", 9),
        ("amount 5", "error_condition_syntax", 8),
        ("", "error_condition_syntax", 1),
        ("amount", "error_condition_not_boolean", 1),
        ("amount + 1", "error_condition_not_boolean", 1),
        ('amount > "x"', "error_condition_types", 1),
        ('indefinite and amount == "x"', "error_condition_types", 16),
        ("unit in [1]", "error_condition_types", 1),
        ("indefinite > true", "error_condition_types", 1),
        ("amount > null", "error_condition_types", 1),
        ("amount and indefinite", "error_condition_types", 1),
        ("not amount", "error_condition_types", 5),
        ('1 < "a"', "error_condition_values", 1),
        ("9 / 0 > 1", "error_condition_values", 1),
        ("amount(5)", "error_condition_not_admitted", 1),
        ("amount in unit", "error_condition_not_admitted", 1),
    ],
)
def test_refused_with_position(expression, sentence, position):
    (problem,) = check(expression, FIELDS)
    assert (str(problem.message), problem.position) == (sentence, position)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("amont > 5", "There is no field “amont”; “amount” is one. Known are: "),
        ("colour == 1", "There is no field “colour”; known are: amount, currency, "),
        ('amount > "x"', "“amount” (a number) and “x” (a text) do not fit here."),
        ('"x" == indefinite', "“x” (a text) and “indefinite” (yes or no) do not fit here."),
        ("unit in [1]", "“unit” (a text) and “1” (a number) do not fit here."),
        ("amount > null", "“amount” (a number) and nothing (null) do not fit here."),
        ("unit * 2 > 5", "a number and “unit” (a text) do not fit here."),
        ("indefinite and amount + 1", "yes or no and a number do not fit here."),
    ],
)
def test_says_what_is_meant(expression, sentence):
    (problem,) = check(expression, FIELDS)
    assert plain(problem.message).startswith(sentence)


@pytest.mark.parametrize(
    "expression",
    [
        "amount ** 999999999 > 1",
        "2 ** 99999 > 1",
        "unit =~ '(a+)+$'",
        "unit.as_upper == 'X'",
        "$now",
        "$re_groups",
        "[x for x in unit]",
        "{1: 2}",
        "amount ? 1 : 2",
        "amount ?? 1",
        "1e999 > amount",
        "amount > inf",
        "amount == nan",
        "amount == 1 # comment",
        'd"2026-01-01" == unit',
        'b"x" == unit',
        "amount // 2 > 1",
        "amount << 9 > 1",
        "amount & 1",
        "__import__ == 1",
        "unit[0] == 'a'",
        "amount > 99999999999999999999",
        "import os",
        "${amount > 1}",
        "amount = 1",
    ],
)
def test_nothing_dangerous_is_admitted(expression):
    assert syntax(expression)


def test_too_long():
    (problem,) = syntax("amount > 1 and " * 50 + "amount > 1")
    assert problem.position == MAX_LENGTH


@pytest.mark.parametrize("amount", [4_999_999, 4_999_999.99, Decimal("4999999.9"), 0, -1])
def test_below(amount):
    assert not holds("amount >= 5000000", {"amount": amount})


@pytest.mark.parametrize("amount", [5_000_000, 5_000_000.0, Decimal(5_000_000), 5_000_001])
def test_at_and_above(amount):
    assert holds("amount >= 5000000", {"amount": amount})


@pytest.mark.parametrize(
    ("expression", "values", "result"),
    [
        (None, {}, True),
        ("true", {}, True),
        ("indefinite", {"indefinite": True}, True),
        ("indefinite", {"indefinite": False}, False),
        ('unit in ["a", "b"]', {"unit": "b"}, True),
        ('unit in ["a", "b"]', {"unit": "c"}, False),
        ('unit != "a"', {"unit": "b"}, True),
        ('unit == "A"', {"unit": "a"}, False),
        ("amount * 2 > 9", {"amount": 5}, True),
        ("amount / 4 == 1.25", {"amount": 5}, True),
        ("-amount == -5", {"amount": 5}, True),
        ("not (amount > 1) or amount == 5", {"amount": 5}, True),
        ("not amount > 1 and amount == 5", {"amount": 5}, False),
        ('unit == "Polgármesteri"', {"unit": "Polgármesteri"}, True),
    ],
)
def test_meaning(expression, values, result):
    assert holds(expression, values) is result


@pytest.mark.parametrize("empty", [{}, {"amount": None}, {"amount": float("nan")}])
@pytest.mark.parametrize(
    "expression",
    [
        "amount > 1",
        "amount < 1",
        "amount == 1",
        "amount != 1",
        "amount in [1]",
        "amount + 1 > 0",
        "-amount < 1",
        "amount != null",
    ],
)
def test_a_comparison_with_an_empty_field_is_false(expression, empty):
    assert not holds(expression, empty)


@pytest.mark.parametrize("empty", [{}, {"amount": None}])
@pytest.mark.parametrize("expression", ["amount == null", "not (amount > 1)", "not amount > 1"])
def test_emptiness_can_be_asked_and_denied(expression, empty):
    assert holds(expression, empty)


def test_an_empty_text_is_empty():
    assert holds("unit == null", {"unit": ""})


def test_a_wrong_expression_raises():
    with pytest.raises(ConditionError):
        holds("amount >", {"amount": 1})
