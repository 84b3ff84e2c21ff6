"""A general case, from its start to the approved reply."""

from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import state_of
from muniflow.core.errors import MuniflowError
from muniflow.matter.operations import start_case
from muniflow.process.operations import bound_process
from muniflow.registry.operations import register_case

import pytest


@pytest.fixture
def start(town, as_person):
    """A factory of general cases started by a clerk."""

    def make(organisation="onk", person="anna", **values):
        data = {"title": "Kutyafuttató", "unit": "works", "responsible": person, **values}
        with as_person(person):
            return start_case(town[organisation], data)

    return make


@pytest.fixture
def take(as_person):
    """Take the decision of a name as a person."""

    def taken(case, person, name, comment=""):
        with as_person(person):
            choice = next(one for one in decisions_for(case) if one.title == name)
            decide(case, transition=choice.id, comment=comment)

    return taken


@pytest.mark.parametrize("organisation", ["onk", "phi"])
def test_every_organisation_has_its_process(town, organisation):
    assert bound_process(town[organisation], "GeneralCase") == "general-case"


def test_begins_without_a_number_in_work(start):
    case = start()
    assert (case.registry_number, state_of(case).id) == ("", "work")


def test_gets_its_number_when_sent_on(start, take):
    case = start()
    take(case, "anna", "Submit for signature")
    assert case.registry_number.startswith("ONK/1/")


def test_keeps_the_number_it_has(start, take, as_person):
    case = start()
    with as_person("gabi"):
        number = register_case(case)
    take(case, "anna", "Submit for signature")
    assert case.registry_number == number


def test_the_head_of_unit_settles_it(start, take):
    case = start()
    take(case, "anna", "Submit for signature")
    take(case, "bela", "Approve")
    assert state_of(case).outcome == "settled"


def test_the_head_of_unit_returns_it(start, take):
    case = start()
    take(case, "anna", "Submit for signature")
    take(case, "bela", "Return for supplement", "hiányzik a térkép")
    assert state_of(case).id == "work"


def test_may_be_settled_without_reply(start, take):
    case = start()
    take(case, "anna", "Settle without reply", "telefonon elintézve")
    assert (state_of(case).outcome, bool(case.registry_number)) == ("settled", True)


def test_but_not_without_saying_why(start, take):
    case = start()
    with pytest.raises(MuniflowError):
        take(case, "anna", "Settle without reply")
