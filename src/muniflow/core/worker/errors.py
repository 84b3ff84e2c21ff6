"""What goes wrong with the worker itself."""


class StillPending(Exception):
    """A job did an item, and says that it is still to be done: it would be done for ever."""


class NotReachable(Exception):
    """The server that holds the database cannot be asked; the text is for the operator."""
