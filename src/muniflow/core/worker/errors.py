"""What goes wrong with the worker itself."""

from muniflow.core.errors import MuniflowError


class StillPending(Exception):
    """A job did an item, and says that it is still to be done: it would be done for ever."""


class Unavailable(MuniflowError):
    """Raised by a job when nothing of it can be done now, as when the mail server is down.

    The rest of its turn is left out, and the job as a whole is tried again later.
    """


class NotReachable(Exception):
    """The server that holds the database cannot be asked; the text is for the operator."""
