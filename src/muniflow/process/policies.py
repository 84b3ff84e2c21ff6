"""Which process new cases of an organisation go through: its placeful policy."""

from Acquisition import aq_chain
from Acquisition import aq_inner
from collections.abc import Mapping
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.process.definition import split_workflow_id
from muniflow.process.publishing import newest_version
from muniflow.process.variants import process_named
from muniflow.process.variants import variant_of
from plone import api
from plone.base.utils import base_hasattr
from Products.CMFPlacefulWorkflow.PlacefulWorkflowTool import WorkflowPolicyConfig_id
from Products.CMFPlacefulWorkflow.WorkflowPolicyConfig import manage_addWorkflowPolicyConfig


def bind_policy(organisation: object, processes: Mapping[str, str]) -> None:
    """Let new cases of an organisation go through processes, given by portal type.

    Raises Invalid for a process that is not published. Other types keep what they have.
    """
    chains = {}
    for portal_type, process_id in processes.items():
        process = process_named(process_id, organisation)
        newest = None if process is None else newest_version(process)
        if newest is None:
            raise Invalid(
                _(
                    "error_process_not_published",
                    default="There is no published process “${id}”.",
                    mapping={"id": process_id},
                )
            )
        chains[portal_type] = newest.workflow_id
    policy = _policy(organisation)
    for portal_type, workflow in chains.items():
        policy.setChain(portal_type, (workflow,))


def _policy(organisation: object) -> object:
    """Return the policy of an organisation; both it and its place are made when missing."""
    tool = api.portal.get_tool("portal_placeful_workflow")
    id_ = f"muniflow-{organisation.getId()}"
    if tool.getWorkflowPolicyById(id_) is None:
        tool.manage_addWorkflowPolicy(id_)
        tool.getWorkflowPolicyById(id_).setTitle(organisation.Title())
    if not base_hasattr(organisation, WorkflowPolicyConfig_id):
        manage_addWorkflowPolicyConfig(organisation)
    config = getattr(organisation, WorkflowPolicyConfig_id)
    config.setPolicyBelow(id_)
    return tool.getWorkflowPolicyById(id_)


def process_id_for(container: object, portal_type: str) -> str:
    """Return the workflow id with which a new case in a container would start, or ""."""
    for parent in aq_chain(aq_inner(container)):
        if base_hasattr(parent, WorkflowPolicyConfig_id):
            config = getattr(parent, WorkflowPolicyConfig_id)
            chain = config.getPlacefulChainFor(portal_type)
            if chain:
                return chain[0]
    tool = api.portal.get_tool("portal_workflow")
    chain = tool.getChainForPortalType(portal_type)
    return chain[0] if chain and split_workflow_id(chain[0]) else ""


def bound_process(organisation: object, portal_type: str) -> str:
    """Return the id of the process that new cases of a type go through, "" for none."""
    parts = split_workflow_id(process_id_for(organisation["cases"], portal_type))
    return parts[0] if parts else ""


def published_for(organisation: object, process_id: str) -> str:
    """Return the newest version an organisation has of a process, "" where there is none.

    Its own variant goes before the process of the library that it was made of.
    """
    process = variant_of(organisation, process_id) or process_named(process_id, organisation)
    newest = None if process is None else newest_version(process)
    return "" if newest is None else newest.workflow_id
