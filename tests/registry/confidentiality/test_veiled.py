"""A veiled line of the book stays where its number is, and is found by nothing else."""

from muniflow.registry.book import Book
from muniflow.registry.index import Question
from tests.registry.naive import entry

import pytest

HIDDEN = {"u2"}


@pytest.fixture()
def book() -> Book:
    """Three cases, the second of them veiled."""
    found = Book()
    for main, title in ((1, "Beta park"), (2, "Alpha secret"), (3, "Gamma park")):
        found.next_main()
        found.enter(entry(main, title=title, uid=f"u{main}", number=f"ONK/{main}/2026"))
    return found


@pytest.mark.parametrize(
    "question,mains",
    [
        (Question(descending=False), [1, 2, 3]),
        (Question(sort="title", descending=False), [1, 2, 3]),
        (Question(sort="partner", descending=False), [1, 2, 3]),
        (Question(text="park", sort="title", descending=False), [1, 3]),
        (Question(text="secret"), []),
        (Question(text="2"), []),
        (Question(text="ONK/2/2026"), [2]),
        (Question(values={"level": "case"}, descending=False), [1, 3]),
    ],
)
def test_a_veiled_line_is_found_by_its_number_alone(book, question, mains):
    assert [e.main for e in book.find(question, hidden=HIDDEN)] == mains
