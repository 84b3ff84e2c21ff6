"""What an entry costs a register with its index and without, in a process of its own.

Usage: python -m bench.entering FOLDER ENTRIES ROUNDS
"""

from bench.book_data import entries
from collections.abc import Iterator
from muniflow.registry.book import Book
from muniflow.registry.interfaces import Entry
from pathlib import Path
from statistics import median
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

import json
import sys
import time
import transaction

BATCH = 2_000
TURN = 40


class Contestant:
    """A book in a database of its own."""

    def __init__(self, folder: Path, name: str, indexed: bool) -> None:
        self._storage = FileStorage(str(folder / f"{name}.fs"), create=True)
        self._db = DB(self._storage, cache_size=30_000)
        self._jar = self._db.open()
        self._book = self._jar.root()["book"] = Book()
        if not indexed:
            self._book._index = None
        self._waiting: Iterator[Entry] = entries(self._book)

    def fill(self, count: int) -> None:
        """Write many entries."""
        for number in range(count):
            self._book.enter(next(self._waiting))
            if number % BATCH == 0:
                transaction.commit()
                self._jar.cacheGC()
        transaction.commit()

    def turn(self) -> tuple[float, float]:
        """Enter some, each in its transaction; return milliseconds and bytes for one.

        Of the processor: what the disk takes to be sure of a transaction is the same for both.
        """
        size, begun = self._storage.getSize(), time.process_time()
        for _ in range(TURN):
            self._book.enter(next(self._waiting))
            transaction.commit()
        taken = (time.process_time() - begun) * 1000 / TURN
        return taken, (self._storage.getSize() - size) / TURN


def main(folder: str, count: str, rounds: str) -> None:
    """Print the medians of both as one line of JSON."""
    pair = {n: Contestant(Path(folder), n, n == "index") for n in ("index", "plain")}
    for one in pair.values():
        one.fill(int(count))
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in pair}
    for _ in range(int(rounds)):
        for name, one in pair.items():
            taken[name].append(one.turn())
    print(
        json.dumps(
            {
                name: {"ms": median(t for t, _ in turns), "bytes": median(b for _, b in turns)}
                for name, turns in taken.items()
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
