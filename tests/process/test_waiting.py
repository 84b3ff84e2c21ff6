"""Timers, messages, actions and called processes: what is compiled, and what is refused."""

from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.definition import Action
from muniflow.process.definition import dump
from muniflow.process.definition import load
from muniflow.process.definition import Timer
from muniflow.process.errors import BpmnError
from muniflow.process.rules import actors
from muniflow.process.rules import next_forward
from muniflow.process.rules import predicted_path
from tests.process.drawings import BEGIN
from tests.process.drawings import decision
from tests.process.drawings import drawing
from tests.process.drawings import duration
from tests.process.drawings import edge
from tests.process.drawings import element
from tests.process.drawings import event
from tests.process.drawings import flow
from tests.process.drawings import gateway
from tests.process.drawings import MESSAGE
from tests.process.drawings import parallel
from tests.process.drawings import REFUSED
from tests.process.drawings import START
from tests.process.drawings import task
from tests.process.drawings import WITHDRAWN

import pytest

CATCH = "intermediateCatchEvent"
CALL = "callActivity"


def checked(*more: str, b: str = "", process: str = "", before: str = "") -> str:
    """Return a process whose second step is checked by Legal."""
    return drawing(
        *BEGIN,
        flow("a", "b", "Send"),
        task("b", "Check", b),
        flow("b", "done", "Agree", decision("approve")),
        *more,
        lanes={"clerk": "a", "legal": "b"},
        process=process,
        before=before,
    )


def waiting(*between: str, first: str, before: str = MESSAGE) -> str:
    """Return a process that waits behind its first step."""
    return drawing(*BEGIN, flow("a", first, "Send"), *between, before=before)


def actions(*tasks: str, way: str = "x") -> str:
    """Return a process with actions between its step and its end."""
    return drawing(*BEGIN, flow("a", way, "Send"), *tasks)


def service(id_: str, action: str = "register", more: str = "", tag: str = "serviceTask") -> str:
    """Return a service task."""
    given = f'muniflow:action="{action}"' if action else ""
    return element(tag, id_, f"Do {id_}", f"{given} {more}")


