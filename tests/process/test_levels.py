"""Steps that apply from an amount, or not at all: the ways to them and the ways past them."""

from muniflow.process.levels import Level
from muniflow.process.levels import Limits
from muniflow.process.rules import predicted_path
from muniflow.process.rules import predicted_steps
from tests.process.drawings import BEGIN
from tests.process.drawings import decision
from tests.process.drawings import drawing
from tests.process.drawings import element
from tests.process.drawings import flow
from tests.process.drawings import gateway
from tests.process.drawings import parallel
from tests.process.drawings import REFUSED
from tests.process.drawings import START
from tests.process.drawings import task

import pytest

LANES = {"clerk": "a", "legal": "b", "finance": "c", "signatory": "e"}
MANY = "<multiInstanceLoopCharacteristics />"


def level(amount: str) -> str:
    """Return the attribute of a level."""
    return f'muniflow:from="{amount}"'


def chain(*more: str, b: str = "", c: str = "", e: str = "", after: tuple = ()) -> str:
    """Return a process of a draft, Legal, Finance and a signature; Legal may also refuse."""
    return drawing(
        *BEGIN,
        flow("a", "b", "Send", 'muniflow:register="true"'),
        task("b", "Legal", b),
        flow("b", "g"),
        gateway("g"),
        flow("g", "c", "Approve", decision("approve") + ' muniflow:comment="required"'),
        flow("g", "a", "Return", decision("return")),
        flow("g", "no", "Refuse", decision("reject")),
        task("c", "Finance", c),
        *(after or (flow("c", "e", "Agree", decision("approve")),)),
        task("e", "Signature", e),
        flow("e", "done", "Sign", decision("settle")),
        REFUSED,
        *more,
        lanes=LANES,
    )


def ways(definition: object, state: str = "draft") -> dict[str, str | None]:
    """Return where forward ways lead and when."""
    return {t.target: t.condition for t in definition.leaving(state) if t.decision != "return"}


def path(definition: object, amount: int | None, currency: str = "HUF") -> str:
    """Return the predicted path as text."""
    states = predicted_path(definition, "draft", {"amount": amount, "currency": currency})
    return " ".join(state.id for state in states)


