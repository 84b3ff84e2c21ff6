"""The verbs of the domain: read, check and publish processes, bind organisations and cases."""

from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from collections.abc import Mapping
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.process.bpmn import read_model
from muniflow.process.dcworkflow import TEXT
from muniflow.process.definition import Definition
from muniflow.process.definition import load
from muniflow.process.definition import split_workflow_id
from muniflow.process.interfaces import IConditionValues
from muniflow.process.interfaces import IProcess
from muniflow.process.interfaces import IProcessBound
from muniflow.process.library import library_of
from muniflow.process.model import Model
from muniflow.process.publishing import check as check
from muniflow.process.publishing import newest_version
from muniflow.process.publishing import publish_unchecked
from muniflow.process.publishing import replace_text as replace_text
from muniflow.process.publishing import text_of as text_of
from muniflow.process.publishing import versions as versions
from muniflow.process.rules import predicted_path as predicted_path
from muniflow.process.setup import install_files
from muniflow.process.setup import shipped
from plone import api
from plone.base.utils import base_hasattr
from Products.CMFPlacefulWorkflow.PlacefulWorkflowTool import WorkflowPolicyConfig_id
from Products.CMFPlacefulWorkflow.WorkflowPolicyConfig import manage_addWorkflowPolicyConfig

PUBLISH = "muniflow: Publish process"


def read(text: bytes | str) -> Model:
    """Return the model of a BPMN text; raises BpmnError when it is none."""
    return read_model(text)


def publish(process: IProcess) -> str:
    """Publish the text of a process and return the new workflow's id.

    Raises NotAllowed without the permission and BpmnError with all that is wrong. The same
    text published again gives the version that it has. Running cases stay where they are.
    """
    if not api.user.has_permission(PUBLISH, obj=process):
        raise NotAllowed(
            _(
                "error_publish_not_allowed",
                default="You may not publish “${title}”; an administrator of the site may.",
                mapping={"title": process.title},
            )
        )
    return publish_unchecked(process)


def bind_policy(organisation: object, processes: Mapping[str, str]) -> None:
    """Let new cases of an organisation go through processes, given by portal type.

    Raises Invalid for a process that is not published. Other types keep what they have.
    """
    site = api.portal.get()
    chains = {}
    for portal_type, process_id in processes.items():
        process = library_of(site).get(process_id)
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


def first_processes(site: object) -> dict[str, str]:
    """Return for each type of case the published process that comes first by its id."""
    return {
        portal_type: min(process.getId() for process in offered)
        for portal_type, offered in offered_processes(site).items()
    }


def offered_processes(site: object) -> dict[str, list[IProcess]]:
    """Return the published processes by the type of case that they are for."""
    found: dict[str, list[IProcess]] = {}
    for process in processes(site):
        newest = newest_version(process)
        if newest is not None:
            found.setdefault(load(newest.definition).portal_type, []).append(process)
    return found


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


def bind(case: IProcessBound, workflow: str = "") -> None:
    """Bind a case to a version, by default the one its organisation uses now.

    A case that is bound stays bound; a workflow that is no process of ours binds nothing.
    """
    if getattr(aq_base(case), "process_version", ""):
        return
    if not workflow:
        chain = api.portal.get_tool("portal_workflow").getChainFor(case)
        workflow = chain[0] if chain else ""
    if _definition_text(workflow) is not None:
        case.process_version = workflow


def definition_of(case: IProcessBound) -> Definition:
    """Return the version of the process a case goes through."""
    bound = getattr(aq_base(case), "process_version", "")
    if not bound:
        chain = api.portal.get_tool("portal_workflow").getChainFor(case)
        bound = chain[0] if chain else ""
    return definition(bound)


def definition(workflow_id: str) -> Definition:
    """Return a published version; raises Invalid when the site has none of that id."""
    text = _definition_text(workflow_id)
    if text is None:
        raise Invalid(
            _(
                "error_no_definition",
                default="There is no published process version “${id}”.",
                mapping={"id": workflow_id},
            )
        )
    return load(text)


def _definition_text(workflow: str) -> str | None:
    """Return the stored text of a version."""
    tool = api.portal.get_tool("portal_workflow")
    found = tool.getWorkflowById(workflow) if workflow else None
    return getattr(aq_base(found), TEXT, None)


def values_of(case: IProcessBound) -> Mapping[str, object]:
    """Return what conditions may ask of a case; nothing when its type declares nothing."""
    adapted = IConditionValues(case, None)
    return {} if adapted is None else adapted.values()


def processes(site: object) -> list[IProcess]:
    """Return the processes of the library."""
    return [item for item in library_of(site).values() if IProcess.providedBy(item)]


def install_library(site: object, files: Mapping[str, bytes] | None = None) -> list[str]:
    """Add and publish processes, by default those of muniflow; return what was left alone.

    A process that was changed on the site keeps its text: the file's id is returned, and
    the page of the process says that there is another one.
    """
    return install_files(site, shipped() if files is None else files)
