"""Lets a request fail after its number was given, in the way that one of its headers asks for."""

from transaction.interfaces import IDataManager
from ZODB.POSException import ConflictError
from zope.interface import implementer
from ZPublisher.BaseRequest import BaseRequest

import transaction

HEADER = "HTTP_X_BENCH_FAULT"

CONFLICT = "conflict"
"""Collides before the commit; the publisher tries again."""

VOTE = "vote"
"""Collides when the database has taken everything and only the last word is missing."""

ABORT = "abort"
"""Fails before the commit, for good."""

LATE = "late"
"""Fails for good at the last word."""

KINDS = (CONFLICT, VOTE, ABORT, LATE)
PASSING = (CONFLICT, VOTE)


class OnPurpose(Exception):
    """What an abort is asked for with."""


def on_commit(event: object) -> None:
    """Fail, or see to it that the commit fails."""
    kind = event.request.environ.get(HEADER, "")
    if not kind or (kind in PASSING and _came_back(event.request)):
        return
    error = ConflictError("on purpose") if kind in PASSING else OnPurpose()
    if kind in (CONFLICT, ABORT):
        raise error
    transaction.get().join(LastWord(error))


def _came_back(request: BaseRequest) -> bool:
    return getattr(request, "retry_count", 0) > 0


@implementer(IDataManager)
class LastWord:
    """Votes against a transaction when all others have voted for it."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def sortKey(self) -> str:
        """Return what places it behind the databases."""
        return "~~bench"

    def tpc_vote(self, txn: object) -> None:
        """Fail."""
        raise self._error

    def _nothing(self, txn: object) -> None:
        """Do nothing: there is nothing to store here."""

    abort = tpc_begin = commit = tpc_finish = tpc_abort = _nothing
