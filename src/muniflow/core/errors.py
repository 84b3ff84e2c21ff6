"""Errors a user is told about."""

from zope.i18nmessageid import Message


class MuniflowError(Exception):
    """Base of all: carries a translatable sentence that names the wrong value and the way out."""

    def __init__(self, message: Message | str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(MuniflowError):
    """Raised when the person may not do this now."""


class Invalid(MuniflowError):
    """Raised when a value given is wrong."""
