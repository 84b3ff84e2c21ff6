"""Filing cases under the items of the organisation's plan."""

from datetime import date
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.registry.plan.operations import change_plan
from muniflow.registry.plan.operations import classify
from muniflow.registry.plan.operations import country_plan_again
from muniflow.registry.plan.operations import filing_plan
from muniflow.registry.plan.operations import open_items
from muniflow.registry.plan.operations import plan_item
from muniflow.registry.plan.rules import PlanItem
from muniflow.registry.plan.shipped import plan_of
from muniflow.registry.plan.vocabulary import plan_items

import pytest

OWN = PlanItem("X-1", "Playgrounds", 5, "S")


def test_an_organisation_begins_with_its_countrys_plan(town):
    assert filing_plan(town["onk"]) == plan_of("hu")


def test_the_responsible_person_files_a_case(contract, as_person, town):
    case = contract()
    with as_person("anna"):
        classify(case, "4.01")
    assert case.plan_item == "4.01"
    (entry,) = (e for e in IJournal(town["onk"]).entries() if e["act"] == "classified")
    assert entry["details"] == {"item": "4.01", "before": ""}


def test_the_records_officer_files_a_case_of_others(contract, as_person):
    case = contract()
    with as_person("gabi"):
        classify(case, "4.01")
    assert case.plan_item == "4.01"


@pytest.mark.parametrize("person", ["judit", "hugo", "kata"])
def test_others_do_not(contract, as_person, person):
    case = contract()
    with as_person(person), pytest.raises(NotAllowed):
        classify(case, "4.01")


def test_an_unknown_item_is_refused(contract, as_person):
    case = contract()
    with as_person("anna"), pytest.raises(Invalid) as problem:
        classify(case, "99")
    assert problem.value.message.mapping == {"value": "99"}


def test_an_item_can_be_taken_away(contract, as_person):
    case = contract()
    with as_person("anna"):
        classify(case, "4.01")
        classify(case, "")
    assert case.plan_item == ""


def test_only_administrators_change_the_plan(town, as_person):
    with as_person("gabi"), pytest.raises(NotAllowed):
        change_plan(town["onk"], (OWN,), whole=False)


def test_an_organisation_adds_items_of_its_own(town, as_person):
    with as_person("judit"):
        change_plan(town["onk"], (OWN,), whole=False)
    assert plan_item(town["onk"], "X-1") == OWN
    assert len(filing_plan(town["onk"])) == len(plan_of("hu")) + 1
    assert plan_item(town["phi"], "X-1") is None


def test_a_closed_item_stays_with_its_cases_and_takes_no_more(town, contract, as_person):
    old = contract()
    with as_person("anna"):
        classify(old, "4.01")
    with as_person("judit"):
        change_plan(town["onk"], (OWN,), whole=True)
    assert [item.id for item in open_items(town["onk"])].count("X-1") == 1
    with as_person("anna"):
        classify(old, "4.01")
    assert old.plan_item == "4.01"
    assert "4.01" in plan_items(old)


def test_closed_yesterday_is_no_choice_today(town, contract, as_person):
    case = contract()
    gone = PlanItem("X-2", "Gone", 5, "S", date(2020, 1, 1))
    with as_person("judit"):
        change_plan(town["onk"], (gone,), whole=False)
    with as_person("anna"), pytest.raises(Invalid):
        classify(case, "X-2")
    assert "X-2" not in plan_items(case)


def test_the_countrys_plan_comes_back(town, as_person):
    with as_person("judit"):
        change_plan(town["onk"], (OWN,), whole=True)
        country_plan_again(town["onk"])
    assert filing_plan(town["onk"])[: len(plan_of("hu"))] == plan_of("hu")
    assert plan_item(town["onk"], "X-1").until is not None


def test_the_choice_has_the_items_of_the_organisation_around(town):
    titles = [term.title for term in plan_items(town["onk"]["cases"])]
    assert titles[0].startswith("1.01 ")
    assert len(plan_items(town)) == 0
