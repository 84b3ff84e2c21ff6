"""Binds new organisations to processes and cases to versions; keeps cases once sent on."""

from muniflow.organisation.interfaces import IOrganisation
from muniflow.process.interfaces import IProcessBound
from muniflow.process.operations import bind
from muniflow.process.operations import bind_policy
from muniflow.process.operations import first_processes
from muniflow.process.rules import DELETING
from plone import api
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def organisation_added(organisation: IOrganisation, event: IObjectAddedEvent) -> None:
    """Give a new organisation a process for each type of case, so that it can begin."""
    bind_policy(organisation, first_processes(api.portal.get()))


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
