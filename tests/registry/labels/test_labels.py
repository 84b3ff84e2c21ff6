"""A label leads to what it was made for, and strangers to nothing."""

from muniflow.contract.operations import start_contract
from muniflow.core.errors import Invalid
from muniflow.document.operations import file_document
from muniflow.registry.labels.operations import address_of
from muniflow.registry.labels.operations import found_by
from muniflow.registry.labels.operations import label_of
from muniflow.registry.labels.operations import labels_for
from muniflow.registry.operations import register_case
from tests.registry.labels.reading import codes
from tests.security import door
from urllib.parse import urlsplit

import pytest


@pytest.fixture()
def case(contract):
    found = contract()
    register_case(found)
    return found


def test_a_label_has_number_organisation_and_subject(case):
    label = label_of(case)
    assert (label.number, label.organisation) == (case.registry_number, "Municipality")
    assert label.subject == "Playground maintenance"
    assert label.url.endswith(f"/@@find/{case.UID()}")


def test_there_is_no_label_before_the_number(contract):
    with pytest.raises(Invalid):
        label_of(contract())


def test_what_is_confidential_has_no_subject(case):
    case.confidentiality = "sealed"
    assert label_of(case).subject == ""


def test_code_and_number_lead_to_the_case(case, as_person):
    written = (case.registry_number, case.registry_number.lower())
    with as_person("anna"):
        found = {found_by(text).UID for text in (address_of(case), case.UID(), *written)}
    assert found == {case.UID()}


def test_a_document_has_a_label_of_its_own(case, as_person):
    with as_person("anna"):
        document = file_document(case, title="Letter", filename="a.txt", data=b"a")
        assert label_of(document).number == document.registry_number
        assert document.UID() == found_by(document.registry_number).UID


@pytest.mark.parametrize("person", ["hugo", "kata"])
def test_others_find_nothing(case, as_person, person):
    with as_person(person):
        assert found_by(case.registry_number) is None
        assert found_by(address_of(case)) is None


@pytest.mark.parametrize("text", ["", "  ", "ONK/99999/2026", "f" * 32, "(", "*"])
def test_what_is_unknown_is_nothing(case, as_person, text):
    with as_person("anna"):
        assert found_by(text) is None


def test_labels_of_another_organisation_are_unknown_here(town, case, contract, as_person):
    other = contract("phi", "hugo")
    register_case(other)
    with as_person("gabi"):
        chosen = labels_for([case.registry_number, other.registry_number, "?"], town["onk"])
    assert [label.number for label in chosen.labels] == [case.registry_number]
    assert chosen.unknown == (other.registry_number, "?")


@pytest.fixture()
def live_case(live_town, as_person):
    """A registered case in a town with real commits."""
    with as_person("anna"):
        values = {"title": "Papers", "unit": "works", "responsible": "anna"}
        found = start_contract(live_town["onk"], portal_type="OutgoingContract", values=values)
        register_case(found)
    return found


def test_the_code_leads_its_reader_to_the_case(live_case):
    answer = door.ask(f"/plone/@@find/{live_case.UID()}", person="anna")
    assert answer.status == 302
    # The name of the server may be another one in the request than here.
    assert urlsplit(answer.location).path == "/".join(live_case.getPhysicalPath())


def test_for_others_the_code_leads_nowhere(live_case):
    """What is there and what never was look the same."""
    here = door.ask(f"/plone/@@find/{live_case.UID()}", person="hugo")
    nowhere = door.ask(f"/plone/@@find/{'0' * 32}", person="hugo")
    assert here.status == 404
    assert here.seen(**{live_case.UID(): "x"}) == nowhere.seen(**{"0" * 32: "x"})


@pytest.mark.parametrize("path", ["x", "0" * 31, f"{'0' * 32}/more"])
def test_what_is_no_code_is_not_found(live_case, path):
    assert door.ask(f"/plone/@@find/{path}", person="anna").status == 404


def test_nobody_is_asked_to_log_in(live_case):
    answer = door.ask(f"/plone/@@find/{live_case.UID()}")
    assert answer.status == 302
    assert "login" in answer.location


def test_the_scanner_page_leads_to_the_case(live_case):
    answer = door.ask("/plone/@@scan", person="anna", query={"code": address_of(live_case)})
    # The name of the server may be another one in the request than here.
    assert urlsplit(answer.location).path == "/".join(live_case.getPhysicalPath())


def test_the_scanner_page_says_what_it_does_not_know(live_case):
    page = door.ask("/plone/@@scan", person="hugo", query={"code": live_case.registry_number})
    assert page.status == 200
    assert "leads to nothing that you may see" in page.body


def test_the_page_of_labels_offers_those_of_today(live_case):
    page = door.ask("/plone/onk/@@labels", person="anna", query={"today": "cases"})
    assert live_case.registry_number in page.body


def test_unknown_numbers_print_nothing(live_case):
    asked = {"numbers": "ONK/777/2026", "print": "1"}
    page = door.ask("/plone/onk/@@labels", person="anna", query=asked)
    assert "ONK/777/2026" in page.body
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("person", ["hugo", "kata"])
def test_strangers_print_no_labels(live_case, person):
    assert door.ask("/plone/onk/@@labels", person=person).status == 404


def test_the_printed_label_leads_back(live_case, as_person):
    with as_person("anna"):
        made = live_case.restrictedTraverse("@@label.pdf")()
    (code,) = codes(made)
    assert code == address_of(live_case)


def test_the_search_field_takes_a_code(live_case):
    asked = {"SearchableText": address_of(live_case)}
    answer = door.ask("/plone/@@search", person="anna", query=asked)
    # The name of the server may be another one in the request than here.
    assert urlsplit(answer.location).path == "/".join(live_case.getPhysicalPath())


def test_the_search_for_a_code_of_others_finds_nothing(live_case):
    asked = {"SearchableText": address_of(live_case)}
    answer = door.ask("/plone/@@search", person="hugo", query=asked)
    assert answer.status == 200
    assert live_case.absolute_url() not in answer.body
