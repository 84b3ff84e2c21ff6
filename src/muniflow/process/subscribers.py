"""Binds cases to the version with which they start, and keeps them once they were sent on."""

from muniflow.process.interfaces import IProcessBound
from muniflow.process.operations import bind
from muniflow.process.rules import DELETING
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def bind_at_start(case: IProcessBound, event: IBeforeTransitionEvent) -> None:
    """Bind the case when its workflow puts it into the first step.

    The workflow announces this itself, so the order of the subscribers to the adding of an
    object does not matter, nor who creates the case.
    """
    if event.transition is None:
        bind(case, event.workflow.getId())


def keep_once_sent(case: IProcessBound, event: IAfterTransitionEvent) -> None:
    """Let nobody delete a case that has been sent on, not even when it returns as a draft."""
    if event.transition is not None:
        for permission in DELETING:
            case.manage_permission(permission, [], acquire=0)


def forget_binding(copy: IProcessBound, event: IObjectCopiedEvent) -> None:
    """A copy starts anew, as its workflow history does."""
    copy.process_version = ""
