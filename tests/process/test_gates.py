"""Parallel steps and steps of several people: what is compiled, and what is refused."""

from muniflow.process.definition import Branch
from muniflow.process.definition import dump
from muniflow.process.definition import load
from muniflow.process.rules import acting
from muniflow.process.rules import actors
from muniflow.process.rules import permission_roles
from muniflow.process.rules import predicted_path
from tests.process.drawings import BEGIN
from tests.process.drawings import decision
from tests.process.drawings import drawing
from tests.process.drawings import edge
from tests.process.drawings import element
from tests.process.drawings import flow
from tests.process.drawings import gateway
from tests.process.drawings import parallel
from tests.process.drawings import REFUSED
from tests.process.drawings import task

import pytest

LANES = {"clerk": "a", "legal": "b", "finance": "c", "signatory": "e"}
MANY = "<multiInstanceLoopCharacteristics />"
SIGN = (task("e", "Signature"), flow("e", "done", "Sign", decision("settle")))


def block(
    *more: str,
    split: str = "",
    name: str = "",
    b: str = "",
    c: str = "",
    lanes: dict | None = None,
) -> str:
    """Return a process whose second step is signed by Legal and Finance."""
    return drawing(
        *BEGIN,
        flow("a", "s", "Send"),
        parallel("s", name, split),
        flow("s", "b"),
        flow("s", "c"),
        task("b", "Legal review", b),
        task("c", "Countersignature", c),
        flow("b", "g"),
        gateway("g"),
        flow("g", "j", "Agree", decision("approve")),
        flow("g", "a", "Return", decision("return") + ' muniflow:comment="required"'),
        flow("g", "no", "Refuse", decision("reject")),
        flow("c", "j"),
        parallel("j"),
        REFUSED,
        *(more or (flow("j", "e"), *SIGN)),
        lanes=lanes or LANES,
    )


def each(*more: str, b: str = "", approve: str = decision("approve")) -> str:
    """Return a process whose second step every member of the council signs."""
    return drawing(
        *BEGIN,
        flow("a", "b", "Send"),
        task("b", "Council", b, MANY),
        flow("b", "g"),
        gateway("g"),
        flow("g", "done", "Agree", approve),
        flow("g", "a", "Return", decision("return")),
        flow("g", "no", "Refuse", decision("reject")),
        REFUSED,
        *more,
        lanes=LANES,
    )


GATE = "legal-review-countersignature"


