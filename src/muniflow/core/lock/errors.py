"""What the write lock says when it cannot do as asked."""

from muniflow import _
from muniflow.core.errors import MuniflowError
from transaction.interfaces import TransientError
from zExceptions import HTTPServiceUnavailable


class WritersBusy(MuniflowError, HTTPServiceUnavailable):
    """Raised when the turn to write did not come; answered with 503 and Retry-After."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            _(
                "error_writers_busy",
                default="Many people are saving at this moment, so nothing of yours was "
                "stored. Please send it again in ${seconds} seconds.",
                mapping={"seconds": retry_after},
            )
        )
        self.retry_after = retry_after
        self.setHeader("Retry-After", str(retry_after))


class WriteLockLost(TransientError):
    """Raised when another process may have written meanwhile: nothing was stored, try again."""


class LockConfigurationError(ValueError):
    """Raised when no write lock fits the storage or the settings."""
