"""Errors a user is told about."""

from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


class MuniflowError(Exception):
    """Base of all: carries a translatable sentence that names the wrong value and the way out."""

    def __init__(self, message: "Message | str | MuniflowError") -> None:
        # CMFCore's workflow tool raises anew what it caught, wrapped in its own class.
        text = message.message if isinstance(message, MuniflowError) else message
        super().__init__(text)
        self.message: Message | str = text

    def __str__(self) -> str:
        """Return the sentence in the reader's language: Plone's own doors and the log ask so."""
        return translate(self.message, context=getRequest())


class NotAllowed(MuniflowError):
    """Raised when the person may not do this now."""


class Invalid(MuniflowError):
    """Raised when a value given is wrong."""
