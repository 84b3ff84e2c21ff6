"""Errors of the dispatch list."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed


class NotDispatchable(NotAllowed):
    """Raised when something would be sent that has no number, or a void one."""


class WrongDispatch(Invalid):
    """Raised when a value of a dispatch is missing or wrong."""


class WrongDispatchState(NotAllowed):
    """Raised when a dispatch cannot come into a state from its present one."""


class UnknownDispatch(Invalid):
    """Raised for a number that the list does not have."""
