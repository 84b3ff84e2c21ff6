"""Paths and rights on plain definitions."""

from muniflow.process.rules import permission_roles
from muniflow.process.rules import predicted_path
from muniflow.process.rules import slug

import pytest


def path(definition: object, amount: int | None, start: str = "", currency: str = "HUF") -> str:
    """Return the ids on the predicted path."""
    values = {"amount": amount, "currency": currency}
    states = predicted_path(definition, start or definition.initial, values)
    return " ".join(state.id for state in states)


HEAD = "draft head-of-unit-approval"
FULL = f"{HEAD} legal-review finance-countersignature signature signed"


class TestOutgoing:
    @pytest.fixture
    def definition(self, shipped, compiled):
        return compiled(shipped["outgoing-contract"])

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            (1, f"{HEAD} signature signed"),
            (999_999, f"{HEAD} signature signed"),
            (1_000_000, f"{HEAD} legal-review signature signed"),
            (1_000_001, f"{HEAD} legal-review signature signed"),
            (4_999_999, f"{HEAD} legal-review signature signed"),
            (5_000_000, FULL),
            (5_000_001, FULL),
            (None, FULL),
        ],
    )
    def test_levels(self, definition, amount, expected):
        assert path(definition, amount) == expected

    def test_other_currencies_go_the_long_way(self, definition):
        assert path(definition, 1000, currency="EUR") == FULL

    def test_from_the_middle(self, definition):
        assert path(definition, 1, "legal-review") == "legal-review signature signed"

    def test_from_an_end(self, definition):
        assert path(definition, 1, "signed") == "signed"

    def test_steps_in_the_order_of_the_longest_way(self, definition):
        assert " ".join(state.id for state in definition.steps()) == FULL.removesuffix(" signed")

    def test_ends(self, definition):
        assert [(s.id, s.outcome) for s in definition.ends()] == [
            ("signed", "settled"),
            ("refused", "refused"),
            ("withdrawn", "withdrawn"),
        ]

    def test_registers_on_submit_alone(self, definition):
        registering = [t.id for t in definition.transitions.values() if t.register]
        assert registering == ["submit-to-head-of-unit-approval"]

    @pytest.mark.parametrize("decision", ["return", "reject"])
    def test_saying_no_needs_words(self, definition, decision):
        found = [t for t in definition.transitions.values() if t.decision == decision]
        assert len(found) == 4 and all(t.comment_required for t in found)


class TestOffice:
    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            (199_999, "draft legal-review signature signed"),
            (200_000, "draft legal-review signature signed"),
            (200_001, "draft finance-countersignature legal-review signature signed"),
            (None, "draft finance-countersignature legal-review signature signed"),
        ],
    )
    def test_finance_before_legal(self, shipped, compiled, amount, expected):
        assert path(compiled(shipped["outgoing-contract-office"]), amount) == expected


class TestIncoming:
    @pytest.fixture
    def definition(self, shipped, compiled):
        return compiled(shipped["incoming-contract"])

    @pytest.mark.parametrize(
        ("amount", "expected"),
        [
            (200_000, "received review legal-review signature signed"),
            (200_001, "received review legal-review finance-countersignature signature signed"),
        ],
    )
    def test_levels(self, definition, amount, expected):
        assert path(definition, amount) == expected

    def test_negotiation_leads_back(self, definition):
        assert path(definition, 1, "negotiation") == (
            "negotiation review legal-review signature signed"
        )

    def test_records_registers(self, definition):
        (registering,) = [t for t in definition.transitions.values() if t.register]
        assert (registering.source, registering.function) == ("received", "records")


def test_a_path_that_only_goes_round_stops(draw, flow, compiled):
    text = draw(
        '<userTask id="b" name="Check" />',
        '<exclusiveGateway id="g" />',
        flow("f2", "a", "b", "Go"),
        flow("f3", "b", "g"),
        flow("f4", "g", "a", "Again"),
        flow("f5", "g", "end", "Refuse", 'muniflow:decision="reject"'),
    )
    assert path(compiled(text), 1) == "draft check"


def test_approval_goes_before_opinion(draw, flow, compiled):
    text = draw(
        '<exclusiveGateway id="g" />',
        '<endEvent id="e2" name="Agreed" />',
        flow("f2", "a", "g"),
        flow("f3", "g", "end", "Say", 'muniflow:decision="opinion"'),
        flow("f4", "g", "e2", "Agree", 'muniflow:decision="approve"'),
    )
    assert path(compiled(text), 1) == "draft agreed"


class TestPermissions:
    @pytest.fixture
    def roles(self, draw, flow, compiled):
        """Returns the roles in the first step, or an end, of a process with attributes."""

        def run(process: str = "", step: str = "", state: str = "draft") -> dict:
            text = draw(
                flow("f2", "a", "end", "Go"), process=f'muniflow:for="TestCase" {process}'
            ).replace('name="Draft"', f'name="Draft" {step}')
            definition = compiled(text)
            return permission_roles(definition, definition.states[state])

        return run

    def test_members_see_by_default(self, roles):
        assert "Organisation Member" in roles()["View"]

    def test_a_process_may_be_for_few(self, roles):
        assert "Organisation Member" not in roles('muniflow:see="legal"')["View"]

    @pytest.mark.parametrize(
        "role", ["Legal Reviewer", "Clerk", "Responsible", "Records Officer", "Auditor"]
    )
    def test_who_sees_all_the_same(self, roles, role):
        assert role in roles('muniflow:see="legal"')["View"]

    def test_few_stay_few_at_the_end(self, roles):
        assert "Organisation Member" not in roles('muniflow:see="legal"', state="done")["View"]

    @pytest.mark.parametrize("permission", ["Modify portal content", "Add portal content"])
    def test_nobody_at_the_end(self, roles, permission):
        assert roles(state="done")[permission] == ()

    def test_who_edits_sees(self, roles):
        found = roles('muniflow:see="legal"', 'muniflow:edit="finance"')
        assert "Finance Countersigner" in found["View"]

    @pytest.mark.parametrize("permission", ["Modify portal content", "Delete objects"])
    def test_manager_acts_on_no_case(self, roles, permission):
        assert "Manager" not in roles("", 'muniflow:edit="actors"')[permission]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Draft", "draft"),
        ("Head of unit: approval!", "head-of-unit-approval"),
        ("Jóváhagyás (jogi)", "jovahagyas-jogi"),
        ("Žádost o změnu", "zadost-o-zmenu"),
        ("  ", ""),
        ("Да", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected
