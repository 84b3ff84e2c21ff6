"""What the process does by itself: gates that are complete, moments, messages, called cases."""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import UnrestrictedUser
from collections.abc import Iterator
from contextlib import contextmanager
from DateTime import DateTime
from muniflow import _
from muniflow.approval.acting import state_of
from muniflow.approval.gates import PASSED
from muniflow.approval.gates import verdict
from muniflow.approval.records import OPEN
from muniflow.approval.records import proceedings_of
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import ENGINE_ROLE
from muniflow.process.interfaces import FORWARD
from muniflow.process.interfaces import GATE
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import holds
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from plone import api
from zope.i18nmessageid import Message

ENGINE = "muniflow"
"""The name under which the process acts by itself."""


@contextmanager
def engine() -> Iterator[None]:
    """Act as the process itself inside the block."""
    before = getSecurityManager()
    users = api.portal.get_tool("acl_users")
    newSecurityManager(None, UnrestrictedUser(ENGINE, "", [ENGINE_ROLE], []).__of__(users))
    try:
        yield
    finally:
        setSecurityManager(before)


def fire(case: ICase, transition: Transition, comment: str = "") -> None:
    """Let the process take a transition of its own."""
    tool = api.portal.get_tool("portal_workflow")
    with engine():
        tool.doActionFor(case, transition.id, comment=comment)


def way(case: ICase, trigger: str, **wanted: str) -> Transition | None:
    """Return the way of a kind that is open with the case's values, None when there is none."""
    values = values_of(case)
    for transition in definition_of(case).leaving(state_of(case).id):
        fits = all(getattr(transition, name) == value for name, value in wanted.items())
        if transition.trigger == trigger and fits and holds(transition.condition, values):
            return transition
    return None


def advance(case: ICase) -> None:
    """Leave a parallel step whose sign-offs are complete."""
    state = state_of(case)
    if not state.branches:
        return
    found = verdict(proceedings_of(case).progress.signoffs, state.needed)
    if found == OPEN:
        return
    values = values_of(case)
    for transition in definition_of(case).leaving(state.id):
        forward = transition.decision in FORWARD
        if transition.trigger != GATE or forward != (found == PASSED):
            continue
        if holds(transition.condition, values):
            fire(case, transition)
            return
    raise Invalid(
        _(
            "error_gate_without_way",
            default="“${step}” is complete, but no way leads on with the values of “${title}”.",
            mapping={"step": Message(state.name, domain="muniflow"), "title": case.title},
        )
    )


def put_into(case: ICase, state: str, *, action: str, comment: str) -> None:
    """Put a case back into a step outside the ways of its process, with the step's rights.

    For what takes something back; the line in the workflow's history names the act.
    """
    tool = api.portal.get_tool("portal_workflow")
    workflow = tool[case.process_version]
    status = {
        "review_state": state,
        "action": action,
        "actor": api.user.get_current().getId() or "",
        "comments": comment,
        "acting_as": "",
        "time": DateTime(clock.now()),
    }
    tool.setStatusOf(workflow.getId(), case, status)
    workflow.updateRoleMappingsFor(case)
    case.reindexObjectSecurity()
