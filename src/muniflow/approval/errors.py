"""Errors of the approval domain."""

from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from Products.CMFCore.WorkflowCore import WorkflowException


class DecisionRefused(NotAllowed, WorkflowException):
    """Raised when a decision is not this person's to take now.

    Also a WorkflowException, so that Plone's own doors to a transition answer it as theirs.
    """


class CommentMissing(Invalid, WorkflowException):
    """Raised when a decision needs words and has none."""


class CommentTooLong(Invalid, WorkflowException):
    """Raised when a comment is longer than what is kept in the history."""


class FieldsMissing(Invalid, WorkflowException):
    """Raised when a step is left with fields empty that it requires."""


class ChecklistOpen(Invalid, WorkflowException):
    """Raised when a step is left with points of its list not ticked."""


class AlreadyDecided(NotAllowed, WorkflowException):
    """Raised when somebody else was faster; says who, what and when."""


class FilesChanged(NotAllowed, WorkflowException):
    """Raised when a file changed after the page was opened on which somebody decides."""


class WrongDate(Invalid):
    """Raised for a date that makes no sense here."""


class WrongPerson(Invalid):
    """Raised for a person who cannot be given this."""


class NotUndoable(NotAllowed):
    """Raised when an act cannot be taken back any more; says why."""


class LinkRefused(NotAllowed):
    """Raised when a link in a mail is no longer good; says why, and names no matter."""


class LinkUnknown(LinkRefused):
    """Raised for a link that was not made here, or leads to nothing any more."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "error_link_unknown",
                default="This link leads nowhere. It may have been cut off: copy the whole "
                "line from the mail, or log in to see what waits for you.",
            )
        )
