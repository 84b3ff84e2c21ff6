"""From models to definitions: every refusal, and what comes out."""

from dataclasses import FrozenInstanceError
from muniflow.process.definition import dump
from muniflow.process.definition import load
from muniflow.process.definition import split_workflow_id

import pytest

GATEWAY = '<exclusiveGateway id="g" name="Which?" />'
SPLIT = '<exclusiveGateway id="g" name="Which?" default="f4" />'
SECOND = '<userTask id="b" name="Check" />'


def ids(problems: list) -> list[str]:
    """Return the message ids of problems."""
    return [str(problem.message) for problem in problems]


class TestRefused:
    """Each case: what is drawn, the sentence, and the element that is named."""

    CASES = {
        "no case type": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go"), process=""),
            ("error_no_case_type", "p"),
        ),
        "no process": (
            lambda draw, flow: draw(basics=False),
            ("error_no_process", "p"),
        ),
        "two processes": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go")).replace(
                "</process>", '</process><process id="q"><userTask id="x" name="X"/></process>'
            ),
            ("error_second_process", "q"),
        ),
        "no start": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go")).replace(
                '<startEvent id="start" />', ""
            ),
            ("error_no_start", "p"),
        ),
        "two starts": (
            lambda draw, flow: draw('<startEvent id="s2" />', flow("f2", "a", "end", "Go")),
            ("error_second_start", "s2"),
        ),
        "no end": (
            lambda draw, flow: draw(flow("f2", "a", "a", "Again")).replace(
                '<endEvent id="end" name="Done" />', ""
            ),
            ("error_no_end", "p"),
        ),
        "duplicate id": (
            lambda draw, flow: draw('<userTask id="a" name="B" />', flow("f2", "a", "end", "Go")),
            ("error_duplicate_id", "a"),
        ),
        "dangling flow": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go"), flow("f3", "a", "gone", "X")),
            ("error_flow_dangling", "f3"),
        ),
        "flow to the start": (
            lambda draw, flow: draw(flow("f2", "a", "start", "Go")),
            ("error_flow_to_start", "f2"),
        ),
        "flow from an end": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go"), flow("f3", "end", "a", "X")),
            ("error_flow_from_end", "f3"),
        ),
        "step without a name": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go")).replace('name="Draft"', ""),
            ("error_step_without_name", "a"),
        ),
        "step in no lane": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go"), members=""),
            ("error_step_without_lane", "a"),
        ),
        "lane without a function": (
            lambda draw, flow: draw(
                flow("f2", "a", "end", "Go"),
                lanes='<lane id="l1" name="Boss"><flowNodeRef>a</flowNodeRef></lane>',
            ),
            ("error_lane_without_function", "l1"),
        ),
        "unknown function": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go")).replace(
                'name="Clerk"', 'name="Clerk" muniflow:function="boss"'
            ),
            ("error_attribute_value", "l1"),
        ),
        "unknown attribute": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go", 'muniflow:descision="x"')),
            ("error_unknown_attribute", "f2"),
        ),
        "attribute at the wrong element": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go", 'muniflow:days="3"')),
            ("error_unknown_attribute", "f2"),
        ),
        "unknown decision": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go", 'muniflow:decision="x"')),
            ("error_attribute_value", "f2"),
        ),
        "unknown outcome": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go")).replace(
                'name="Done"', 'name="Done" muniflow:outcome="won"'
            ),
            ("error_attribute_value", "end"),
        ),
        "gateway without condition on one flow": (
            lambda draw, flow: draw(
                SPLIT,
                flow("f2", "a", "g"),
                flow("f3", "g", "end", "Go", when="amount > 1"),
                flow("f4", "g", "end", "Other"),
                flow("f5", "g", "end", "Third"),
            ),
            ("error_mixed_gateway", "f5"),
        ),
        "gateway without default": (
            lambda draw, flow: draw(
                GATEWAY,
                flow("f2", "a", "g"),
                flow("f3", "g", "end", "Go", when="amount > 1"),
                flow("f4", "g", "end", "Stop", when="amount &lt;= 1"),
            ),
            ("error_hole_empty", "g"),
        ),
        "default elsewhere": (
            lambda draw, flow: draw(SPLIT, flow("f2", "a", "g"), flow("f3", "g", "end", "Go")),
            ("error_default_elsewhere", "g"),
        ),
        "condition on the default": (
            lambda draw, flow: draw(
                SPLIT,
                flow("f2", "a", "g"),
                flow("f3", "g", "end", "Go", when="amount > 1"),
                flow("f4", "g", "end", "Stop", when="amount > 2"),
            ),
            ("error_condition_on_default", "f4"),
        ),
        "gateway that leads nowhere": (
            lambda draw, flow: draw(GATEWAY, flow("f2", "a", "g")),
            ("error_gateway_no_way_out", "g"),
        ),
        "condition without a gateway": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go", when="amount > 1")),
            ("error_condition_without_gateway", "f2"),
        ),
        "condition that cannot be read": (
            lambda draw, flow: draw(
                SPLIT,
                flow("f2", "a", "g"),
                flow("f3", "g", "end", "Go", when="amount >"),
                flow("f4", "g", "end", "Stop"),
            ),
            ("error_condition", "f3"),
        ),
        "condition on an unknown field": (
            lambda draw, flow: draw(
                SPLIT,
                flow("f2", "a", "g"),
                flow("f3", "g", "end", "Go", when="size > 1"),
                flow("f4", "g", "end", "Stop"),
            ),
            ("error_condition", "f3"),
        ),
        "start that chooses": (
            lambda draw, flow: draw(
                '<exclusiveGateway id="g" />',
                SECOND,
                flow("f2", "a", "end", "Go"),
                flow("f3", "b", "end", "Go"),
                flow("f4", "g", "a"),
                flow("f5", "g", "b"),
            ).replace('sourceRef="start" targetRef="a"', 'sourceRef="start" targetRef="g"'),
            ("error_start_step", "start"),
        ),
        "start that leads to the end": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go")).replace(
                'sourceRef="start" targetRef="a"', 'sourceRef="start" targetRef="end"'
            ),
            ("error_start_step", "start"),
        ),
        "several flows out of a step": (
            lambda draw, flow: draw(flow("f2", "a", "end", "Go"), flow("f3", "a", "end", "Stop")),
            ("error_several_flows", "a"),
        ),
        "no way out": (
            lambda draw, flow: draw(
                SECOND,
                GATEWAY,
                flow("f2", "a", "g"),
                flow("f3", "g", "b", "Go"),
                flow("f4", "g", "end", "Stop"),
            ),
            ("error_no_way_out", "b"),
        ),
        "unreachable step": (
            lambda draw, flow: draw(
                SECOND, flow("f2", "a", "end", "Go"), flow("f3", "b", "end", "Go")
            ),
            ("error_unreachable", "b"),
        ),
        "unreachable end": (
            lambda draw, flow: draw('<endEvent id="e2" />', flow("f2", "a", "end", "Go")),
            ("error_unreachable", "e2"),
        ),
        "flow without a name": (
            lambda draw, flow: draw(flow("f2", "a", "end")),
            ("error_flow_without_name", "f2"),
        ),
        "two decisions on one way": (
            lambda draw, flow: draw(
                GATEWAY,
                flow("f2", "a", "g", "Go", 'muniflow:decision="approve"'),
                flow("f3", "g", "end", "", 'muniflow:decision="reject"'),
            ),
            ("error_two_decisions", "a"),
        ),
        "ways that cannot be told apart": (
            lambda draw, flow: draw(
                GATEWAY,
                '<endEvent id="e2" name="Other" />',
                flow("f2", "a", "g"),
                flow("f3", "g", "end", "Go"),
                flow("f4", "g", "e2", "Go"),
            ),
            ("error_same_name", "a"),
        ),
    }

    @pytest.mark.parametrize("case", CASES)
    def test_by_name_and_place(self, case, draw, flow, refused):
        drawn, expected = self.CASES[case]
        found = [(str(p.message), p.element) for p in refused(drawn(draw, flow))]
        assert expected in found

    @pytest.mark.parametrize("case", CASES)
    def test_with_the_line(self, case, draw, flow, refused):
        drawn, (sentence, element) = self.CASES[case]
        text = drawn(draw, flow)
        (problem, *_more) = [
            p for p in refused(text) if str(p.message) == sentence and p.element == element
        ]
        assert f'id="{element}"' in text.splitlines()[problem.line - 1]

    @pytest.mark.parametrize(
        "tag",
        [
            "inclusiveGateway",
            "eventBasedGateway",
            "complexGateway",
            "receiveTask",
            "scriptTask",
            "businessRuleTask",
            "subProcess",
            "transaction",
            "adHocSubProcess",
            "intermediateThrowEvent",
        ],
    )
    def test_what_is_not_executed(self, tag, draw, flow, refused):
        text = draw(f'<{tag} id="x" name="Other" />', flow("f2", "a", "end", "Go"))
        (problem,) = refused(text)
        assert (str(problem.message), problem.name) == ("error_unsupported", "Other")

    @pytest.mark.parametrize("tag", ["task", "manualTask"])
    def test_tasks_for_nobody(self, tag, draw, flow, refused):
        text = draw(f'<{tag} id="x" name="Other" />', flow("f2", "a", "end", "Go"))
        assert ids(refused(text)) == ["error_plain_task"]

    @pytest.mark.parametrize(
        ("old", "marker"),
        [
            ('<startEvent id="start" />', "timerEventDefinition"),
            ('<endEvent id="end" name="Done" />', "terminateEventDefinition"),
            ('<userTask id="a" name="Draft" />', "standardLoopCharacteristics"),
        ],
    )
    def test_marks(self, old, marker, draw, flow, refused):
        tag = old[1:].split()[0]
        new = old.replace(" />", f"><{marker} /></{tag}>")
        text = draw(flow("f2", "a", "end", "Go")).replace(old, new)
        assert ids(refused(text)) == ["error_unsupported_marker"]

    def test_contents_of_a_sub_process_are_not_repeated(self, draw, flow, refused):
        text = draw(
            '<subProcess id="x" name="X"><scriptTask id="y" /></subProcess>',
            flow("f2", "a", "end", "Go"),
        )
        assert ids(refused(text)) == ["error_unsupported"]

    @pytest.mark.parametrize(
        ("attribute", "value"),
        [
            ("days", "0"),
            ("days", "-1"),
            ("days", "three"),
            ("days", "1.5"),
            ("days", "1000"),
            ("days", "٣"),
            ("edit", "boss"),
            ("edit", "clerk boss"),
            ("file", "member"),
            ("see", "actors"),
            ("actor", "anybody"),
        ],
    )
    def test_values_of_a_step(self, attribute, value, draw, flow, refused):
        text = draw(flow("f2", "a", "end", "Go")).replace(
            'name="Draft"', f'name="Draft" muniflow:{attribute}="{value}"'
        )
        assert [p.element for p in refused(text)] == ["a"]

    def test_gateways_in_a_circle(self, draw, flow, refused):
        text = draw(
            '<exclusiveGateway id="g" name="One" />',
            '<exclusiveGateway id="h" name="Two" />',
            flow("f2", "a", "g"),
            flow("f3", "g", "h", "Go"),
            flow("f4", "h", "g"),
            flow("f5", "h", "end", "Stop"),
        )
        found = refused(text)
        assert [(str(p.message), p.name) for p in found] == [
            ("error_gateway_cycle", "One"),
            ("error_gateway_cycle", "Two"),
        ]

    def test_steps_that_never_end(self, draw, flow, refused):
        text = draw(
            SECOND,
            '<userTask id="c" name="Again" />',
            GATEWAY,
            flow("f2", "a", "g"),
            flow("f3", "g", "b", "Go"),
            flow("f4", "g", "end", "Stop"),
            flow("f5", "b", "c", "On"),
            flow("f6", "c", "b", "Back"),
        )
        found = refused(text)
        assert [(str(p.message), p.element) for p in found] == [
            ("error_no_end_from_here", "b"),
            ("error_no_end_from_here", "c"),
        ]

    def test_too_many_elements(self, draw, flow, refused):
        gateways = (f'<exclusiveGateway id="g{n}" />' for n in range(301))
        assert "error_too_many_elements" in ids(refused(draw(*gateways)))

    def test_everything_at_once(self, draw, refused):
        text = draw('<scriptTask id="x" name="X" />', process='muniflow:fro="TestCase"')
        assert {"error_unsupported", "error_unknown_attribute", "error_no_case_type"} <= set(
            ids(refused(text))
        )

    def test_the_list_of_functions_is_named(self, draw, flow, refused):
        text = draw(flow("f2", "a", "end", "Go")).replace('name="Clerk"', 'name="Boss"')
        assert "clerk, head, legal, finance" in str(refused(text)[0])


