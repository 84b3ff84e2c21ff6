"""What programs read of a document's entry."""

from muniflow.core.interfaces import IMuniflowLayer
from muniflow.matter.operations import start_case
from muniflow.registry.interfaces import Facts
from muniflow.registry.operations import file_in_case
from muniflow.registry.operations import move_registration
from muniflow.registry.operations import register_case
from muniflow.registry.services.registration.get import Registration
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def told(town):
    """What the service says of a document."""
    alsoProvides(town.REQUEST, IMuniflowLayer)
    return lambda document: Registration(document, town.REQUEST)(expand=True)["registration"]


@pytest.fixture
def cases(town, as_person):
    values = {"title": "Fasor", "unit": "works", "responsible": "anna"}
    with as_person("anna"):
        return [start_case(town["onk"], values) for _number in range(2)]


@pytest.fixture
def letter(cases, as_person):
    with as_person("anna"):
        file = {"title": "Panasz", "filename": "a.txt", "data": b"a"}
        return file_in_case(cases[0], **file, facts=Facts(direction="incoming", partner="Bt."))


def test_a_draft_has_facts_and_no_number(told, letter):
    said = told(letter)
    assert (said["number"], said["register"], said["facts"]["partner"]) == ("", "", "Bt.")


def test_a_moved_document_names_both_numbers(told, cases, letter, as_person):
    with as_person("gabi"):
        for case in cases:
            register_case(case)
        number = move_registration(letter, to=cases[1], reason="other street")
    new = next(iter(cases[1].objectValues()))
    assert (told(letter)["void"], told(letter)["moved_to"]) == (True, number)
    assert told(new)["moved_from"] == letter.registry_number


def test_without_expanding_it_is_an_address(town, letter, told):
    said = Registration(letter, town.REQUEST)()["registration"]
    assert list(said) == ["@id"]
