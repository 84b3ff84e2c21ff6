"""Values that no flow of a gateway takes, or several: found before anybody is stuck."""

from decimal import Decimal
from itertools import product
from muniflow.process.bpmn import read_model
from muniflow.process.checks import find_problems
from muniflow.process.conditions import holds
from muniflow.process.coverage import cover
from muniflow.process.coverage import OTHER_TEXT
from muniflow.process.errors import plain

import pytest
import random
import time

FIELDS = {
    "amount": "number",
    "gross": "number",
    "currency": "text",
    "unit": "text",
    "indefinite": "boolean",
}
TEXTS = ('"a"', '"b"', "null")
SMALL = 'amount < 5 and currency == "HUF"'


@pytest.mark.parametrize("fields", [FIELDS, None], ids=["declared", "guessed"])
class TestHoles:
    @pytest.mark.parametrize(
        ("expressions", "hole"),
        [
            (["amount < 5000000", "amount > 5000000"], {"amount": 5_000_000}),
            (["amount < 1000000", "amount > 5000000"], {"amount": 1_000_000}),
            (["amount > 7"], {"amount": 7}),
            (["amount <= 7"], {"amount": 8}),
            (["amount > 1 and amount < 2", "amount > 2"], {"amount": 1}),
            (["amount * 2 < 10", "amount * 2 > 10"], {"amount": 5}),
            (["10 - amount > 0", "10 - amount < 0"], {"amount": 10}),
            (["amount < gross", "amount > gross"], {"amount": 0, "gross": 0}),
            (['currency == "HUF"'], {"currency": OTHER_TEXT}),
            (['currency != "HUF"'], {"currency": "HUF"}),
            (['unit in ["a", "b"]', 'unit not in ["a", "b", "c"]'], {"unit": "c"}),
            (['unit < "m"', 'unit > "m"'], {"unit": "m"}),
            (["indefinite"], {"indefinite": False}),
            ([SMALL, "amount >= 5"], {"amount": 4, "currency": OTHER_TEXT}),
            (["false"], {}),
            (["amount > 5 and amount < 3"], {}),
        ],
    )
    def test_found_with_the_fields_that_matter(self, fields, expressions, hole):
        assert cover(expressions, fields).hole == hole

    @pytest.mark.parametrize(
        "expressions",
        [
            ["amount == null", "amount < 5", "amount >= 5"],
            ["amount < 5", "not (amount < 5)"],
            ["indefinite", "not indefinite"],
            [SMALL, f"not ({SMALL})"],
            ["true"],
            ['unit in ["a"]', 'unit not in ["a"]'],
        ],
    )
    def test_none_where_all_is_covered(self, fields, expressions):
        found = cover(expressions, fields)
        assert (found.hole, found.empty, found.overlaps) == (None, None, ())

    def test_the_witness_holds_nowhere(self, fields):
        expressions = [SMALL, 'amount >= 5 and currency == "HUF"', 'amount > 9 and unit == "a"']
        hole = cover(expressions, fields).hole
        assert not any(holds(expression, hole) for expression in expressions)


class TestExactly:
    def test_one_number(self):
        assert cover(["amount < 5", "amount > 5"]).exactly

    @pytest.mark.parametrize(
        "expressions",
        [["amount < 5", "amount > 6"], ["amount > 5"], ['unit == "a"'], ["amount < gross"]],
    )
    def test_not_for_more(self, expressions):
        assert not cover(expressions).exactly


class TestEmpty:
    def test_an_empty_field_is_a_hole_of_its_own(self):
        found = cover(["amount < 5", "amount >= 5"], FIELDS)
        assert (found.hole, found.empty) == (None, {"amount": None})

    def test_a_required_field_is_never_empty(self):
        assert cover(["amount < 5", "amount >= 5"], FIELDS, ["amount"]).empty is None

    def test_only_the_field_that_is_not_required(self):
        found = cover(["amount < gross", "amount >= gross"], FIELDS, ["amount"])
        assert found.empty == {"gross": None}

    def test_a_hole_with_values_is_named_first(self):
        found = cover(["amount > 5"], FIELDS)
        assert (found.hole, found.empty) == ({"amount": 5}, None)

    def test_a_denial_covers_it(self):
        assert cover(["amount < 5", "not (amount < 5)"], FIELDS).empty is None


