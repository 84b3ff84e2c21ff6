"""Gives workflows that were published by an older muniflow the rights of the present one."""

from Acquisition import aq_base
from collections.abc import Iterator
from muniflow.process.dcworkflow import guard_roles
from muniflow.process.dcworkflow import TEXT
from muniflow.process.definition import load
from muniflow.process.rules import MANAGED_PERMISSIONS
from muniflow.process.rules import permission_roles
from plone import api
from Products.CMFCore.interfaces import IWorkflowDefinition


def renew_workflows() -> list[str]:
    """Renew guards and rights of every published version; return their ids.

    Steps and ways stay as they are, so running cases stay where they are.
    """
    found = []
    for workflow in _ours():
        _renew(workflow)
        found.append(workflow.getId())
    return found


def _ours() -> Iterator[IWorkflowDefinition]:
    """Yield the workflows that processes were compiled to."""
    tool = api.portal.get_tool("portal_workflow")
    for workflow in tool.objectValues():
        if getattr(aq_base(workflow), TEXT, None):
            yield workflow


def _renew(workflow: IWorkflowDefinition) -> None:
    """Write guards and permissions anew, as compiling would write them today."""
    definition = load(getattr(aq_base(workflow), TEXT))
    workflow.permissions = MANAGED_PERMISSIONS
    for state in definition.states.values():
        for permission, roles in permission_roles(definition, state).items():
            workflow.states[state.id].setPermission(permission, 0, list(roles))
    for transition in definition.transitions.values():
        known = workflow.transitions[transition.id]
        guard = known.getGuard()
        guard.changeFromProperties(
            {
                "guard_roles": ";".join(guard_roles(definition, transition)),
                "guard_expr": f"object/@@muniflow-passes/{transition.id}",
            }
        )
        known.guard = guard