class TestBlock:
    @pytest.fixture
    def definition(self, compiled):
        return compiled(
            block(b='muniflow:days="3" muniflow:duty="validate"', c='muniflow:days="5"')
        )

    def test_is_one_state(self, definition):
        assert [state.id for state in definition.steps()] == ["draft", GATE, "signature"]

    def test_is_called_by_its_branches(self, definition):
        assert definition.states[GATE].name == "Legal review + Countersignature"

    def test_or_by_its_gateway(self, compiled):
        assert compiled(block(name="Review")).states["review"].name == "Review"

    def test_branches(self, definition):
        assert definition.states[GATE].branches == (
            Branch("legal-review", "Legal review", "legal", element="b", days=3, duty="validate"),
            Branch("countersignature", "Countersignature", "finance", element="c", days=5),
        )

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("function", ""),
            ("days", 5),
            ("needed", 0),
            ("refusal", "ends"),
            ("element", "s"),
            ("file", ("legal", "responsible", "finance")),
            ("required", ()),
        ],
    )
    def test_the_step_as_a_whole(self, definition, field, value):
        assert getattr(definition.states[GATE], field) == value

    @pytest.mark.parametrize(
        ("transition", "field", "value"),
        [
            ("agree-legal-review", "signs", "legal-review"),
            ("agree-legal-review", "target", GATE),
            ("agree-legal-review", "function", "legal"),
            ("agree-legal-review", "decision", "approve"),
            ("agree-legal-review", "trigger", "person"),
            ("approve-countersignature", "name", "Approve"),
            ("approve-countersignature", "function", "finance"),
            ("return-to-draft", "target", "draft"),
            ("return-to-draft", "signs", ""),
            ("return-to-draft", "function", "legal"),
            ("return-to-draft", "comment_required", True),
            ("refuse-to-refused", "target", "refused"),
            ("refuse-to-refused", "trigger", "person"),
            ("sign-offs-complete-to-signature", "trigger", "gate"),
            ("sign-offs-complete-to-signature", "decision", "approve"),
            ("sign-offs-complete-to-signature", "function", ""),
        ],
    )
    def test_transitions(self, definition, transition, field, value):
        assert getattr(definition.transitions[transition], field) == value

    def test_there_are_no_others(self, definition):
        assert len(definition.leaving(GATE)) == 5

    def test_the_path_goes_through(self, definition):
        path = predicted_path(definition, "draft", {})
        assert [state.id for state in path] == ["draft", GATE, "signature", "done"]

    def test_who_acts(self, definition):
        assert actors(definition.states[GATE]) == ("legal", "finance")

    def test_and_nobody_alone(self, definition):
        assert acting(definition.states[GATE]) == ""

    @pytest.mark.parametrize("role", ["Legal Reviewer", "Finance Countersigner"])
    def test_all_who_sign_may_file(self, definition, role):
        roles = permission_roles(definition, definition.states[GATE])
        assert role in roles["muniflow: File document"]

    def test_survives_storing(self, definition):
        assert load(dump(definition)) == definition

    def test_one_is_enough(self, compiled):
        state = compiled(block(split='muniflow:needed="1"')).states[GATE]
        assert state.needed == 1

    def test_all_by_number_is_all(self, compiled):
        assert compiled(block(split='muniflow:needed="2"')).states[GATE].needed == 0

    def test_conditions_behind_the_join(self, compiled):
        definition = compiled(
            block(
                gateway("h", more='default="h-e"'),
                flow("j", "h"),
                flow("h", "done", "Small", when="amount &lt; 10"),
                flow("h", "e", "Large"),
                *SIGN,
            )
        )
        found = {t.target: t.condition for t in definition.leaving(GATE) if t.trigger == "gate"}
        assert found == {"done": "amount < 10", "signature": "not (amount < 10)"}

    def test_registering_behind_the_join(self, compiled):
        definition = compiled(block(flow("j", "e", more='muniflow:register="true"'), *SIGN))
        assert [t.id for t in definition.transitions.values() if t.register] == [
            "sign-offs-complete-to-signature"
        ]

    def test_one_gate_behind_another(self, compiled):
        definition = compiled(
            block(
                flow("j", "s2"),
                parallel("s2", "Second"),
                flow("s2", "d"),
                flow("s2", "e"),
                task("d", "Head of unit"),
                task("e", "Signature"),
                flow("d", "j2"),
                flow("e", "j2"),
                parallel("j2"),
                flow("j2", "done"),
                lanes={**LANES, "head": "d"},
            )
        )
        path = predicted_path(definition, "draft", {})
        assert [state.id for state in path] == ["draft", GATE, "second", "done"]

    def test_two_returns_of_different_people_are_told_apart(self, compiled):
        text = (
            block()
            .replace(
                '<sequenceFlow id="c-j"',
                f"{gateway('h')}{flow('c', 'h')}{flow('h', 'a', 'Return', decision('return'))}"
                '<sequenceFlow id="h-j"',
            )
            .replace('sourceRef="c" targetRef="j"', 'sourceRef="h" targetRef="j"')
        )
        found = {t.id: t.function for t in compiled(text).leaving(GATE) if t.target == "draft"}
        assert found == {
            "return-to-draft-from-legal-review": "legal",
            "return-to-draft-from-countersignature": "finance",
        }

    def test_the_responsible_person_can_sign(self, compiled):
        state = compiled(block(c='muniflow:actor="responsible"')).states[GATE]
        assert actors(state) == ("legal", "responsible")


