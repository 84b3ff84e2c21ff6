"""A document registered in the wrong case: withdrawn there, registered anew in the right one."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.document.interfaces import APPROVED
from muniflow.document.interfaces import DISPATCHED
from muniflow.document.operations import add_component
from muniflow.document.operations import components_of
from muniflow.document.operations import file_document
from muniflow.matter.operations import start_case
from muniflow.registry.errors import AlreadyVoid
from muniflow.registry.errors import NotRegistered
from muniflow.registry.errors import ReasonMissing
from muniflow.registry.errors import RegisterClosed
from muniflow.registry.interfaces import Facts
from muniflow.registry.operations import close_register
from muniflow.registry.operations import file_in_case
from muniflow.registry.operations import move_registration
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_of
from muniflow.registry.operations import void_number
from muniflow.registry.rules import audit
from plone.uuid.interfaces import IUUID

import pytest

FACTS = Facts(direction="incoming", partner="Zöld Bt.", reference="Z/1", annexes=2)
REASON = "belongs to the other tree"


@pytest.fixture
def start(town, as_person):
    def make(organisation="onk", person="anna", registered=True):
        values = {"title": "Fa", "unit": "works", "responsible": person}
        with as_person(person):
            case = start_case(town[organisation], values)
        if registered:
            register_case(case)
        return case

    return make


@pytest.fixture
def wrong(start, as_person):
    """A document with an annex in the wrong case."""
    file = {"title": "Panasz", "filename": "panasz.txt", "data": b"panasz", "kind": "letter"}
    case = start()
    with as_person("anna"):
        document = file_in_case(case, **file, facts=FACTS)
        add_component(document, filename="rajz.txt", data=b"rajz")
    return document


@pytest.fixture
def right(start):
    return start()


@pytest.fixture
def move(as_person):
    def moved(document, to, person="gabi", reason=REASON):
        with as_person(person):
            number = move_registration(document, to=to, reason=reason)
        return next(d for d in to.objectValues() if d.registry_number == number)

    return moved


def hashes(document):
    return [one.versions[-1].sha256 for one in components_of(document)]


def test_it_gets_the_next_number_of_the_other_case(wrong, right, move, as_person):
    with as_person("anna"):
        file_document(right, title="a", filename="a.txt", data=b"a")
    assert move(wrong, right).registry_number.startswith("ONK/2-2/")


@pytest.mark.parametrize("name", ["title", "kind", "facts"])
def test_it_is_the_same_document(wrong, right, move, name):
    assert getattr(move(wrong, right), name) == getattr(wrong, name)


def test_with_the_same_files(wrong, right, move):
    assert hashes(move(wrong, right)) == hashes(wrong)


def test_the_old_one_stays_as_void(wrong, right, move):
    move(wrong, right)
    entry = register_of(wrong).book.entry(1, 1)
    assert (wrong.voided, entry.void.reason, entry.void.actor) == (True, REASON, "gabi")


def test_it_can_still_be_read(wrong, right, move, as_person):
    move(wrong, right)
    with as_person("anna"):
        assert wrong.aq_parent.restrictedTraverse(wrong.getId()).file.data == b"panasz"


def test_both_entries_name_each_other(wrong, right, move):
    new = move(wrong, right)
    book = register_of(wrong).book
    assert book.entry(1, 1).moved_to == new.registry_number
    assert book.entry(2, 1).moved_from == wrong.registry_number


def test_both_documents_know_each_other(wrong, right, move):
    new = move(wrong, right)
    assert (wrong.moved_to.uid, new.moved_from.uid) == (IUUID(new), IUUID(wrong))


def test_the_book_is_still_sound(wrong, right, move):
    move(wrong, right)
    book = register_of(wrong).book
    assert audit(book.entries(), book.last) == []


def test_back_again_is_one_more_number(wrong, right, move):
    new = move(wrong, right)
    back = move(new, wrong.aq_parent)
    assert back.registry_number.startswith("ONK/1-2/")


class TestRefused:
    """Nothing is withdrawn where it could not be registered anew."""

    @pytest.fixture(autouse=True)
    def unchanged(self, wrong):
        yield
        if not getattr(self, "void", False):
            assert not wrong.voided

    def test_without_a_reason(self, wrong, right, move):
        with pytest.raises(ReasonMissing):
            move(wrong, right, reason=" ")

    def test_into_the_same_case(self, wrong, move):
        with pytest.raises(Invalid):
            move(wrong, wrong.aq_parent)

    def test_into_a_draft(self, wrong, start, move):
        with pytest.raises(NotRegistered):
            move(wrong, start(registered=False))

    def test_into_a_void_case(self, wrong, right, move):
        void_number(right, reason="entered twice")
        with pytest.raises(AlreadyVoid):
            move(wrong, right)

    def test_into_another_organisation(self, wrong, start, move):
        with pytest.raises(NotAllowed):
            move(wrong, start("phi", "hugo"))

    @pytest.mark.parametrize("person", ["anna", "bela", "judit"])
    def test_by_anybody_but_the_records_officer(self, wrong, right, move, person):
        with pytest.raises(NotAllowed):
            move(wrong, right, person=person)

    @pytest.mark.parametrize("status", [APPROVED, DISPATCHED])
    def test_of_what_was_approved_or_sent(self, wrong, right, move, status):
        wrong.status = status
        with pytest.raises(NotAllowed):
            move(wrong, right)

    def test_out_of_a_closed_register(self, wrong, right, move):
        close_register(register_of(wrong), reason="moving house")
        with pytest.raises(RegisterClosed):
            move(wrong, right)

    def test_of_what_is_void(self, wrong, right, move):
        self.void = True
        void_number(wrong, reason="entered twice")
        with pytest.raises(AlreadyVoid):
            move(wrong, right)
