"""Cases that go on in another year."""

from muniflow.core import clock
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.document.operations import file_document
from muniflow.matter.operations import start_case
from muniflow.registry.errors import NoOpenRegister
from muniflow.registry.operations import change_settings
from muniflow.registry.operations import close_register
from muniflow.registry.operations import find_case
from muniflow.registry.operations import numbers_of
from muniflow.registry.operations import open_register
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_for
from muniflow.registry.operations import register_of
from muniflow.registry.operations import void_number
from muniflow.registry.rules import audit
from plone import api
from zope.interface import alsoProvides

import pytest

YEAR = clock.today().year


def file(case, name="a"):
    with api.env.adopt_user(username=case.responsible):
        return file_document(case, title=name, filename=f"{name}.txt", data=name.encode())


@pytest.fixture
def old(town, as_person):
    """A case of this year with a document."""
    with as_person("anna"):
        case = start_case(town["onk"], {"title": "Fa", "unit": "works", "responsible": "anna"})
    file(case)
    register_case(case)
    return case


@pytest.fixture
def january(town, old):
    """The next January, with its register."""
    with clock.frozen(clock.now().replace(year=YEAR + 1, month=1, day=9)):
        open_register(town["onk"], year=YEAR + 1)
        yield


def test_its_next_document_brings_a_new_main_number(january, old):
    document = file(old)
    assert (old.registry_number, document.registry_number) == (
        f"ONK/1/{YEAR + 1}",
        f"ONK/1-1/{YEAR + 1}",
    )


def test_also_where_the_old_register_was_closed(january, town, old):
    close_register(register_for(town["onk"], YEAR))
    assert file(old).registry_number == f"ONK/1-1/{YEAR + 1}"


def test_it_keeps_all_its_numbers(january, old):
    file(old)
    assert [one.number for one in numbers_of(old)] == [f"ONK/1/{YEAR}", f"ONK/1/{YEAR + 1}"]


def test_the_new_entry_names_the_old_one(january, town, old):
    file(old)
    entry = register_for(town["onk"], YEAR + 1).book.entry(1)
    assert entry.antecedent == f"ONK/1/{YEAR}"


def test_the_old_book_does_not_change(january, town, old):
    before = list(register_for(town["onk"], YEAR).book.entries())
    file(old)
    assert list(register_for(town["onk"], YEAR).book.entries()) == before


@pytest.mark.parametrize("year", [YEAR, YEAR + 1])
def test_both_numbers_find_it(january, town, old, as_person, year):
    file(old)
    with as_person("gabi"):
        assert find_case(town["onk"], f"ONK/1/{year}") == old


@pytest.mark.parametrize("number", ["ONK/11/2026", "ONK", "", '") OR ("'])
def test_other_numbers_do_not(january, town, old, as_person, number):
    with as_person("gabi"):
        assert find_case(town["onk"], number) is None


def test_the_second_document_of_the_year_stays_below_it(january, old):
    file(old)
    assert file(old, "b").registry_number == f"ONK/1-2/{YEAR + 1}"


def test_an_old_document_stays_in_its_register(january, town, old):
    first = next(iter(old.objectValues()))
    # As it was stored when a case could have only one number.
    del first.register_path
    file(old)
    assert register_of(first).year == YEAR
    void_number(first, reason="entered twice")
    assert register_for(town["onk"], YEAR).book.entry(1, 1).void


@pytest.mark.parametrize("year", [YEAR, YEAR + 1])
def test_both_books_are_without_gaps(january, town, old, year):
    file(old)
    book = register_for(town["onk"], year).book
    assert audit(book.entries(), book.last) == []


def test_without_a_register_of_the_year_nothing_is_filed(old):
    later = clock.now().replace(year=YEAR + 1, month=1, day=9)
    with clock.frozen(later), pytest.raises(NoOpenRegister):
        file(old)


class TestRunning:
    """Documents counted in one row, a mark that stays for ever."""

    @pytest.fixture
    def running(self, town):
        town["phi"].country = "cz"
        change_settings(town["phi"], style="running", codes={})
        later = clock.now().replace(year=YEAR + 1, month=1, day=9)
        with clock.frozen(later):
            yield open_register(town["phi"], year=YEAR + 1)

    @pytest.fixture
    def file_of_year(self, town, running, as_person):
        with as_person("hugo"):
            case = start_case(
                town["phi"], {"title": "Strom", "unit": "works", "responsible": "hugo"}
            )
        file(case)
        register_case(case)
        return case

    def test_numbers(self, running, file_of_year):
        second = file(file_of_year, "b")
        numbers = [entry.number for entry in running.book.entries()]
        year = YEAR + 1
        assert numbers == [f"SZ PHI/{year}-1", f"PHI/{year}-2", f"PHI/{year}-3"]
        assert second.registry_number == numbers[-1]

    def test_the_entry_names_the_file(self, running, file_of_year):
        assert running.book.entry(2).case == file_of_year.registry_number

    def test_the_mark_stays_in_another_year(self, town, running, file_of_year):
        mark = file_of_year.registry_number
        with clock.frozen(clock.now().replace(year=YEAR + 2)):
            open_register(town["phi"], year=YEAR + 2)
            document = file(file_of_year, "b")
        assert (file_of_year.registry_number, document.registry_number) == (
            mark,
            f"PHI/{YEAR + 2}-1",
        )

    def test_a_document_is_withdrawn_in_its_own_register(self, running, file_of_year):
        document = next(iter(file_of_year.objectValues()))
        void_number(document, reason="entered twice")
        assert [bool(entry.void) for entry in running.book.entries()] == [False, True]

    def test_the_book_is_without_gaps(self, running, file_of_year):
        file(file_of_year, "b")
        assert audit(running.book.entries(), running.book.last) == []


def test_its_page_says_what_it_was_called_before(january, old, as_person):
    file(old)
    request = old.REQUEST
    alsoProvides(request, IMuniflowLayer)
    with as_person("gabi"):
        assert f"formerly ONK/1/{YEAR}" in " ".join(old.restrictedTraverse("@@view")().split())
