"""Errors of the registry domain."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed


class NoOpenRegister(NotAllowed):
    """Raised when the organisation has no open register for the year."""


class RegisterClosed(NotAllowed):
    """Raised when something would enter a closed register."""


class ClosedTooEarly(Invalid):
    """Raised when a register would be closed in its year without saying why."""


class AlreadyRegistered(NotAllowed):
    """Raised when something that has a number would get another one."""


class NotRegistered(NotAllowed):
    """Raised when a number is to be voided that was never given."""


class AlreadyVoid(NotAllowed):
    """Raised when a void number would be voided again."""


class ReasonMissing(Invalid):
    """Raised when a number is to be voided without saying why."""


class NumberWouldVanish(NotAllowed):
    """Raised when something with a number would be deleted, moved or copied."""
