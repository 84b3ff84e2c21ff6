"""The verbs of the domain: read, check and publish processes, bind organisations and cases."""

from Acquisition import aq_base
from collections.abc import Mapping
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.organisation.operations import organisation_of
from muniflow.process.bpmn import read_model
from muniflow.process.conditions import holds as holds
from muniflow.process.dcworkflow import TEXT
from muniflow.process.definition import Definition
from muniflow.process.definition import load
from muniflow.process.drafts import in_work as in_work
from muniflow.process.drafts import save_levels as save_levels
from muniflow.process.grid import typed as typed
from muniflow.process.interfaces import IConditionFields
from muniflow.process.interfaces import IConditionValues
from muniflow.process.interfaces import IProcess
from muniflow.process.interfaces import IProcessBound
from muniflow.process.library import library_of
from muniflow.process.migration import Match as Match
from muniflow.process.migration import matching as matching
from muniflow.process.migration import merged_order as merged_order
from muniflow.process.model import Model
from muniflow.process.policies import bind_policy as bind_policy
from muniflow.process.policies import bound_process as bound_process
from muniflow.process.policies import process_id_for as process_id_for
from muniflow.process.policies import published_for as published_for
from muniflow.process.preview import Rerouted as Rerouted
from muniflow.process.preview import rerouted as rerouted
from muniflow.process.preview import RightChange as RightChange
from muniflow.process.preview import rights_changed as rights_changed
from muniflow.process.preview import Seen as Seen
from muniflow.process.publishing import check as check
from muniflow.process.publishing import compile_text
from muniflow.process.publishing import newest_version as newest_version
from muniflow.process.publishing import replace_text as replace_text
from muniflow.process.publishing import text_of as text_of
from muniflow.process.publishing import versions as versions
from muniflow.process.release import PUBLISH as PUBLISH
from muniflow.process.release import publish as publish
from muniflow.process.renewing import renew_workflows as renew_workflows
from muniflow.process.rollback import use_again as use_again
from muniflow.process.rollback import version_of as version_of
from muniflow.process.rules import DELETING as DELETING
from muniflow.process.rules import first_of
from muniflow.process.rules import MEMBER as MEMBER
from muniflow.process.rules import predicted_path as predicted_path
from muniflow.process.rules import predicted_steps as predicted_steps
from muniflow.process.rules import role_of as role_of
from muniflow.process.setup import install_files
from muniflow.process.setup import shipped
from muniflow.process.variants import is_draft as is_draft
from muniflow.process.variants import own_processes as own_processes
from muniflow.process.variants import process_named as process_named
from muniflow.process.wording import readable as readable
from plone import api
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import getUtility
from zope.component import queryUtility


def read(text: bytes | str) -> Model:
    """Return the model of a BPMN text; raises BpmnError when it is none."""
    return read_model(text)


def first_processes(site: object) -> dict[str, str]:
    """Return for each type of case the published process that is named like it, else the first."""
    return {
        portal_type: first_of(portal_type, [process.getId() for process in offered])
        for portal_type, offered in offered_processes(site).items()
    }


def offered_processes(
    site: object, organisation: object | None = None
) -> dict[str, list[IProcess]]:
    """Return the published processes by the type of case that they are for."""
    found: dict[str, list[IProcess]] = {}
    for process in processes(site, organisation):
        newest = newest_version(process)
        if newest is not None:
            found.setdefault(load(newest.definition).portal_type, []).append(process)
    return found


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
    # Asked many times in a request; to find the site first would take the longest.
    found = getUtility(IWorkflowTool).getWorkflowById(workflow) if workflow else None
    return getattr(aq_base(found), TEXT, None)


def values_of(case: IProcessBound) -> Mapping[str, object]:
    """Return what conditions may ask of a case; nothing when its type declares nothing."""
    adapted = IConditionValues(case, None)
    return {} if adapted is None else adapted.values()


def processes(site: object, organisation: object | None = None) -> list[IProcess]:
    """Return the processes of the library and, where one is given, an organisation's own."""
    found = [item for item in library_of(site).values() if IProcess.providedBy(item)]
    return found if organisation is None else [*found, *own_processes(organisation)]


def process_of(case: IProcessBound) -> IProcess | None:
    """Return the process a case goes through; None when it was taken away."""
    return process_named(definition_of(case).process, organisation_of(case))


def drafted(process: IProcess, data: bytes | None = None) -> Definition:
    """Return what a text would say when published; by default the text of the process."""
    return compile_text(process.getId(), text_of(process) if data is None else data)


def install_library(site: object, files: Mapping[str, bytes] | None = None) -> list[str]:
    """Add and publish processes, by default those of muniflow; return what was left alone.

    A process that was changed on the site keeps its text: the file's id is returned, and
    the page of the process says that there is another one.
    """
    return install_files(site, shipped() if files is None else files)


def titles_of(case: IProcessBound) -> Mapping[str, str]:
    """Return what people call the fields that conditions may ask of a case."""
    return titles_of_type(case.portal_type)


def titles_of_type(portal_type: str) -> Mapping[str, str]:
    """Return what people call the fields that conditions may ask of a type of case."""
    utility = queryUtility(IConditionFields, name=portal_type)
    return {} if utility is None else utility.titles()