class TestDefinition:
    @pytest.fixture
    def levels(self, draw, flow, compiled):
        """A step, a decision and behind it two levels of value."""
        return compiled(
            draw(
                '<exclusiveGateway id="g" />',
                '<exclusiveGateway id="v" default="f6" />',
                SECOND,
                flow("f2", "a", "g"),
                flow("f3", "g", "v", "Approve", 'muniflow:decision="approve"'),
                flow("f4", "g", "end", "Refuse", 'muniflow:decision="reject"'),
                flow("f5", "v", "end", "Small", when="amount &lt; 10"),
                flow("f6", "v", "b", "Large"),
                flow("f7", "b", "end", "Approve", 'muniflow:decision="approve"'),
            )
        )

    def test_id(self, levels):
        assert levels.id == "p.1"

    def test_first_step(self, levels):
        assert levels.initial == "draft"

    @pytest.mark.parametrize(
        ("transition", "condition"),
        [
            ("approve-to-done-from-draft", "amount < 10"),
            ("approve-to-check", "not (amount < 10)"),
            ("refuse-to-done", None),
            ("approve-to-done-from-check", None),
        ],
    )
    def test_conditions(self, levels, transition, condition):
        assert levels.transitions[transition].condition == condition

    def test_first_name_on_the_way(self, levels):
        assert levels.transitions["approve-to-check"].name == "Approve"

    @pytest.mark.parametrize(
        ("transition", "branch"),
        [
            ("approve-to-done-from-draft", "Small"),
            ("approve-to-check", "Large"),
            ("refuse-to-done", ""),
        ],
    )
    def test_branches(self, levels, transition, branch):
        assert levels.transitions[transition].branch == branch

    def test_transitions_in_the_order_of_the_drawing(self, levels):
        assert levels.states["draft"].transitions == (
            "approve-to-done-from-draft",
            "approve-to-check",
            "refuse-to-done",
        )

    def test_joined_conditions(self, draw, flow, compiled):
        definition = compiled(
            draw(
                '<exclusiveGateway id="g" default="f5" />',
                '<exclusiveGateway id="h" default="f7" />',
                '<endEvent id="e2" name="Other" />',
                '<endEvent id="e3" name="Third" />',
                flow("f2", "a", "g", "Go"),
                flow("f3", "g", "end", when="amount &gt; 9"),
                flow("f4", "g", "h", when="amount &lt; 9"),
                flow("f5", "g", "e3"),
                flow("f6", "h", "e2", when="amount &gt; 5 or indefinite"),
                flow("f7", "h", "e3"),
            )
        )
        assert {t.target: t.condition for t in definition.transitions.values()} == {
            "done": "amount > 9",
            "other": "(not (amount > 9) and (amount < 9)) and (amount > 5 or indefinite)",
            "third": "((not (amount > 9) and (amount < 9)) and "
            "(not (amount > 5 or indefinite))) or "
            "(not (amount > 9) and not (amount < 9))",
        }

    def test_the_order_of_a_gateway_counts(self, draw, flow, compiled):
        gateway = (
            '<exclusiveGateway id="g" default="f5"><outgoing>f4</outgoing>'
            "<outgoing>f3</outgoing><outgoing>f5</outgoing></exclusiveGateway>"
        )
        definition = compiled(
            draw(
                gateway,
                '<endEvent id="e2" name="Other" />',
                flow("f2", "a", "g", "Go"),
                flow("f3", "g", "end", when="amount &lt; 1"),
                flow("f4", "g", "e2", when="amount &gt; 5"),
                flow("f5", "g", "e2"),
            )
        )
        assert definition.transitions["go-to-done"].condition == (
            "not (amount > 5) and (amount < 1)"
        )

    def test_merging_gateways_change_nothing(self, draw, flow, compiled):
        definition = compiled(
            draw('<exclusiveGateway id="m" />', flow("f2", "a", "m", "Go"), flow("f3", "m", "end"))
        )
        assert definition.transitions["go-to-done"].condition is None

    def test_names_further_along_tell_apart(self, draw, flow, compiled):
        definition = compiled(
            draw(
                '<exclusiveGateway id="g" />',
                '<endEvent id="e2" name="Other" />',
                flow("f2", "a", "g", "Send"),
                flow("f3", "g", "end", "by mail"),
                flow("f4", "g", "e2", "by post"),
            )
        )
        assert [t.name for t in definition.leaving("draft")] == ["Send: by mail", "Send: by post"]

    def test_a_decision_names_a_nameless_flow(self, draw, flow, compiled):
        definition = compiled(draw(flow("f2", "a", "end", "", 'muniflow:decision="withdraw"')))
        assert definition.transitions["withdraw-to-done"].name == "Withdraw"

    def test_steps_of_one_name_are_numbered(self, draw, flow, compiled):
        definition = compiled(
            draw(
                '<userTask id="b" name="Draft" />',
                flow("f2", "a", "b", "Go"),
                flow("f3", "b", "end", "Go"),
            )
        )
        assert [state.id for state in definition.steps()] == ["draft", "draft-2"]

    def test_hungarian_names_give_readable_ids(self, draw, flow, compiled):
        text = draw(flow("f2", "a", "end", "Jóváhagyás")).replace("Draft", "Pénzügyi ellenőrzés")
        assert list(compiled(text).transitions) == ["jovahagyas-to-done"]

    def test_names_that_are_no_latin(self, draw, flow, compiled):
        text = draw(flow("f2", "a", "end", "Да", 'muniflow:decision="approve"'))
        assert list(compiled(text).transitions) == ["approve-to-done"]

    @pytest.mark.parametrize(
        ("attributes", "field", "value"),
        [
            ("", "days", None),
            ('muniflow:days="3"', "days", 3),
            ("", "edit", ()),
            ('muniflow:edit="actors head"', "edit", ("clerk", "head")),
            ('muniflow:edit="nobody"', "edit", ()),
            ("", "file", ("clerk", "responsible")),
            ('muniflow:file="nobody"', "file", ()),
            ('muniflow:actor="responsible"', "file", ("responsible",)),
            ('muniflow:actor="responsible" muniflow:edit="actors"', "edit", ("responsible",)),
            ("", "see", ("member",)),
            ('muniflow:see="legal"', "see", ("legal",)),
            ('muniflow:required="a b a"', "required", ("a", "b")),
        ],
    )
    def test_what_a_step_says(self, attributes, field, value, draw, flow, compiled):
        text = draw(flow("f2", "a", "end", "Go")).replace(
            'name="Draft"', f'name="Draft" {attributes}'
        )
        assert getattr(compiled(text).states["draft"], field) == value

    @pytest.mark.parametrize(
        ("attributes", "field", "value"),
        [
            ("", "decision", "submit"),
            ('muniflow:decision="approve"', "decision", "approve"),
            ("", "comment_required", False),
            ('muniflow:comment="required"', "comment_required", True),
            ('muniflow:comment="optional"', "comment_required", False),
            ('muniflow:register="true"', "register", True),
            ('muniflow:register="false"', "register", False),
            ("", "function", "clerk"),
        ],
    )
    def test_what_a_flow_says(self, attributes, field, value, draw, flow, compiled):
        definition = compiled(draw(flow("f2", "a", "end", "Go", attributes)))
        assert getattr(definition.transitions["go-to-done"], field) == value

    @pytest.mark.parametrize(
        "name", ["clerk", "Clerk", "Head of unit", "head of UNIT", "Legal Reviewer", "Finance"]
    )
    def test_functions_by_the_name_of_the_lane(self, name, draw, flow, compiled):
        text = draw(flow("f2", "a", "end", "Go")).replace('name="Clerk"', f'name="{name}"')
        assert compiled(text).states["draft"].function in ("clerk", "head", "legal", "finance")

    def test_deterministic(self, shipped, compiled):
        text = shipped["outgoing-contract"]
        assert dump(compiled(text)) == dump(compiled(text))

    def test_survives_storing(self, shipped, compiled):
        definition = compiled(shipped["incoming-contract"])
        assert load(dump(definition)) == definition

    def test_cannot_be_changed(self, levels):
        with pytest.raises(FrozenInstanceError):
            levels.initial = "check"

    def test_versions_differ_in_their_number_alone(self, shipped, compiled):
        text = shipped["outgoing-contract"]
        assert compiled(text, 2).transitions == compiled(text, 1).transitions


@pytest.mark.parametrize(
    ("id_", "parts"),
    [
        ("outgoing-contract.3", ("outgoing-contract", 3)),
        ("a.b.12", ("a.b", 12)),
        ("simple_publication_workflow", None),
        (".3", None),
        ("a.", None),
    ],
)
def test_split_workflow_id(id_, parts):
    assert split_workflow_id(id_) == parts