class TestWays:
    @pytest.mark.parametrize(
        ("b", "c", "e", "expected"),
        [
            ("", "", "", {"legal": None}),
            (
                level("10 HUF"),
                "",
                "",
                {
                    "legal": 'not (amount < 10 and currency == "HUF")',
                    "finance": 'amount < 10 and currency == "HUF"',
                },
            ),
            (level("10"), "", "", {"legal": "not (amount < 10)", "finance": "amount < 10"}),
            (
                level("10"),
                level("50"),
                "",
                {"legal": "not (amount < 10)", "signature": "amount < 10"},
            ),
            (
                level("50"),
                level("10"),
                "",
                {
                    "legal": "not (amount < 50)",
                    "finance": "(amount < 50) and (not (amount < 10))",
                    "signature": "amount < 10",
                },
            ),
            (
                level("10 EUR"),
                level("50 HUF"),
                "",
                {
                    "legal": 'not (amount < 10 and currency == "EUR")',
                    "finance": '(amount < 10 and currency == "EUR") and '
                    '(not (amount < 50 and currency == "HUF"))',
                    "signature": '(amount < 10 and currency == "EUR") and '
                    '(amount < 50 and currency == "HUF")',
                },
            ),
            (
                level("10"),
                level("10"),
                level("10"),
                {"legal": "not (amount < 10)", "done": "amount < 10"},
            ),
            ('muniflow:on="false"', "", "", {"finance": None}),
            ('muniflow:on="false"', 'muniflow:on="false"', "", {"signature": None}),
            (
                'muniflow:on="false" muniflow:from="10"',
                level("50"),
                "",
                {"finance": "not (amount < 50)", "signature": "amount < 50"},
            ),
            ('muniflow:on="true"', "", "", {"legal": None}),
        ],
    )
    def test_of_the_first_step(self, compiled, b, c, e, expected):
        assert ways(compiled(chain(b=b, c=c, e=e))) == expected

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            (9, "draft signature done"),
            (10, "draft legal signature done"),
            (49, "draft legal signature done"),
            (50, "draft legal finance signature done"),
            (None, "draft legal finance signature done"),
        ],
    )
    def test_followed(self, compiled, amount, expected):
        assert path(compiled(chain(b=level("10 HUF"), c=level("50 HUF"))), amount) == expected

    def test_another_currency_goes_the_long_way(self, compiled):
        definition = compiled(chain(b=level("10 HUF"), c=level("50 HUF")))
        assert path(definition, 1, "EUR") == "draft legal finance signature done"

    def test_what_is_switched_off_is_no_state(self, compiled):
        assert "legal" not in compiled(chain(b='muniflow:on="false"')).states

    @pytest.mark.parametrize(
        ("field", "value"),
        [("register", True), ("comment_required", False), ("decision", "submit")],
    )
    def test_a_way_past_says_what_its_own_flows_say(self, compiled, field, value):
        leaving = compiled(chain(b=level("10"))).leaving("draft")
        (past,) = [t for t in leaving if t.target == "finance"]
        assert getattr(past, field) == value

    def test_actions_on_the_way_past_are_done(self, compiled):
        text = chain(
            element("serviceTask", "x", "Print", 'muniflow:action="print"'),
            flow("x", "e"),
            c=level("50"),
            after=(flow("c", "x", "Agree", decision("approve")),),
        )
        found = {t.target: len(t.actions) for t in compiled(text).leaving("legal")}
        assert found == {"finance": 0, "signature": 1, "draft": 0, "refused": 0}

    def test_drawn_conditions_behind_a_passed_step_count(self, compiled):
        text = chain(
            gateway("h", more='default="h-e"'),
            flow("h", "done", when='unit == "x"'),
            flow("h", "e"),
            c=level("50"),
            after=(flow("c", "h", "Agree", decision("approve")),),
        )
        found = {t.target: t.condition for t in compiled(text).leaving("legal")}
        assert found["done"] == '(unit == "x") and (amount < 50)'

    def test_ways_to_one_place_become_one(self, compiled):
        text = chain(
            gateway("h", more='default="h-c"'),
            flow("h", "e", when='unit == "x"'),
            flow("h", "c"),
            c=level("50"),
        ).replace(
            'id="g-c" name="Approve" sourceRef="g" targetRef="c"',
            'id="g-h" name="Approve" sourceRef="g" targetRef="h"',
        )
        found = {t.target: t.condition for t in compiled(text).leaving("legal")}
        assert found["signature"] == '(unit == "x") or ((not (unit == "x")) and (amount < 50))'

    def test_a_return_to_a_step_that_does_not_apply_is_no_way(self, compiled):
        text = chain(
            gateway("h"),
            flow("h", "e", "Agree", decision("approve")),
            flow("h", "b", "Back", decision("return")),
            b=level("10"),
            after=(flow("c", "h"),),
        )
        found = [(t.name, t.condition) for t in compiled(text).leaving("finance")]
        assert found == [("Agree", None), ("Back", "not (amount < 10)")]

    def test_nobody_has_to_decide_at_all(self, compiled):
        text = chain(b=level("10"), c=level("10"), e=level("10"))
        assert path(compiled(text), 1) == "draft done"

    def test_agreement_goes_before_opinion(self, compiled):
        text = chain(
            gateway("h"),
            flow("h", "done", "Say", decision("opinion")),
            flow("h", "e", "Agree", decision("approve")),
            c='muniflow:on="false"',
            after=(flow("c", "h"),),
        )
        assert path(compiled(text), 1) == "draft legal signature done"

    def test_a_step_of_several_people(self, compiled):
        text = chain(b=level("10")).replace(
            task("b", "Legal", level("10")), task("b", "Legal", level("10"), MANY)
        )
        definition = compiled(text)
        assert (ways(definition)["finance"], definition.states["legal"].branches[0].condition) == (
            "amount < 10",
            None,
        )


