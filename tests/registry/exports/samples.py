"""Exports for tests, made of books that were told at random."""

from muniflow.registry.exports.parts import Beside
from muniflow.registry.exports.parts import FileHash
from muniflow.registry.exports.parts import row
from muniflow.registry.interfaces import Void
from tests.registry.naive import entry
from tests.registry.naive import told

import hashlib

HEAD = {
    "version": "1",
    "organisation": "onk",
    "organisation_title": "Dunakeszi Önkormányzat",
    "organisation_code": "ONK",
    "register": "2026",
    "title": "2026",
    "year": "2026",
    "code": "",
    "opened": "2026-01-01T00:00:00+00:00",
    "opened_by": "gabi",
    "closed": "",
    "closed_by": "",
    "closed_because": "",
    "selection": "",
    "exported": "2026-11-22T10:00:00+00:00",
    "exported_by": "gabi",
}


def head(book, **changes):
    """Return the head of a book's export."""
    return HEAD | {"last": str(book.last), "count": str(len(book))} | changes


def rows(book):
    """Return the rows of a book; every document has a file."""
    return [
        row(
            found,
            Beside(
                actor_name="Kiss Anna",
                subs=0 if found.sub else book.last_sub(found.main),
                files=(file_of(found),) if found.sub else (),
            ),
        )
        for found in book.entries()
    ]


def file_of(found):
    """Return the file of an entry; its content is its number."""
    content = found.number.encode()
    name = f"ajánlat {found.main} {found.sub}.pdf"
    return FileHash(1, 1, len(content), hashlib.sha256(content).hexdigest(), name)


def sample(count=12):
    """Return a book with cases, documents, a void number and a moved document."""
    book = told(
        [
            ("main", n, f"Ügy {n}", "Zöld Kft.", "works", "anna", "incoming", 5)
            for n in range(count)
        ]
    ).book
    late = "2026-01-02T08:00:00+00:00"
    for main in (1, 1, 2):
        book.enter(entry(main, book.next_sub(main), time=late))
    book.void(3, 0, Void("entered twice", "gabi", late))
    book.void(1, 2, Void("wrong case", "gabi", late))
    book.move(1, 2, to="ONK/2-1/2026")
    book.move(2, 1, origin="ONK/1-2/2026")
    return book