class TestRefusalsThatWait:
    @pytest.fixture
    def definition(self, compiled):
        return compiled(block(split='muniflow:refusal="waits"'))

    @pytest.mark.parametrize(
        ("transition", "expected"),
        [
            ("refuse-legal-review", ("person", "legal-review", "reject", GATE)),
            ("refuse-to-refused", ("gate", "", "reject", "refused")),
            ("sign-offs-complete-to-signature", ("gate", "", "approve", "signature")),
            ("return-to-draft", ("person", "", "return", "draft")),
        ],
    )
    def test_transitions(self, definition, transition, expected):
        found = definition.transitions[transition]
        assert (found.trigger, found.signs, found.decision, found.target) == expected

    def test_the_step_says_so(self, definition):
        assert definition.states[GATE].refusal == "waits"

    def test_without_refusals_nothing_is_added(self, compiled):
        text = block(split='muniflow:refusal="waits"').replace('"reject"', '"return"')
        assert [t.target for t in compiled(text).leaving(GATE) if t.trigger == "gate"] == [
            "signature"
        ]


class TestEach:
    @pytest.fixture
    def definition(self, compiled):
        return compiled(each(b='muniflow:needed="3" muniflow:refusal="waits" muniflow:days="8"'))

    def test_branch(self, definition):
        assert definition.states["council"].branches == (
            Branch("council", "Council", "legal", element="b", each=True, days=8),
        )

    @pytest.mark.parametrize(
        ("field", "value"),
        [("function", "legal"), ("needed", 3), ("refusal", "waits"), ("days", 8)],
    )
    def test_the_step_as_a_whole(self, definition, field, value):
        assert getattr(definition.states["council"], field) == value

    @pytest.mark.parametrize(
        ("transition", "expected"),
        [
            ("agree-council", ("person", "council", "approve", "council")),
            ("refuse-council", ("person", "council", "reject", "council")),
            ("return-to-draft", ("person", "", "return", "draft")),
            ("sign-offs-complete-to-done", ("gate", "", "approve", "done")),
            ("refuse-to-refused", ("gate", "", "reject", "refused")),
        ],
    )
    def test_transitions(self, definition, transition, expected):
        found = definition.transitions[transition]
        assert (found.trigger, found.signs, found.decision, found.target) == expected

    def test_the_first_refusal_can_end_it(self, compiled):
        found = compiled(each()).transitions["refuse-to-refused"]
        assert (found.trigger, found.function) == ("person", "legal")

    def test_the_case_is_registered_when_all_have_signed(self, compiled):
        definition = compiled(each(approve=decision("settle") + ' muniflow:register="true"'))
        assert {t.id: t.decision for t in definition.transitions.values() if t.register} == {
            "sign-offs-complete-to-done": "settle"
        }

    def test_several_agreements_to_one_place(self, compiled):
        text = each(flow("g", "m", "Agree with remarks", decision("approve")), gateway("m"))
        text = text.replace("</process>", flow("m", "done") + "</process>")
        found = [t.id for t in compiled(text).leaving("council")]
        assert found == [
            "agree-council",
            "agree-with-remarks-council",
            "return-to-draft",
            "refuse-to-refused",
            "sign-offs-complete-to-done",
        ]


def without(text: str, id_: str, instead: str = "") -> str:
    """Return a drawing in which an element, which must be there, gives way to another."""
    lines = text.splitlines()
    (at,) = [number for number, line in enumerate(lines) if f' id="{id_}"' in line]
    lines[at] = instead
    return "\n".join(lines)