def gate(b: str = "", c: str = "", split: str = "") -> str:
    """Return a process with a parallel step of Legal and Finance."""
    return drawing(
        *BEGIN,
        flow("a", "s", "Send"),
        parallel("s", "Both", split),
        flow("s", "b"),
        flow("s", "c"),
        task("b", "Legal", b),
        task("c", "Finance", c),
        flow("b", "j"),
        flow("c", "j"),
        parallel("j"),
        flow("j", "e"),
        task("e", "Signature"),
        flow("e", "done", "Sign", decision("settle")),
        lanes=LANES,
    )


class TestGates:
    @pytest.mark.parametrize(
        ("b", "c", "expected"),
        [
            ("", level("50"), {"both": None}),
            (
                level("10"),
                level("50"),
                {
                    "both": "not ((amount < 10) and (amount < 50))",
                    "signature": "amount < 10",
                },
            ),
            (level("10"), level("10"), {"both": "not (amount < 10)", "signature": "amount < 10"}),
            ('muniflow:on="false"', 'muniflow:on="false"', {"signature": None}),
            (
                'muniflow:on="false"',
                level("10"),
                {"both": "not (amount < 10)", "signature": "amount < 10"},
            ),
            ("", 'muniflow:on="false"', {"both": None}),
        ],
    )
    def test_ways(self, compiled, b, c, expected):
        assert ways(compiled(gate(b, c))) == expected

    @pytest.mark.parametrize(
        ("b", "c", "expected"),
        [
            ("", level("50 HUF"), [None, 'not (amount < 50 and currency == "HUF")']),
            (level("10"), level("50"), ["not (amount < 10)", "not (amount < 50)"]),
            ("", 'muniflow:on="false"', [None]),
        ],
    )
    def test_sign_offs(self, compiled, b, c, expected):
        branches = compiled(gate(b, c)).states["both"].branches
        assert [branch.condition for branch in branches] == expected

    def test_a_branch_that_is_off_leaves_no_sign_off(self, compiled):
        definition = compiled(gate(c='muniflow:on="false"'))
        assert [t.signs for t in definition.leaving("both")] == ["legal", ""]

    def test_one_of_one_is_all(self, compiled):
        text = gate(c='muniflow:on="false"', split='muniflow:needed="1"')
        assert compiled(text).states["both"].needed == 0


class TestWhy:
    def test_each_step_says_what_put_it_there(self, compiled):
        definition = compiled(chain(b=level("10"), c=level("50")))
        steps = predicted_steps(definition, "draft", {"amount": 20})
        assert [(step.state.id, step.condition) for step in steps] == [
            ("draft", None),
            ("legal", "not (amount < 10)"),
            ("signature", "amount < 50"),
            ("done", None),
        ]

    def test_and_how_the_drawing_calls_the_way(self, compiled):
        text = chain(
            gateway("h", more='default="h-e"'),
            flow("h", "done", "Small", when="amount &lt; 5"),
            flow("h", "e", "Large"),
            after=(flow("c", "h", "Agree", decision("approve")),),
        )
        steps = predicted_steps(compiled(text), "finance", {"amount": 20})
        assert [step.branch for step in steps] == ["", "Large", ""]


