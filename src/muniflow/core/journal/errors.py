"""What goes wrong with journals."""

from muniflow.core.errors import MuniflowError


class JournalBroken(MuniflowError):
    """Raised when entries in the database are not those that were sealed."""