REFUSALS = {
    "one flow in, one out": (
        lambda: drawing(
            *BEGIN, parallel("s"), flow("a", "s", "Go"), flow("s", "done"), lanes=LANES
        ),
        ("error_parallel_single", "s"),
    ),
    "joins and splits": (
        lambda: drawing(
            *BEGIN,
            gateway("g"),
            parallel("s"),
            flow("a", "g"),
            flow("g", "s", "Go"),
            element("sequenceFlow", "again", "Other", 'sourceRef="g" targetRef="s"'),
            flow("s", "b"),
            flow("s", "c"),
            task("b", "B"),
            task("c", "C"),
            flow("b", "done", "Go"),
            flow("c", "done", "Go"),
            lanes=LANES,
        ),
        ("error_parallel_both", "s"),
    ),
    "no branch joins": (
        lambda: without(
            without(block(), "g-j", flow("g", "done", "Go", decision("approve"))),
            "c-j",
            flow("c", "done", "Go"),
        ).replace(flow("j", "e"), ""),
        ("error_parallel_single", "j"),
    ),
    "one branch does not join": (
        lambda: without(block(), "g-j", flow("g", "done", "Go", decision("approve"))).replace(
            parallel("j"),
            element("sequenceFlow", "c-j2", "Also", 'sourceRef="c" targetRef="j"') + parallel("j"),
        ),
        ("error_branch_without_join", "b"),
    ),
    "something else in a branch": (
        lambda: without(
            block(), "c", element("serviceTask", "c", "Print", 'muniflow:action="print"')
        ),
        ("error_branch_content", "c"),
    ),
    "several people in a branch": (
        lambda: without(block(), "c", task("c", "Council", inside=MANY)),
        ("error_branch_content", "c"),
    ),
    "an action on the way to the join": (
        lambda: without(block(), "c-j", flow("c", "x")).replace(
            parallel("j"),
            element("serviceTask", "x", "Print", 'muniflow:action="print"')
            + "\n"
            + flow("x", "j")
            + parallel("j"),
        ),
        ("error_branch_content", "x"),
    ),
    "two steps in a branch": (
        lambda: block(
            task("d", "Second look"), flow("j", "e"), *SIGN, lanes={**LANES, "head": "d"}
        ).replace(flow("c", "j"), flow("c", "d", "On") + "\n" + flow("d", "j")),
        ("error_branch_without_join", "c"),
    ),
    "a flow into a branch": (
        lambda: block(flow("j", "c"), *SIGN).replace('targetRef="e"', 'targetRef="done"'),
        ("error_into_branch", "j-c"),
    ),
    "a flow to the join from outside": (
        lambda: without(block(flow("j", "e"), *SIGN), "a-s", "").replace(
            parallel("j"),
            gateway("h")
            + "\n"
            + flow("a", "h")
            + "\n"
            + flow("h", "s", "Go")
            + "\n"
            + flow("h", "j", "Jump")
            + "\n"
            + parallel("j"),
        ),
        ("error_join_from_outside", "h-j"),
    ),
    "two branches to one step": (
        lambda: block().replace(
            flow("s", "c"),
            flow("s", "c")
            + "\n"
            + element("sequenceFlow", "twice", "", 'sourceRef="s" targetRef="c"'),
        ),
        ("error_branch_twice", "twice"),
    ),
    "a join nobody split": (
        lambda: drawing(
            *BEGIN,
            gateway("g"),
            parallel("j"),
            flow("a", "g"),
            flow("g", "j", "Go"),
            element("sequenceFlow", "again", "Other", 'sourceRef="g" targetRef="j"'),
            flow("j", "done"),
            lanes=LANES,
        ),
        ("error_join_alone", "j"),
    ),
    "sign-offs counted at the join": (
        lambda: block().replace(parallel("j"), parallel("j", more='muniflow:needed="1"')),
        ("error_attribute_at_join", "j"),
    ),
    "agreement that leaves": (
        lambda: block().replace(decision("return"), decision("submit")),
        ("error_branch_leaves", "g-a"),
    ),
    "way out without a decision": (
        lambda: block().replace(decision("return"), ""),
        ("error_branch_leaves", "g-a"),
    ),
    "refusal that joins": (
        lambda: without(block(), "c-j", flow("c", "j", "Refuse", decision("reject"))),
        ("error_backward_sign_off", "c-j"),
    ),
    "registering by a sign-off": (
        lambda: without(block(), "c-j", flow("c", "j", "", 'muniflow:register="true"')),
        ("error_register_sign_off", "c-j"),
    ),
    "somebody chooses behind the join": (
        lambda: block(
            flow("j", "h"), gateway("h"), flow("h", "e", "On"), flow("h", "done", "Stop"), *SIGN
        ),
        ("error_nobody_chooses", "h"),
    ),
    "a comment behind the join": (
        lambda: block(flow("j", "e", more='muniflow:comment="required"'), *SIGN),
        ("error_comment_automatic", "j-e"),
    ),
    "a refusal behind the join": (
        lambda: block(flow("j", "e", "Back", decision("return")), *SIGN),
        ("error_gate_decision", "j-e"),
    ),
    "more sign-offs than branches": (
        lambda: block(split='muniflow:needed="3"'),
        ("error_needed_too_many", "s"),
    ),
    "no number of sign-offs": (
        lambda: block(split='muniflow:needed="most"'),
        ("error_needed", "s"),
    ),
    "unknown refusal": (
        lambda: block(split='muniflow:refusal="never"'),
        ("error_attribute_value", "s"),
    ),
    "refusals to several places": (
        lambda: without(
            block(split='muniflow:refusal="waits"'),
            "c-j",
            "\n".join(
                (
                    gateway("h"),
                    flow("c", "h"),
                    flow("h", "j", "Agree", decision("approve")),
                    flow("h", "a", "Refuse", decision("reject")),
                )
            ),
        ),
        ("error_refusals_apart", "s"),
    ),
    "a timer that signs": (
        lambda: block(
            flow("j", "e"),
            *SIGN,
            edge("t", "b", "timer", "Late", 'muniflow:days="3"'),
            element("sequenceFlow", "t-j", "", 'sourceRef="t" targetRef="j"'),
        ),
        ("error_join_from_outside", "t-j"),
    ),
    "several flows out of a branch": (
        lambda: block().replace(
            flow("c", "j"), flow("c", "j") + "\n" + flow("c", "no", "No", decision("reject"))
        ),
        ("error_several_flows", "c"),
    ),
    "counting where one decides": (
        lambda: drawing(*BEGIN, flow("a", "done", "Go"), lanes=LANES).replace(
            'name="Draft"', 'name="Draft" muniflow:needed="2"'
        ),
        ("error_one_decides", "a"),
    ),
    "one after the other": (
        lambda: each().replace(
            "<multiInstanceLoopCharacteristics",
            '<multiInstanceLoopCharacteristics isSequential="true"',
        ),
        ("error_multi_instance", "b"),
    ),
    "a number of people": (
        lambda: each().replace(
            MANY,
            MANY.replace(" />", "><loopCardinality>3</loopCardinality>")
            + "</multiInstanceLoopCharacteristics>",
        ),
        ("error_multi_instance", "b"),
    ),
    "agreements of several people to several places": (
        lambda: each(flow("g", "e", "On", decision("approve")), *SIGN),
        ("error_each_apart", "b"),
    ),
    "several people in the first step": (
        lambda: drawing(*BEGIN, flow("a", "done", "Go"), lanes=LANES).replace(
            task("a", "Draft"), task("a", "Draft", inside=MANY)
        ),
        ("error_start_step", "start"),
    ),
    "a parallel step first": (
        lambda: (
            block()
            .replace(flow("start", "a"), flow("start", "s"))
            .replace(flow("a", "s", "Send"), flow("a", "done", "Send"))
        ),
        ("error_start_step", "start"),
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_refused(case, refused):
    made, expected = REFUSALS[case]
    assert expected in [(str(p.message), p.element) for p in refused(made())]


@pytest.mark.parametrize("case", REFUSALS)
def test_refused_with_the_line(case, refused):
    made, (sentence, id_) = REFUSALS[case]
    text = made()
    found = next(p for p in refused(text) if (str(p.message), p.element) == (sentence, id_))
    assert f'id="{id_}"' in text.splitlines()[found.line - 1]