REFUSALS = {
    "no amount": (lambda: chain(b=level("much")), ("error_level", "b")),
    "an amount below nothing": (lambda: chain(b=level("-1")), ("error_level", "b")),
    "no currency": (lambda: chain(b=level("10 Ft")), ("error_level", "b")),
    "grouped figures": (lambda: chain(b=level("1 000 000")), ("error_level", "b")),
    "neither on nor off": (
        lambda: chain(b='muniflow:on="perhaps"'),
        ("error_attribute_value", "b"),
    ),
    "the first step": (
        lambda: chain().replace('name="Draft"', f'name="Draft" {level("10")}'),
        ("error_first_level", "a"),
    ),
    "the first step off": (
        lambda: chain().replace('name="Draft"', 'name="Draft" muniflow:on="false"'),
        ("error_first_level", "a"),
    ),
    "no way forward": (
        lambda: drawing(
            *BEGIN,
            flow("a", "g"),
            gateway("g"),
            flow("g", "c", "Send"),
            flow("g", "done", "Close"),
            task("c", "Finance", level("10")),
            flow("c", "no", "Refuse", decision("reject")),
            REFUSED,
            lanes=LANES,
        ),
        ("error_level_without_way", "c"),
    ),
    "two ways forward": (
        lambda: chain(
            gateway("h"),
            flow("h", "e", "Agree", decision("approve")),
            flow("h", "done", "Agree and end", decision("approve")),
            c=level("10"),
            after=(flow("c", "h"),),
        ),
        ("error_level_ambiguous", "c"),
    ),
    "round in a circle": (
        lambda: chain(
            gateway("h"),
            flow("h", "b", "On", decision("approve")),
            flow("h", "e", "Refuse", decision("reject")),
            b=level("10"),
            c=level("10"),
            after=(flow("c", "h"),),
        ),
        ("error_level_circle", "b"),
    ),
    "back to where it comes from": (
        lambda: chain(
            gateway("h"),
            flow("h", "b", "On", decision("approve")),
            flow("h", "e", "Refuse", decision("reject")),
            c=level("10"),
            after=(flow("c", "h"),),
        ),
        ("error_level_circle", "b"),
    ),
    "an end only for large amounts": (
        lambda: drawing(
            START,
            element("endEvent", "no", "Refused", 'muniflow:outcome="refused"'),
            task("a", "Draft"),
            flow("start", "a"),
            flow("a", "b", "Send"),
            task("b", "Check"),
            flow("b", "c", "On"),
            task("c", "Legal", level("10")),
            flow("c", "g"),
            gateway("g"),
            flow("g", "a", "Again", decision("approve")),
            flow("g", "no", "Refuse", decision("reject")),
            lanes={"clerk": "a b c"},
        ),
        ("error_no_end_with_amount", "a"),
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused(case, refused):
    made, expected = REFUSALS[case]
    assert expected in [(str(p.message), p.element) for p in refused(made())]


def test_cases_without_an_amount(compiled):
    with pytest.raises(Exception, match="no amount"):
        compiled(chain(b=level("10")), fields={"unit": "text"})


@pytest.mark.parametrize(
    ("one", "other", "covered"),
    [
        (Level("50"), Level("10"), True),
        (Level("10"), Level("50"), False),
        (Level("10"), Level("10"), True),
        (Level("50"), Level("10", "HUF"), True),
        (Level("50", "HUF"), Level("10"), False),
        (Level("50", "HUF"), Level("10", "EUR"), False),
        (Level("9"), Level("10.50"), False),
        (Level("100"), Level("20"), True),
    ],
)
def test_a_level_covers_another(one, other, covered):
    assert one.covers(other) is covered


@pytest.mark.parametrize(
    ("limits", "amount", "currency", "open_"),
    [
        (Limits(), None, "", True),
        (Limits((Level("10"),)), 9, "HUF", True),
        (Limits((Level("10"),)), 10, "HUF", False),
        (Limits((Level("10"),)), None, "HUF", False),
        (Limits((), (Level("10"),)), 9, "HUF", False),
        (Limits((), (Level("10"),)), None, "", True),
        (Limits((), (Level("10"), Level("50"))), 20, "", True),
        (Limits((), (Level("10", "HUF"),)), 9, "EUR", True),
    ],
)
def test_limits(limits, amount, currency, open_):
    assert limits.open(amount, currency) is open_