class TestTimersOnTheEdge:
    @pytest.mark.parametrize(
        ("more", "inside", "expected"),
        [
            ("", "P3D", (3, "entered", "remind")),
            ("", "P2W", (10, "entered", "remind")),
            ('muniflow:days="4"', "", (4, "entered", "remind")),
            ('muniflow:days="4"', "PT1H", (4, "entered", "remind")),
            ('muniflow:days="-2" muniflow:anchor="due"', "", (-2, "due", "remind")),
            ('muniflow:anchor="due"', "-P1W", (-5, "due", "remind")),
            ('muniflow:days="0" muniflow:anchor="due"', "", (0, "due", "remind")),
            ('muniflow:act="escalate" muniflow:told="head"', "P1D", (1, "entered", "escalate")),
        ],
    )
    def test_reminders(self, compiled, more, inside, expected):
        time = duration(inside) if inside else ""
        text = checked(
            edge("t", "b", "timer", "Late", f'cancelActivity="false" {more}', time),
            b='muniflow:days="5"',
        )
        (timer,) = compiled(text).states["check"].timers
        assert (timer.days, timer.anchor, timer.act) == expected

    @pytest.mark.parametrize(
        ("told", "expected"),
        [
            ("", ()),
            ('muniflow:told="head records"', ("head", "records")),
            ('muniflow:told="actors responsible"', ("legal", "responsible")),
        ],
    )
    def test_who_is_told(self, compiled, told, expected):
        text = checked(
            edge("t", "b", "timer", "Late", f'cancelActivity="false" {told}', duration("P1D"))
        )
        assert compiled(text).states["check"].timers[0].told == expected

    def test_a_reminder_leads_nowhere(self, compiled):
        text = checked(edge("t", "b", "timer", "Late", 'cancelActivity="false"', duration("P1D")))
        definition = compiled(text)
        assert (definition.states["check"].timers, len(definition.leaving("check"))) == (
            (Timer("check-late", "Late", "t", 1),),
            1,
        )

    def test_an_end_behind_a_reminder_is_no_state(self, compiled):
        text = checked(
            edge("t", "b", "timer", "Late", 'cancelActivity="false"', duration("P1D")),
            element("endEvent", "told", "Told"),
            flow("t", "told"),
        )
        assert "told" not in compiled(text).states

    @pytest.fixture
    def moving(self, compiled):
        return compiled(
            checked(
                edge("t", "b", "timer", "Too late", "", duration("P5D")),
                flow("t", "no", more=decision("reject")),
                REFUSED,
            )
        )

    def test_an_interrupting_timer_moves(self, moving):
        assert moving.states["check"].timers == (
            Timer(
                "check-too-late", "Too late", "t", 5, act="move", transition="too-late-to-refused"
            ),
        )

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("trigger", "timer"),
            ("cause", "check-too-late"),
            ("function", ""),
            ("decision", "reject"),
            ("target", "refused"),
        ],
    )
    def test_along_a_transition_of_its_own(self, moving, field, value):
        assert getattr(moving.transitions["too-late-to-refused"], field) == value

    def test_that_nobody_expects_where_people_decide(self, compiled):
        text = checked(
            edge("t", "b", "timer", "Late", "", duration("P5D")),
            flow("t", "no", "Close"),
            REFUSED,
        )
        assert next_forward(compiled(text), "check", {}).trigger == "person"

    def test_in_a_branch_it_watches_that_branch(self, compiled):
        text = drawing(
            *BEGIN,
            flow("a", "s", "Send"),
            *(parallel("s", "Both"), flow("s", "b"), flow("s", "c")),
            *(task("b", "Legal"), task("c", "Finance", 'muniflow:days="3"')),
            *(flow("b", "j"), flow("c", "j"), parallel("j"), flow("j", "done")),
            edge(
                "t",
                "c",
                "timer",
                "",
                'cancelActivity="false" muniflow:anchor="due"',
                duration("-P1D"),
            ),
        )
        (timer,) = compiled(text).states["both"].timers
        assert (timer.id, timer.name, timer.branch) == ("finance-remind", "Reminder", "finance")

    def test_and_may_end_the_whole_step(self, compiled):
        text = drawing(
            *BEGIN,
            flow("a", "s", "Send"),
            *(parallel("s", "Both"), flow("s", "b"), flow("s", "c")),
            *(task("b", "Legal"), task("c", "Finance")),
            *(flow("b", "j"), flow("c", "j"), parallel("j"), flow("j", "done")),
            edge("t", "c", "timer", "", "", duration("P9D")),
            flow("t", "a", more=decision("return")),
        )
        found = compiled(text).transitions["time-is-up-to-draft"]
        assert (found.source, found.cause, found.signs) == ("both", "finance-move", "")


class TestMessages:
    def test_a_message_ends_a_step(self, compiled):
        definition = compiled(
            checked(edge("t", "b", "message"), flow("t", "done"), before=MESSAGE)
        )
        found = definition.transitions["message-received-to-done"]
        assert (found.trigger, found.cause) == ("message", "The partner answered")

    def test_a_message_starts_a_case(self, compiled):
        text = checked(before=MESSAGE).replace(START, event("startEvent", "start", "message"))
        assert compiled(text).message == "The partner answered"

    def test_people_start_it_otherwise(self, compiled):
        assert compiled(checked()).message == ""

    def test_a_message_without_a_definition_is_called_by_its_event(self, compiled):
        text = checked(edge("t", "b", "message", "Answer"), flow("t", "done"))
        assert compiled(text).transitions["answer-to-done"].cause == "Answer"


