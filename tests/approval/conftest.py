"""Cases under way, and people who decide on them."""

from datetime import date
from decimal import Decimal
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide

import pytest

TERM = date(2026, 1, 1)


@pytest.fixture()
def take(as_person):
    """Let a person take the first decision of a kind."""

    def act(case, person, kind, comment="", **more):
        with as_person(person):
            (choice, *_rest) = [c for c in choices_for(case) if c.kind == kind]
            decide(case, transition=choice.id, comment=comment, **more)

    return act


@pytest.fixture()
def submitted(contract, take):
    """A contract that its clerk has sent on."""

    def make(value=500_000, **kw):
        case = contract(value_net=Decimal(value), term_from=TERM, **kw)
        take(case, kw.get("person", "anna"), "submit")
        return case

    return make
