"""Numbers are given once, in order, and never vanish."""

from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.document.operations import file_document
from muniflow.registry.errors import AlreadyRegistered
from muniflow.registry.errors import AlreadyVoid
from muniflow.registry.errors import NoOpenRegister
from muniflow.registry.errors import NotRegistered
from muniflow.registry.errors import NumberWouldVanish
from muniflow.registry.errors import RegisterClosed
from muniflow.registry.operations import close_register
from muniflow.registry.operations import open_register
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_of
from muniflow.registry.operations import void_number
from muniflow.registry.rules import audit
from plone import api

import pytest
import transaction


@pytest.fixture()
def registered(contract):
    case = contract()
    register_case(case)
    return case


def test_each_organisation_counts_for_itself(contract):
    numbers = [
        register_case(contract("onk")),
        register_case(contract("phi", "hugo")),
        register_case(contract("onk")),
    ]
    year = clock.today().year
    assert numbers == [f"ONK/1/{year}", f"PHI/1/{year}", f"ONK/2/{year}"]


def test_a_case_has_one_number(registered):
    with pytest.raises(AlreadyRegistered):
        register_case(registered)


def test_documents_filed_before_get_numbers_with_the_case(contract, as_person):
    case = contract()
    with as_person("anna"):
        document = file_document(case, title="Offer", filename="a.txt", data=b"a")
    assert document.registry_number == ""
    register_case(case)
    assert document.registry_number == f"ONK/1-1/{clock.today().year}"


def test_documents_filed_later_get_numbers_at_once(registered, as_person):
    with as_person("anna"):
        found = [
            file_document(registered, title=t, filename="a.txt", data=b"a").registry_number
            for t in ("Offer", "Contract")
        ]
    year = clock.today().year
    assert found == [f"ONK/1-1/{year}", f"ONK/1-2/{year}"]


def test_what_is_aborted_never_had_a_number(contract):
    first, second = contract(), contract()
    point = transaction.savepoint()
    register_case(first)
    point.rollback()
    assert register_case(second) == f"ONK/1/{clock.today().year}"


def test_void_keeps_the_line(registered):
    void_number(registered, reason="entered twice")
    book = register_of(registered).book
    assert book.entry(1).void.reason == "entered twice"
    assert audit(book.entries(), book.last) == []


def test_a_void_number_is_not_given_again(registered, contract):
    void_number(registered, reason="entered twice")
    assert register_case(contract()) == f"ONK/2/{clock.today().year}"


def test_void_once(registered):
    void_number(registered, reason="entered twice")
    with pytest.raises(AlreadyVoid):
        void_number(registered, reason="entered twice")


def test_nothing_to_void(contract):
    with pytest.raises(NotRegistered):
        void_number(contract(), reason="entered twice")


def test_a_closed_register_takes_nothing(town, contract):
    close_register(open_register(town["onk"], year=clock.today().year), reason="full")
    with pytest.raises(RegisterClosed):
        contract()


def test_without_a_register_nothing_starts(town, contract):
    next_year = clock.now().replace(year=clock.today().year + 1, day=1)
    with clock.frozen(next_year), pytest.raises(NoOpenRegister):
        contract()


@pytest.mark.parametrize("door", ["folder", "case"])
def test_what_has_a_number_cannot_be_deleted(registered, door):
    with api.env.adopt_roles(["Manager"]), pytest.raises(NumberWouldVanish):
        if door == "folder":
            registered.aq_parent.aq_parent._delObject(registered.aq_parent.getId())
        else:
            registered.aq_parent._delObject(registered.getId())


def test_a_register_in_use_cannot_be_deleted(registered, town):
    with api.env.adopt_roles(["Manager"]), pytest.raises(NumberWouldVanish):
        town["onk"]["registers"]._delObject(register_of(registered).getId())


def test_an_organisation_with_numbers_cannot_be_deleted(registered, town):
    with api.env.adopt_roles(["Manager"]), pytest.raises(NumberWouldVanish):
        town._delObject("onk")


def test_acts_are_in_the_journal(registered, town):
    acts = [e["act"] for e in IJournal(town["onk"]).entries()]
    assert acts[-2:] == ["case-started", "registered"]
