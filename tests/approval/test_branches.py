"""A branch of a parallel step has its own list and its own reminders."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from muniflow.approval.engine import engine
from muniflow.approval.errors import ChecklistOpen
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import state_of
from muniflow.approval.records import writable_proceedings
from muniflow.approval.reminding import Timers
from muniflow.core import clock
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"
MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
LEGAL = '<userTask id="legal" name="Legal review" m:days="5"'
LISTED = LEGAL + ' m:checklist="Law checked; Partner checked"'
REMINDER = """<boundaryEvent id="remind" cancelActivity="false" attachedToRef="legal">
  <timerEventDefinition id="rt"><timeDuration>P2D</timeDuration></timerEventDefinition>
</boundaryEvent>
<userTask id="finance\""""
SIGN = '<endEvent id="signed"'
LAPSE = """<boundaryEvent id="late" name="Too late" attachedToRef="sign">
  <timerEventDefinition id="lt"><timeDuration>P2D</timeDuration></timerEventDefinition>
</boundaryEvent>
<sequenceFlow id="t1" sourceRef="late" targetRef="second"/>
<userTask id="second" name="Second try" m:from="1000000"/>
<sequenceFlow id="t2" sourceRef="second" targetRef="xsecond"/>
<exclusiveGateway id="xsecond"/>
<sequenceFlow id="t3" name="Sign" sourceRef="xsecond" targetRef="signed" m:decision="settle"/>
<sequenceFlow id="t4" name="Refuse" sourceRef="xsecond" targetRef="refused" m:decision="reject"/>
<endEvent id="signed\""""
LANE = "<flowNodeRef>sign</flowNodeRef>"


@pytest.fixture()
def started(town, contract, take):
    """Start a contract that goes through a drawing of the data, changed by some words."""

    def start(name, *changes, amount=500_000):
        text = (DATA / f"{name}.bpmn").read_text()
        for before, after in changes:
            assert before in text
            text = text.replace(before, after, 1)
        assert install_library(town, {name: text.encode()}) == []
        bind_policy(town["onk"], {"OutgoingContract": name})
        case = contract(value_net=Decimal(amount), term_from=date(2026, 1, 1))
        take(case, "anna", "submit")
        return case

    return start


def test_only_the_branch_with_a_list_asks_for_it(started, take, as_person):
    case = started("parallel", (LEGAL, LISTED))
    with as_person("cili"):
        (choice,) = [c for c in choices_for(case) if c.kind == "approve"]
    assert choice.checklist == ("Law checked", "Partner checked")
    with pytest.raises(ChecklistOpen):
        take(case, "cili", "approve", checked=["Law checked"])
    take(case, "dani", "approve")
    take(case, "cili", "approve", checked=choice.checklist)
    assert state_of(case).name == "Signature"


def reminded(case, site):
    writable_proceedings(case).notices = ()
    for item in list(Timers().pending(site)):
        with engine():
            Timers().perform(site, item, None)
    return {n.person for n in proceedings_of(case).notices}


def test_only_the_branch_that_waits_is_reminded(started, town, take):
    with clock.frozen(MONDAY):
        case = started("parallel", ('<userTask id="finance"', REMINDER))
    with clock.frozen(MONDAY + timedelta(days=2)):
        assert reminded(case, town) == {"cili"}


def test_nobody_is_reminded_of_a_branch_that_is_signed(started, town, take):
    with clock.frozen(MONDAY):
        case = started("parallel", ('<userTask id="finance"', REMINDER))
        take(case, "cili", "approve")
    with clock.frozen(MONDAY + timedelta(days=2)):
        assert reminded(case, town) == set()


@pytest.mark.parametrize("amount,step", [(500_000, "Signed"), (2_000_000, "Second try")])
def test_a_timer_takes_the_way_of_the_amount(started, town, take, amount, step):
    with clock.frozen(MONDAY):
        case = started(
            "parallel",
            (SIGN, LAPSE),
            (LANE, LANE + "<flowNodeRef>second</flowNodeRef>"),
            amount=amount,
        )
        take(case, "cili", "approve")
        take(case, "dani", "approve")
    with clock.frozen(MONDAY + timedelta(days=2)):
        reminded(case, town)
    assert state_of(case).name == step
