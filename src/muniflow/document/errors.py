"""Errors of the document domain."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed


class NotAFile(Invalid):
    """Raised when what was sent cannot be filed."""


class UnknownVersion(Invalid):
    """Raised when a document has no such version."""


class UnknownComponent(Invalid):
    """Raised when a document has no such component."""


class FileLocked(NotAllowed):
    """Raised when a file would change that was approved or dispatched."""


class WrongState(NotAllowed):
    """Raised when a document cannot come into a state from the one it is in."""


class Overwritten(Invalid):
    """Raised when the file of an old version was written over in its place."""
