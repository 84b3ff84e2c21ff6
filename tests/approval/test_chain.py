"""A contract goes its way, step by step, by those whose turn it is."""

from decimal import Decimal
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import state_of
from plone import api

import pytest


def step(case):
    return state_of(case).id


def test_a_new_contract_is_a_draft_of_its_clerk(contract):
    case = contract()
    assert state_of(case).name == "Draft"


def test_print(contract, as_person):
    case = contract(value_net=Decimal(6_000_000))
    with as_person("anna"):
        print(decisions_for(case), case.process_version, case.due, case.since)
        case.term_from = case.created().asdatetime().date()
        case.value_gross = Decimal(7_000_000)
        decide(case, transition=decisions_for(case)[0].id)
    print(step(case), case.registry_number)
    for p in ("bela", "cili", "dani", "emma"):
        with as_person(p):
            print(p, [c.id for c in decisions_for(case)])
            decide(case, transition=next(c.id for c in decisions_for(case) if c.kind in ("approve","settle")))
    print(step(case))
    assert 0
