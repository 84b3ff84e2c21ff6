"""Takes sound rows over in small batches, each in a turn of its own to write."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from muniflow.core.errors import MuniflowError
from muniflow.core.importing.report import Problem
from muniflow.core.importing.report import Report
from muniflow.core.lock import writing
from muniflow.core.sheets import Row
from typing import Protocol
from typing import TypeVar

import transaction

BATCH = 20


class Sound(Protocol):
    """A row that can be taken over."""

    row: Row


S = TypeVar("S", bound=Sound)


def take_over(
    context: object, sound: Sequence[S], report: Report, take: Callable[[S], bool]
) -> None:
    """Let ``take`` add each row; what it refuses is undone and goes into the report.

    ``take`` returns False for a row that turns out to be there already.
    """
    for batch in _batches(sound):
        with writing(context):
            for one in batch:
                _take_one(one, report, take)


def _take_one(one: S, report: Report, take: Callable[[S], bool]) -> None:
    before = transaction.savepoint()
    try:
        added = take(one)
    except MuniflowError as error:
        before.rollback()
        report.refuse(one.row, [Problem("", None, error.message)])
        return
    (report.taken if added else report.known).append(one.row.number)


def _batches(sound: Sequence[S]) -> Iterator[list[S]]:
    waiting = iter(sound)
    while batch := list(islice(waiting, BATCH)):
        yield batch
