"""Binds cases to the version with which they start."""

from muniflow.process.interfaces import IProcessBound
from muniflow.process.operations import bind
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def bind_at_start(case: IProcessBound, event: IBeforeTransitionEvent) -> None:
    """Bind the case when its workflow puts it into the first step.

    The workflow announces this itself, so the order of the subscribers to the adding of an
    object does not matter, nor who creates the case.
    """
    if event.transition is None:
        bind(case, event.workflow.getId())


def forget_binding(copy: IProcessBound, event: IObjectCopiedEvent) -> None:
    """A copy starts anew, as its workflow history does."""
    copy.process_version = ""