class TestWaiting:
    @pytest.fixture
    def message(self, compiled):
        return compiled(
            waiting(event(CATCH, "w", "message", "Answer"), flow("w", "done"), first="w")
        )

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("waits", "message"),
            ("waits_for", "The partner answered"),
            ("actor", "engine"),
            ("function", ""),
            ("edit", ()),
            ("file", ()),
            ("timers", ()),
        ],
    )
    def test_for_a_message(self, message, field, value):
        assert getattr(message.states["answer"], field) == value

    def test_nobody_acts(self, message):
        assert actors(message.states["answer"]) == ()

    def test_the_path_goes_on(self, message):
        assert [s.id for s in predicted_path(message, "draft", {})] == ["draft", "answer", "done"]

    def test_survives_storing(self, message):
        assert load(dump(message)) == message

    def test_for_a_time(self, compiled):
        text = waiting(
            event(CATCH, "w", "timer", "Cool down", "", duration("P2W")),
            flow("w", "done"),
            first="w",
        )
        state = compiled(text).states["cool-down"]
        assert (state.waits, state.timers) == (
            "timer",
            (
                Timer(
                    "cool-down-cool-down",
                    "Cool down",
                    "w",
                    10,
                    act="move",
                    transition="time-is-up-to-done",
                ),
            ),
        )

    def test_all_ways_of_a_timer_name_it(self, compiled):
        text = waiting(
            event(CATCH, "w", "timer", "Wait", "", duration("P1D")),
            flow("w", "g"),
            gateway("g", more='default="g-b"'),
            flow("g", "done", when="amount &lt; 5"),
            flow("g", "b"),
            task("b", "Check"),
            flow("b", "done", "Agree"),
            first="w",
        )
        found = compiled(text).leaving("wait")
        assert [(t.cause, t.condition) for t in found] == [
            ("wait-wait", "amount < 5"),
            ("wait-wait", "not (amount < 5)"),
        ]


def calling(*flows: str) -> str:
    """Return a process that runs another one."""
    return waiting(
        element(CALL, "w", "Order", 'calledElement="ordering"'),
        *flows,
        REFUSED,
        WITHDRAWN,
        first="w",
    )


class TestCalls:
    @pytest.fixture
    def definition(self, compiled):
        return compiled(
            calling(
                flow("w", "g"),
                gateway("g"),
                flow("g", "done", "Ordered", 'muniflow:outcome="settled"'),
                flow("g", "no", "Refused", 'muniflow:outcome="refused"'),
                flow("g", "off", "Otherwise"),
            )
        )

    def test_waits(self, definition):
        state = definition.states["order"]
        assert (state.waits, state.waits_for) == ("call", "ordering")

    @pytest.mark.parametrize(
        ("transition", "expected"),
        [
            ("ordered-to-done", ("call", "settled", "submit")),
            ("refused-to-refused", ("call", "refused", "reject")),
            ("otherwise-to-withdrawn", ("call", "", "submit")),
        ],
    )
    def test_ways(self, definition, transition, expected):
        found = definition.transitions[transition]
        assert (found.trigger, found.outcome, found.decision) == expected

    def test_the_path_expects_it_to_settle(self, definition):
        assert predicted_path(definition, "order", {})[-1].id == "done"

    def test_one_way_for_all(self, compiled):
        text = waiting(
            element(CALL, "w", "Order", 'calledElement="x:ordering"'), flow("w", "done"), first="w"
        )
        definition = compiled(text)
        found = definition.transitions["linked-case-ended-to-done"]
        assert (found.outcome, definition.states["order"].waits_for) == ("", "ordering")

    def test_a_call_may_take_too_long(self, compiled):
        text = waiting(
            element(CALL, "w", "Order", 'calledElement="ordering"'),
            flow("w", "done"),
            edge("t", "w", "timer", "Late", "", duration("P4W")),
            flow("t", "a", more=decision("return")),
            first="w",
        )
        assert compiled(text).transitions["late-to-draft"].cause == "order-late"


class TestActions:
    def test_in_their_order(self, compiled):
        text = actions(
            service("x", more='muniflow:when="later" muniflow:to="head" muniflow:text="Look!"'),
            service("y", "", tag="sendTask", more='muniflow:to="legal"'),
            flow("x", "y"),
            flow("y", "done"),
        )
        assert compiled(text).transitions["send-to-done"].actions == (
            Action("x", "Do x", "register", "later", {"to": "head", "text": "Look!"}),
            Action("y", "Do y", "notify", "now", {"to": "legal"}),
        )

    def test_only_on_the_way_they_are_on(self, compiled):
        text = actions(
            gateway("g", more='default="g-done"'),
            flow("g", "x", when="amount &gt; 5"),
            flow("g", "done"),
            service("x"),
            flow("x", "no"),
            REFUSED,
            way="g",
        )
        found = {t.target: len(t.actions) for t in compiled(text).transitions.values()}
        assert found == {"refused": 1, "done": 0}

    @pytest.mark.parametrize(
        ("more", "known", "sentence"),
        [
            ("", {"register": {}}, ""),
            ("", {"print": {}}, "error_attribute_value"),
            ("", ["register"], ""),
            ("", None, ""),
            ('muniflow:to="head"', {"register": {"to": True}}, ""),
            ("", {"register": {"to": True}}, "error_action_value"),
            ('muniflow:to=""', {"register": {"to": True}}, "error_action_value"),
            ("", {"register": {"to": False}}, ""),
            ('muniflow:too="head"', {"register": {"to": False}}, "error_unknown_attribute"),
            ('muniflow:too="head"', ["register"], ""),
        ],
    )
    def test_what_the_site_can_do(self, more, known, sentence):
        model = read_model(actions(service("x", more=more), flow("x", "done")))
        try:
            compile_process(model, version=1, actions=known)
            found = []
        except BpmnError as error:
            found = [(str(p.message), p.element) for p in error.problems]
        assert found == ([(sentence, "x")] if sentence else [])


