"""Numbers are without gaps and duplicates on both stores, whoever counts at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from muniflow.core.lock import writing
from muniflow.registry.audit import audit
from muniflow.registry.book import Book
from muniflow.registry.interfaces import Entry
from transaction import TransactionManager
from ZODB.config import storageFromString
from ZODB.DB import DB
from ZODB.POSException import ConflictError

import pytest

RELSTORAGE = """
%import relstorage
<relstorage>
  keep-history off
  <postgresql>
    dsn {dsn}
  </postgresql>
</relstorage>
"""
FILESTORAGE = "<filestorage>\n  path {path}\n</filestorage>"
MOMENT = "2026-03-02T09:00:00.{:06}+00:00"

WRITERS = 4
EACH = 10


@pytest.fixture(params=["embedded", "postgresql"])
def database(request, tmp_path) -> Iterator[DB]:
    """A database with an empty book."""
    if request.param == "embedded":
        text = FILESTORAGE.format(path=tmp_path / "Data.fs")
    else:
        text = RELSTORAGE.format(dsn=request.getfixturevalue("postgresql").fresh("numbers"))
    database = DB(storageFromString(text))
    with database.transaction() as connection:
        connection.root()["book"] = Book()
    yield database
    database.close()


def register(book: Book, who: str = "") -> int:
    """Enter something under the next number; return it."""
    main = book.next_main()
    book.enter(
        Entry(
            main=main,
            sub=0,
            number=f"ONK/{main}/2026",
            uid=f"uid-{main}",
            title="Roads",
            kind="letter",
            partners="",
            time=MOMENT.format(main),
            actor=who,
        )
    )
    return main


def book_in(database: DB) -> tuple[TransactionManager, Book]:
    """Return the book as a person of their own sees it, and how they commit."""
    manager = TransactionManager(explicit=False)
    return manager, database.open(manager).root()["book"]


def test_many_at_once_get_every_number_once(database):
    def work(writer: int) -> list[int]:
        manager, book = book_in(database)
        given = []
        for _ in range(EACH):
            with writing(book):
                given.append(register(book))
        manager.abort()
        book._p_jar.close()
        return given

    with ThreadPoolExecutor(WRITERS) as pool:
        given = [number for part in pool.map(work, range(WRITERS)) for number in part]
    assert sorted(given) == list(range(1, WRITERS * EACH + 1))
    _manager, book = book_in(database)
    assert audit(list(book.entries()), book.last) == []


def test_without_the_lock_only_one_of_two_commits(database):
    (one, first), (other, second) = book_in(database), book_in(database)
    assert register(first) == register(second) == 1
    one.commit()
    with pytest.raises(ConflictError):
        other.commit()
    other.abort()
    assert register(second) == 2


def test_an_aborted_number_was_never_given(database):
    manager, book = book_in(database)
    register(book)
    manager.abort()
    with writing(book):
        assert register(book) == 1
    assert [entry.number for entry in book.entries()] == ["ONK/1/2026"]
