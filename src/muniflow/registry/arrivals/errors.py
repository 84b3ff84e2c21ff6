"""Errors of arrivals."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed


class ArrivalIncomplete(Invalid):
    """Raised when an arrival lacks what the law asks for, or says what cannot be."""


class ReasonNeeded(Invalid):
    """Raised when an act asks for a reason and none was given."""


class NotNow(NotAllowed):
    """Raised when an arrival stands where the act makes no sense."""


class NotYours(NotAllowed):
    """Raised when the act is for somebody else."""


class ArrivalStays(NotAllowed):
    """Raised when an arrival, or a file in it, would be deleted, moved or copied."""