class TestProcess:
    @pytest.mark.parametrize(
        ("attribute", "field", "value"),
        [
            ('muniflow:days="30"', "days", 30),
            ("", "days", None),
            ('muniflow:mail="off"', "mail", False),
            ("", "mail", True),
        ],
    )
    def test_says_of_the_whole_case(self, compiled, attribute, field, value):
        assert getattr(compiled(checked(process=attribute)), field) == value

    @pytest.mark.parametrize(
        ("attribute", "field", "value"),
        [
            ('muniflow:duty="certify"', "duty", "certify"),
            ('muniflow:told="head responsible"', "told", ("head", "responsible")),
            ('muniflow:told="actors"', "told", ("legal",)),
            ('muniflow:checklist="Stamped? ; Dated?;"', "checklist", ("Stamped?", "Dated?")),
        ],
    )
    def test_and_of_a_step(self, compiled, attribute, field, value):
        assert getattr(compiled(checked(b=attribute)).states["check"], field) == value


class TestWithdrawal:
    @pytest.fixture
    def definition(self, compiled):
        return compiled(checked(WITHDRAWN, process='muniflow:withdraw="anywhere"'))

    def test_from_every_step(self, definition):
        assert [t.id for t in definition.transitions.values() if t.decision == "withdraw"] == [
            "withdraw-to-withdrawn-from-draft",
            "withdraw-to-withdrawn-from-check",
        ]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("function", "responsible"),
            ("name", "Withdraw"),
            ("comment_required", False),
            ("target", "withdrawn"),
            ("trigger", "person"),
            ("condition", None),
        ],
    )
    def test_as_a_decision(self, definition, field, value):
        found = definition.transitions["withdraw-to-withdrawn-from-check"]
        assert getattr(found, field) == value

    def test_what_is_drawn_stays(self, compiled):
        text = checked(
            WITHDRAWN,
            process='muniflow:withdraw="anywhere"',
        ).replace(
            flow("a", "b", "Send"),
            gateway("g")
            + flow("a", "g")
            + flow("g", "b", "Send")
            + flow("g", "off", "Take back", decision("withdraw")),
        )
        found = [t.id for t in compiled(text).transitions.values() if t.decision == "withdraw"]
        assert found == ["take-back-to-withdrawn", "withdraw-to-withdrawn-from-check"]

    def test_not_where_nobody_acts(self, compiled):
        text = waiting(
            event(CATCH, "w", "message", "Answer"), flow("w", "done"), WITHDRAWN, first="w"
        ).replace('for="TestCase"', 'for="TestCase" muniflow:withdraw="anywhere"')
        found = [t for t in compiled(text).leaving("answer") if t.decision == "withdraw"]
        assert found == []

    def test_not_unless_the_process_says_so(self, compiled):
        text = checked(
            WITHDRAWN,
            edge("t", "b", "message", "Gone"),
            flow("t", "off"),
            process='muniflow:withdraw="drawn"',
        )
        assert all(t.decision != "withdraw" for t in compiled(text).transitions.values())


