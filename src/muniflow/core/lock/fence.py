"""Nothing is committed by who lost the lock: the last word before a commit."""

from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.errors import WriteLockLost
from transaction import Transaction
from transaction.interfaces import IDataManager
from zope.interface import implementer

# After the databases, which refuse collisions by themselves before: so as late as possible.
LAST = "~muniflow.core.lock"


@implementer(IDataManager)
class Fence:
    """Takes part in one transaction, to ask the lock when all others are ready."""

    def __init__(self, lock: IWriteLock) -> None:
        self._lock = lock

    def tpc_vote(self, txn: Transaction) -> None:
        """Raise WriteLockLost when the lock is not held any more."""
        if not self._lock.sure:
            raise WriteLockLost("The write lock was lost before the end of the transaction")

    def sortKey(self) -> str:
        """Return what places it among the others."""
        return LAST

    def tpc_begin(self, txn: Transaction) -> None:
        """Do nothing: there is nothing to store here, as in all that follow."""

    def commit(self, txn: Transaction) -> None:
        """Do nothing."""

    def tpc_finish(self, txn: Transaction) -> None:
        """Do nothing."""

    def tpc_abort(self, txn: Transaction) -> None:
        """Do nothing."""

    def abort(self, txn: Transaction) -> None:
        """Do nothing."""

    def savepoint(self) -> "Fence":
        """Return itself: there is nothing to go back to."""
        return self

    def rollback(self) -> None:
        """Do nothing."""


def guard(txn: Transaction, lock: IWriteLock) -> None:
    """Let the transaction fail when the lock is lost before its end."""
    txn.join(Fence(lock))
