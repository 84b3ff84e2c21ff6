"""Errors of confidentiality."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.registry.confidentiality.interfaces import Mask


class WouldStop(Invalid):
    """Raised when those whose turn it is would lose a case by its sealing."""

    def __init__(self, message: object, people: tuple[str, ...]) -> None:
        super().__init__(message)
        self.people = people


class Masked(NotAllowed):
    """Raised on the way to something of which only the mask is shown."""

    def __init__(self, message: object, mask: Mask | None = None) -> None:
        super().__init__(message)
        self.mask = mask