class TestOverlaps:
    @pytest.mark.parametrize(
        ("expressions", "values"),
        [
            (["amount <= 7000000", "amount >= 7000000"], {"amount": 7_000_000}),
            (["amount < 10", "amount > 5"], {"amount": 7}),
            (["amount < 10", "amount < 5"], {"amount": 4}),
            (['unit in ["a", "b"]', 'unit == "b"'], {"unit": "b"}),
            (["amount < 5", "indefinite"], {"amount": 4, "indefinite": True}),
            (["true", "amount < 5"], {"amount": 4}),
            (["true", "true"], {}),
            (["not (amount < 5)", "amount == null"], {"amount": None}),
        ],
    )
    def test_found(self, expressions, values):
        (overlap,) = cover(expressions, FIELDS).overlaps
        assert (overlap.first, overlap.second, overlap.values) == (0, 1, values)

    @pytest.mark.parametrize(
        "expressions",
        [
            ["amount < 5", "amount >= 5"],
            ['unit == "a"', 'unit == "b"'],
            ["amount < 5", "not (amount < 5) and indefinite"],
            ["amount * 1.27 > 100", "amount * 1.27 <= 100"],
        ],
    )
    def test_none_where_flows_exclude_each_other(self, expressions):
        assert cover(expressions, FIELDS).overlaps == ()

    def test_one_for_each_flow_at_most(self):
        assert len(cover(["amount > 1"] * 5, FIELDS).overlaps) == 4


def expression(dice: random.Random) -> str:
    """Return a random condition over two numbers, a text and a yes/no field."""
    parts = []
    for _part in range(dice.randint(1, 3)):
        kind = dice.randint(0, 3)
        sign = dice.choice(["<", "<=", ">", ">=", "==", "!="])
        if kind == 0:
            part = f"{dice.choice(['amount', 'gross'])} {sign} {dice.randint(0, 4)}"
        elif kind == 1:
            part = f"unit {dice.choice(['==', '!='])} {dice.choice(TEXTS)}"
        elif kind == 2:
            part = f"{dice.choice(['amount', 'gross'])} {dice.choice(['==', '!='])} null"
        else:
            part = "indefinite"
        parts.append(f"not ({part})" if dice.random() < 0.3 else part)
    return dice.choice([" and ", " or "]).join(parts)


@pytest.mark.parametrize("seed", range(60))
def test_the_same_as_trying_everything(seed):
    dice = random.Random(seed)
    expressions = [expression(dice) for _flow in range(dice.randint(1, 3))]
    numbers = [None, *(Decimal(n) / 2 for n in range(-1, 11))]
    everything = [
        dict(zip(("amount", "gross", "unit", "indefinite"), values, strict=True))
        for values in product(numbers, numbers, [None, "a", "b", "c"], [None, True, False])
    ]
    counts = [sum(holds(e, values) for e in expressions) for values in everything]
    found = cover(expressions, FIELDS)
    assert found.complete
    assert (0 in counts) == (found.hole is not None or found.empty is not None)
    assert any(count > 1 for count in counts) == bool(found.overlaps)


class TestTooMany:
    EXPRESSIONS = tuple(
        f'amount == {n} and gross == {n} and currency == "C{n}" and unit == "U{n}"'
        for n in range(20)
    )

    def test_is_said(self):
        assert not cover(self.EXPRESSIONS, FIELDS).complete

    def test_pairs_find_the_plain_hole(self):
        hole = cover(self.EXPRESSIONS, FIELDS).hole
        assert not any(holds(expression, hole) for expression in self.EXPRESSIONS)

    @pytest.mark.parametrize(
        "pattern",
        [
            'amount == {n} and unit == "U{n}" or amount - gross > {n}',
            "z == {n} and " + " and ".join(f"a{k} > {k}" for k in range(30)),
            " and ".join(f"a{k} > b{k} + {{n}}" for k in range(20)),
        ],
        ids=["sums", "never together", "always together"],
    )
    def test_takes_little_time(self, pattern):
        started = time.perf_counter()
        cover([pattern.format(n=n) for n in range(60)])
        assert time.perf_counter() - started < 30


