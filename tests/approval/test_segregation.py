"""What one person may not do together on one case; no Plone needed."""

from muniflow.approval.segregation import conflict
from muniflow.approval.segregation import DUTY_TITLES
from muniflow.approval.segregation import own_request
from muniflow.approval.segregation import TITLES
from muniflow.core.packs import pack
from muniflow.core.packs import packs
from muniflow.process.definition import DUTIES

import pytest

COUNTRIES = ["hu", "cz"]
PAIRS = {
    "hu": {
        ("commit", "countersign"),
        ("commit", "validate"),
        ("certify", "validate"),
        ("order", "validate"),
    },
    "cz": {
        ("commit", "countersign"),
        ("countersign", "order"),
        ("commit", "validate"),
        ("order", "validate"),
    },
}


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("before", DUTIES)
@pytest.mark.parametrize("duty", DUTIES)
def test_one_person_does_not_do_both(country, before, duty):
    found = conflict(pack(country).segregation, duty, "anna", "", [(before, "anna", "")])
    forbidden = tuple(sorted((before, duty))) in PAIRS[country]
    assert (found is not None) is forbidden


@pytest.mark.parametrize("country", COUNTRIES)
def test_two_people_do_both(country):
    rules = pack(country).segregation
    assert conflict(rules, "countersign", "bela", "", [("commit", "anna", "")]) is None


@pytest.mark.parametrize(
    "person,for_whom,past",
    [
        ("anna", "", ("commit", "anna", "bela")),
        ("anna", "bela", ("commit", "anna", "")),
        ("bela", "anna", ("commit", "anna", "")),
        ("anna", "", ("commit", "bela", "anna")),
        ("cili", "anna", ("commit", "dani", "anna")),
    ],
)
def test_a_substitution_is_no_way_round(person, for_whom, past):
    found = conflict(pack("hu").segregation, "countersign", person, for_whom, [past])
    assert found in ("error_segregation", "error_segregation_for")


def test_the_refusal_names_rule_law_and_what_was_done():
    past = [("commit", "anna", "bela")]
    found = conflict(
        pack("hu").segregation, "countersign", "anna", "", past, name=str.capitalize
    ).mapping
    assert (found["who"], found["whose"]) == ("Anna", "Bela")
    assert (found["done"], found["duty"]) == ("duty_commit", "duty_countersign")
    assert found["rule"] == "Whoever commits funds does not countersign the same item"
    assert "368/2011" in found["law"]


def test_a_case_without_duties_done_binds_nobody():
    assert conflict(pack("hu").segregation, "countersign", "anna", "", []) is None


def test_a_country_without_rules_forbids_nothing():
    assert conflict((), "countersign", "anna", "", [("commit", "anna", "")]) is None


@pytest.mark.parametrize(
    "person,for_whom,message",
    [
        ("anna", "", "error_own_request"),
        ("anna", "bela", "error_own_request_for_another"),
        ("bela", "anna", "error_request_of_the_absent"),
        ("bela", "", None),
        ("bela", "cili", None),
    ],
)
def test_nobody_decides_for_themself(person, for_whom, message):
    assert own_request(person, for_whom, "anna") == message


def test_a_request_of_nobody_is_nobody_s_own():
    assert own_request("anna", "", "") is None


def test_every_title_of_a_rule_is_extracted():
    shipped = {rule.title for p in packs().values() for rule in p.segregation}
    assert shipped == {str(title) for title in TITLES}


def test_every_duty_has_a_title():
    assert set(DUTY_TITLES) == set(DUTIES)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_rule_names_known_duties_and_its_law(country):
    rules = pack(country).segregation
    assert all(set(rule.duties) <= set(DUTIES) and len(rule.duties) > 1 for rule in rules)
    assert all("§" in rule.law and rule.id.startswith(country) for rule in rules)


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_rule_has_an_id_of_its_own(country):
    ids = [rule.id for rule in pack(country).segregation]
    assert len(set(ids)) == len(ids) > 0
