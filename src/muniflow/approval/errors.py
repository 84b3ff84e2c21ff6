"""Errors of the approval domain."""

from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from Products.CMFCore.WorkflowCore import WorkflowException


class DecisionRefused(NotAllowed, WorkflowException):
    """Raised when a decision is not this person's to take now.

    Also a WorkflowException, so that Plone's own doors to a transition answer it as theirs.
    """


class CommentMissing(Invalid, WorkflowException):
    """Raised when a decision needs words and has none."""


class FieldsMissing(Invalid, WorkflowException):
    """Raised when a step is left with fields empty that it requires."""