class TestGateway:
    """What the problems of a drawing say."""

    @pytest.fixture
    def gateway(self, draw, flow):
        """Draws a gateway with conditions: gateway("amount < 5", default=True)."""

        def drawn(*whens: str, default: bool = False, required: str = "", back: str = "") -> str:
            flows = [
                flow(f"g{n}", "g", "end", f"Way {n}", when=when.replace("<", "&lt;"))
                for n, when in enumerate(whens, 1)
            ]
            mark = 'default="other"' if default else ""
            other = [flow("other", "g", "end", "Otherwise")] if default else []
            text = draw(
                f'<exclusiveGateway id="g" name="Level" {mark} />',
                flow("f2", "a", "g", "Submit", back),
                *flows,
                *other,
            )
            return text.replace('name="Draft"', f'name="Draft" muniflow:required="{required}"')

        return drawn

    def say(self, problems) -> list[tuple[str, str]]:
        """Return elements and sentences."""
        return [(problem.element, plain(problem.message)) for problem in problems]

    def test_a_hole_of_one_number(self, gateway, refused):
        assert self.say(refused(gateway("amount < 5000000", "amount > 5000000"))) == [
            (
                "g",
                "For “amount” of exactly 5\u202f000\u202f000 no flow applies. Close the gap or "
                "mark one flow as the default.",
            )
        ]

    @pytest.mark.parametrize(
        ("whens", "start"),
        [
            (["amount > 5"], "For amount = 5 no flow applies."),
            (['unit == "a"'], "For unit = any other text no flow applies."),
            (["indefinite"], "For indefinite = no no flow applies."),
            (
                ['amount > 5 and unit != "a"', "amount < 6"],
                "For amount = 6 and unit = “a” no flow applies.",
            ),
            (["amount < 5", "amount >= 5"], "While amount is empty no flow applies."),
            (["false"], "No flow applies, whatever the values are."),
        ],
    )
    def test_other_holes(self, gateway, refused, whens, start):
        assert plain(refused(gateway(*whens))[0].message).startswith(start)

    def test_with_a_default_there_is_none(self, gateway, compiled):
        assert compiled(gateway("amount > 5", default=True)).transitions

    def test_without_a_default_where_all_is_covered(self, gateway, compiled):
        assert compiled(gateway("amount > 5", "not (amount > 5)")).transitions

    @pytest.mark.parametrize("default", [True, False])
    def test_an_overlap(self, gateway, refused, default):
        whens = ["amount == null or amount <= 7000000", "amount >= 7000000"]
        assert self.say(refused(gateway(*whens, default=default))) == [
            (
                "g2",
                "For amount = 7\u202f000\u202f000 both “Way 1” and “Way 2” apply. One value "
                "must open one flow.",
            )
        ]

    def test_a_required_field_is_not_empty(self, gateway, compiled):
        assert compiled(gateway("amount > 5", "amount <= 5", required="amount")).transitions

    @pytest.mark.parametrize(("required", "ids"), [("amount", []), ("", ["error_hole_empty"])])
    def test_every_step_in_front_must_require_it(self, draw, flow, required, ids):
        text = draw(
            f'<userTask id="b" name="Check" muniflow:required="{required}" />',
            '<exclusiveGateway id="who" />',
            '<exclusiveGateway id="m" />',
            '<exclusiveGateway id="g" />',
            flow("f2", "a", "who"),
            flow("f3", "who", "m", "Submit"),
            flow("f4", "who", "b", "Check"),
            flow("f5", "b", "m", "Pass on"),
            flow("f6", "m", "g"),
            flow("f7", "g", "end", "Large", when="amount > 5"),
            flow("f8", "g", "end", "Small", when="amount &lt;= 5"),
        ).replace('name="Draft"', 'name="Draft" muniflow:required="amount"')
        assert [str(p.message) for p in find_problems(read_model(text), FIELDS)] == ids

    def test_but_may_be_when_a_case_is_sent_back(self, gateway, refused):
        text = gateway(
            *("amount > 5", "amount <= 5"),
            required="amount",
            back='muniflow:decision="return"',
        )
        assert [str(problem.message) for problem in refused(text)] == ["error_hole_empty"]

    def test_too_many_need_a_default(self, gateway):
        whens = [
            f'amount == {n} and gross == {n} and currency == "C{n}" and unit == "U{n}"'
            for n in range(20)
        ]
        model = read_model(gateway(*whens, "not (false)"))
        found = find_problems(model, FIELDS)
        assert "error_hole_unknown" in {str(problem.message) for problem in found}

    def test_wrong_conditions_are_said_once(self, gateway, refused):
        found = refused(gateway("amont > 5"))
        assert [str(problem.message) for problem in found] == ["error_condition"]
