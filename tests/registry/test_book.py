"""A book answers what is asked of it exactly as a list would; no Plone needed."""

from BTrees.IOBTree import IOBTree
from hypothesis import given
from hypothesis import settings
from muniflow.registry.book import Book
from muniflow.registry.book import FEW
from muniflow.registry.index import Question
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import Void
from muniflow.registry.words import folded
from muniflow.registry.words import words_of
from tests.registry.naive import ACTS
from tests.registry.naive import answer
from tests.registry.naive import entry
from tests.registry.naive import QUESTIONS
from tests.registry.naive import told

import pytest


@settings(max_examples=150, deadline=None)
@given(ACTS, QUESTIONS)
def test_the_index_answers_as_a_list_would(acts, question):
    both = told(acts)
    assert list(both.book.find(question)) == answer(both.entries, question)


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_the_book_is_its_list(acts):
    both = told(acts)
    in_order = sorted(both.entries, key=lambda e: (e.main, e.sub))
    assert list(both.book.entries()) == in_order
    assert list(both.book.walk()) == in_order
    assert len(both.book) == len(both.book.index) == len(both.entries)


@settings(max_examples=60, deadline=None)
@given(ACTS, QUESTIONS)
def test_an_index_made_anew_answers_the_same(acts, question):
    book = told(acts).book
    before = list(book.find(question))
    book.rebuild()
    assert list(book.find(question)) == before


@pytest.fixture(scope="module")
def long():
    book = Book()
    for number in range(1, FEW * 4):
        main = book.next_main()
        book.enter(
            entry(
                main,
                title=f"Matter {number % 7} of {main}",
                unit="works" if number % 2 else "legal",
                time=f"2026-01-{1 + number % 28:02d}T08:00:00+00:00",
                facts=Facts(partner=f"Partner {number % 50}"),
            )
        )
    return book


@pytest.mark.parametrize("sort", ["number", "date", "partner", "title"])
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("values", [{}, {"unit": "works"}])
@pytest.mark.parametrize("start", [0, 100, 500])
def test_a_page_is_a_part_of_the_whole(long, sort, descending, values, start):
    question = Question(values=values, sort=sort, descending=descending)
    whole = answer(list(long.entries()), question)
    assert long.find(question)[start : start + 100] == whole[start : start + 100]


@pytest.mark.parametrize(
    "text,titles",
    [
        ("lakossagi", ["Lakossági bejelentés"]),
        ("LAKOSSÁGI bej", ["Lakossági bejelentés"]),
        ("lakás", []),
        ("kft", ["Fűtés"]),
        ("bp-12/2025", ["Fűtés"]),
        ("2", ["Fűtés"]),
        ("onk/2/2026", ["Fűtés"]),
        ("12-1", ["Melléklet"]),
        ("2-1", []),
        ("fűtés - kft", ["Fűtés"]),
        ("onk /2/ 2026", ["Fűtés"]),
        ("3000000000000", []),
    ],
)
def test_text_is_found_whatever_its_accents(text, titles):
    book = Book()
    book.enter(entry(book.next_main(), title="Lakossági bejelentés"))
    heating = Facts(partner="Zöld Kft.", reference="BP-12/2025")
    book.enter(entry(book.next_main(), title="Fűtés", facts=heating))
    book.enter(entry(12, 1, title="Melléklet"))
    assert [e.title for e in book.find(Question(text=text))] == titles


def test_the_values_of_a_field_are_known():
    book = Book()
    book.enter(entry(book.next_main(), unit="works"))
    book.enter(entry(book.next_main(), unit="legal"))
    assert book.index.values("unit") == ["legal", "works"]
    assert book.index.values("void") == []
    book.void(1, 0, Void("twice", "gabi", "2026"))
    assert book.index.values("void") == ["yes"]


def test_a_book_has_room_for_a_hundred_thousand_main_numbers():
    book = Book()
    book.enter(entry(100_001, 99_999))
    assert book.entry(100_001, 99_999).main == 100_001


def test_an_old_book_works_and_is_upgraded():
    book = Book()
    book._entries, book._index = IOBTree(), None
    book.enter(entry(book.next_main(), title="Régi"))
    book.void(1, 0, Void("twice", "gabi", "2026"))
    assert [e.number for e in book.find(Question(text="regi"))] == ["ONK/1/2026"]
    assert not book.indexed
    book.rebuild()
    assert book.indexed
    book.enter(entry(100_000))
    assert len(book.find(Question())) == 2


@pytest.mark.parametrize(
    "text,plain",
    [("Lakossági", "lakossagi"), ("ŘEŘICHA", "rericha"), ("Łódź", "lodz"), ("Straße", "strasse")],
)
def test_folding(text, plain):
    assert folded(text) == plain


def test_words_are_cut_at_whatever_is_no_letter():
    assert words_of("ONK/12-3, Fő u. 4.") == {"onk", "12", "3", "fo", "u", "4"}
