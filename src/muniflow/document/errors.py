"""Errors of the document domain."""

from muniflow.core.errors import Invalid


class NotAFile(Invalid):
    """Raised when what was sent cannot be filed."""


class UnknownVersion(Invalid):
    """Raised when a document has no such version."""
