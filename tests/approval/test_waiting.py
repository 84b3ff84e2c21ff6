"""What a process does by itself: reminders, moments, messages, actions, called cases."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.approval.engine import engine
from muniflow.approval.jobs import Actions
from muniflow.approval.operations import called_case
from muniflow.approval.operations import calling_case
from muniflow.approval.operations import deliver
from muniflow.approval.operations import people_with
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import state_of
from muniflow.approval.operations import take_in
from muniflow.approval.operations import undoable
from muniflow.approval.records import writable_proceedings
from muniflow.approval.reminding import Timers
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path

import pytest

DRAWING = Path(__file__).parent / "data" / "waiting.bpmn"
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture()
def at(request):
    """Set the clock for the rest of a test."""

    def freeze(moment):
        block = clock.frozen(moment)
        block.__enter__()
        request.addfinalizer(lambda: block.__exit__(None, None, None))

    freeze(MONDAY)
    return freeze


def work(site, job):
    """Let a job do what is pending, as the worker; return how much that was."""
    items = list(job.pending(site))
    for item in items:
        assert job.is_pending(site, item)
        with engine():
            job.perform(site, item, None)
        assert not job.is_pending(site, item)
    return len(items)


def told(case):
    found = {(n.kind, n.person) for n in proceedings_of(case).notices}
    writable_proceedings(case).notices = ()
    return found


# Reminders of the shipped process: three days, due on Thursday the 5th


@pytest.mark.parametrize("days,expected", [(0, 0), (1, 1), (2, 1), (3, 1), (4, 2)])
def test_a_reminder_comes_before_and_an_escalation_after(submitted, town, at, days, expected):
    submitted()
    at(MONDAY + days * DAY)
    assert work(town, Timers()) == expected


def test_they_come_once(submitted, town, at):
    submitted()
    at(MONDAY + 4 * DAY)
    assert (work(town, Timers()), work(town, Timers())) == (2, 0)


def test_the_reminder_goes_to_who_has_it_and_the_escalation_above(submitted, town, at):
    case = submitted()
    told(case)
    at(MONDAY + DAY)
    work(town, Timers())
    assert told(case) == {("reminded", "bela")}
    at(MONDAY + 4 * DAY)
    work(town, Timers())
    assert told(case) == {("escalated", "emma"), ("escalated", "anna")}


def test_weekends_do_not_count(submitted, town, at):
    at(MONDAY + 3 * DAY)
    case = submitted()
    assert case.due.isoformat() == "2026-11-10"
    at(MONDAY + 5 * DAY)
    assert work(town, Timers()) == 1


def test_nobody_is_reminded_of_what_is_done(submitted, take, town, at):
    case = submitted()
    take(case, "bela", "reject", "no need")
    at(MONDAY + 9 * DAY)
    assert work(town, Timers()) == 0


# Messages, moments, called cases


@pytest.fixture()
def sent(town, contract, take, at):
    """A contract that waits for its partner's answer."""
    install_library(town, {"waiting": DRAWING.read_bytes()})
    bind_policy(town["onk"], {"OutgoingContract": "waiting"})
    case = contract()
    take(case, "anna", "submit")
    return case


def answered(case):
    deliver(case, message="Partner's answer")
    return case


def called(case, town, at):
    at(MONDAY + 4 * DAY)
    assert work(town, Timers()) == 1
    return called_case(case)


def test_a_send_task_tells(sent):
    assert ("text", "cili") in told(sent)


def test_what_is_left_to_the_worker_is_done_by_it(sent, town):
    assert sent.registry_number == ""
    assert work(town, Actions()) == 1
    assert sent.registry_number != ""


def test_what_set_other_work_in_motion_is_not_taken_back(sent, as_person):
    with as_person("anna"):
        assert undoable(sent) is None


def test_nobody_acts_while_it_waits(sent):
    assert (state_of(sent).waits, people_with(sent)) == ("message", [])


def test_a_message_goes_on(sent):
    assert state_of(answered(sent)).waits == "timer"


def test_another_message_is_refused(sent):
    with pytest.raises(Invalid):
        deliver(sent, message="Something else")


@pytest.mark.parametrize("person", ["gabi", "anna"])
def test_the_registry_and_the_responsible_take_a_message_in(sent, as_person, person):
    with as_person(person):
        take_in(sent, message="Partner's answer", comment="by post")
    assert state_of(sent).waits == "timer"


@pytest.mark.parametrize("person", ["bela", "emma", "kata"])
def test_others_do_not(sent, as_person, person):
    with as_person(person), pytest.raises(NotAllowed):
        take_in(sent, message="Partner's answer", comment="")


def test_a_moment_goes_on_and_calls_a_case(sent, town, at):
    case = called(answered(sent), town, at)
    assert case.process_version.startswith("outgoing-contract.")
    assert calling_case(case) == sent
    assert (case.value_net, case.responsible) == (sent.value_net, "anna")


def test_the_moment_is_not_before_its_day(sent, town, at):
    answered(sent)
    at(MONDAY + 2 * DAY)
    assert work(town, Timers()) == 0


def settle(case, take):
    case.term_from = MONDAY.date()
    take(case, "anna", "submit")
    take(case, "bela", "approve")
    take(case, "emma", "settle")


def test_the_caller_goes_on_when_the_called_case_is_settled(sent, town, at, take):
    settle(called(answered(sent), town, at), take)
    assert people_with(sent) == ["emma"]


def test_the_caller_goes_another_way_when_it_is_refused(sent, town, at, take):
    case = called(answered(sent), town, at)
    case.term_from = MONDAY.date()
    take(case, "anna", "submit")
    take(case, "bela", "reject", "no")
    assert state_of(sent).outcome == "refused"


def test_a_timer_that_interrupts_moves_on(sent, town, at, take):
    settle(called(answered(sent), town, at), take)
    at(MONDAY + 11 * DAY)
    work(town, Timers())
    assert state_of(sent).outcome == "refused"