REFUSALS = {
    "a time of day": (
        lambda: checked(edge("t", "b", "timer", "", "", duration("PT4H")), flow("t", "done")),
        ("error_timer_duration", "t"),
    ),
    "a date": (
        lambda: checked(
            edge("t", "b", "timer", "", "", duration("2026-01-01", "timeDate")), flow("t", "done")
        ),
        ("error_timer_duration", "t"),
    ),
    "a cycle": (
        lambda: checked(
            edge("t", "b", "timer", "", 'cancelActivity="false"', duration("R3/P1D", "timeCycle"))
        ),
        ("error_timer_duration", "t"),
    ),
    "no time": (
        lambda: checked(edge("t", "b", "timer"), flow("t", "done")),
        ("error_timer_duration", "t"),
    ),
    "a time in words": (
        lambda: checked(edge("t", "b", "timer", "", 'muniflow:days="soon"'), flow("t", "done")),
        ("error_timer_duration", "t"),
    ),
    "at once": (
        lambda: checked(edge("t", "b", "timer", "", 'muniflow:days="0"'), flow("t", "done")),
        ("error_timer_days", "t"),
    ),
    "before the step": (
        lambda: checked(edge("t", "b", "timer", "", 'muniflow:days="-1"'), flow("t", "done")),
        ("error_timer_days", "t"),
    ),
    "before a deadline that is none": (
        lambda: checked(
            edge("t", "b", "timer", "", 'muniflow:days="1" muniflow:anchor="due"'),
            flow("t", "done"),
        ),
        ("error_timer_without_deadline", "t"),
    ),
    "a reminder that interrupts": (
        lambda: checked(
            edge("t", "b", "timer", "", 'muniflow:act="remind"', duration("P1D")),
            flow("t", "done"),
        ),
        ("error_timer_act", "t"),
    ),
    "a move that does not interrupt": (
        lambda: checked(
            edge(
                "t",
                "b",
                "timer",
                "",
                'cancelActivity="false" muniflow:act="move"',
                duration("P1D"),
            )
        ),
        ("error_timer_act", "t"),
    ),
    "an escalation to nobody": (
        lambda: checked(
            edge(
                "t",
                "b",
                "timer",
                "",
                'cancelActivity="false" muniflow:act="escalate"',
                duration("P1D"),
            )
        ),
        ("error_escalation_untold", "t"),
    ),
    "a reminder to a step": (
        lambda: checked(
            edge("t", "b", "timer", "", 'cancelActivity="false"', duration("P1D")),
            flow("t", "a"),
        ),
        ("error_reminder_flow", "t-a"),
    ),
    "a timer that leads nowhere": (
        lambda: checked(edge("t", "b", "timer", "", "", duration("P1D"))),
        ("error_no_way_on", "t"),
    ),
    "an event on nothing": (
        lambda: checked(edge("t", "x", "timer", "", "", duration("P1D")), flow("t", "done")),
        ("error_event_host", "t"),
    ),
    "an event on a gateway": (
        lambda: checked(edge("t", "done", "timer", "", "", duration("P1D")), flow("t", "done")),
        ("error_event_host", "t"),
    ),
    "an event for nothing": (
        lambda: checked(element("boundaryEvent", "t", "", 'attachedToRef="b"'), flow("t", "done")),
        ("error_event_kind", "t"),
    ),
    "an event for a signal": (
        lambda: checked(
            element("boundaryEvent", "t", "", 'attachedToRef="b"', "<signalEventDefinition/>"),
            flow("t", "done"),
        ),
        ("error_unsupported_marker", "t"),
    ),
    "a flow to an event on the edge": (
        lambda: checked(
            edge("t", "b", "timer", "", "", duration("P1D")), flow("t", "done"), flow("a", "t")
        ),
        ("error_flow_to_edge", "a-t"),
    ),
    "a message on the side": (
        lambda: checked(edge("t", "b", "message", "Answer", 'cancelActivity="false"')),
        ("error_message_on_the_side", "t"),
    ),
    "a message without a name": (
        lambda: checked(edge("t", "b", "message"), flow("t", "done")),
        ("error_message_without_name", "t"),
    ),
    "somebody chooses behind a message": (
        lambda: checked(
            edge("t", "b", "message"),
            flow("t", "g"),
            gateway("g"),
            flow("g", "done", "On"),
            flow("g", "a", "Back"),
            before=MESSAGE,
        ),
        ("error_nobody_chooses", "g"),
    ),
    "a wait without a name": (
        lambda: waiting(
            event(CATCH, "w", "timer", "", "", duration("P1D")), flow("w", "done"), first="w"
        ),
        ("error_step_without_name", "w"),
    ),
    "a wait that leads nowhere": (
        lambda: waiting(event(CATCH, "w", "message", "Answer"), first="w"),
        ("error_no_way_on", "w"),
    ),
    "a wait for nothing": (
        lambda: waiting(element(CATCH, "w", "Wait"), flow("w", "done"), first="w"),
        ("error_event_kind", "w"),
    ),
    "a call of nothing": (
        lambda: waiting(element(CALL, "w", "Order"), flow("w", "done"), first="w"),
        ("error_call_without_process", "w"),
    ),
    "an outcome nobody follows": (
        lambda: calling(
            flow("w", "g"),
            gateway("g"),
            flow("g", "done", "Ordered", 'muniflow:outcome="settled"'),
            flow("g", "no", "Refused", 'muniflow:outcome="refused"'),
        ),
        ("error_outcome_missing", "w"),
    ),
    "an outcome twice": (
        lambda: calling(
            flow("w", "g"),
            gateway("g"),
            flow("g", "done", "Ordered", 'muniflow:outcome="settled"'),
            flow("g", "no", "Refused", 'muniflow:outcome="settled"'),
            flow("g", "off", "Else"),
        ),
        ("error_outcome_twice", "w"),
    ),
    "no outcome twice": (
        lambda: calling(
            flow("w", "g"), gateway("g"), flow("g", "done", "Or"), flow("g", "no", "Else")
        ),
        ("error_outcome_twice", "w"),
    ),
    "an outcome of a step": (
        lambda: checked().replace(
            decision("approve"), decision("approve") + ' muniflow:outcome="settled"'
        ),
        ("error_outcome_elsewhere", "b-done"),
    ),
    "an action that does nothing": (
        lambda: actions(service("x", ""), flow("x", "done")),
        ("error_action_missing", "x"),
    ),
    "an action that leads nowhere": (
        lambda: actions(service("x")),
        ("error_action_flows", "x"),
    ),
    "an action to several places": (
        lambda: actions(service("x"), flow("x", "done"), flow("x", "a")),
        ("error_action_flows", "x"),
    ),
    "an action at an unknown time": (
        lambda: actions(service("x", more='muniflow:when="soon"'), flow("x", "done")),
        ("error_attribute_value", "x"),
    ),
    "an action nobody comes to": (
        lambda: actions(service("x"), flow("x", "done"), way="done"),
        ("error_unreachable", "x"),
    ),
    "an action before the first step": (
        lambda: checked(service("x"), flow("x", "a")).replace(
            flow("start", "a"), flow("start", "x")
        ),
        ("error_start_step", "start"),
    ),
    "actions in a circle": (
        lambda: actions(
            service("x"),
            gateway("g"),
            flow("x", "g"),
            flow("g", "x", "Again"),
            flow("g", "done", "On"),
        ),
        ("error_gateway_cycle", "x"),
    ),
    "an event on an action": (
        lambda: actions(
            service("x"), flow("x", "done"), edge("t", "x", "timer", "", "", duration("P1D"))
        ),
        ("error_event_host", "t"),
    ),
    "several people in an action": (
        lambda: actions(
            element(
                "serviceTask",
                "x",
                "X",
                'muniflow:action="y"',
                "<multiInstanceLoopCharacteristics/>",
            ),
            flow("x", "done"),
        ),
        ("error_unsupported_marker", "x"),
    ),
    "a withdrawal without an end": (
        lambda: checked(process='muniflow:withdraw="anywhere"'),
        ("error_no_withdrawn_end", "p"),
    ),
    "an unknown duty": (
        lambda: checked(b='muniflow:duty="sign"'),
        ("error_attribute_value", "b"),
    ),
    "unknown people to tell": (
        lambda: checked(b='muniflow:told="boss"'),
        ("error_attribute_value", "b"),
    ),
    "a process of no days": (
        lambda: checked(process='muniflow:days="0"'),
        ("error_days", "p"),
    ),
    "mail perhaps": (
        lambda: checked(process='muniflow:mail="perhaps"'),
        ("error_attribute_value", "p"),
    ),
    "our mark at a call": (
        lambda: waiting(
            element(CALL, "w", "Order", 'calledElement="x" muniflow:days="3"'),
            flow("w", "done"),
            first="w",
        ),
        ("error_unknown_attribute", "w"),
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
