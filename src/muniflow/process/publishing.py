"""Compiles, publishes and keeps the versions of one process."""

from BTrees.IOBTree import IOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from muniflow import _
from muniflow.core import clock
from muniflow.process.bpmn import read_model
from muniflow.process.compiler import compile_process
from muniflow.process.content import PublishedVersion
from muniflow.process.dcworkflow import install
from muniflow.process.definition import Definition
from muniflow.process.definition import dump
from muniflow.process.definition import split_workflow_id
from muniflow.process.errors import BpmnError
from muniflow.process.errors import Problem
from muniflow.process.interfaces import IConditionFields
from muniflow.process.interfaces import IProcess
from muniflow.process.interfaces import IProcessAction
from muniflow.process.model import Model
from plone import api
from plone.dexterity.utils import iterSchemataForType
from plone.namedfile.file import NamedBlobFile
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.schema import getFieldNames


def text_of(process: IProcess) -> bytes:
    """Return the BPMN text as it was uploaded, byte for byte."""
    return b"" if process.bpmn is None else process.bpmn.data


def check(process: IProcess) -> list[Problem]:
    """Return everything that keeps the text of a process from being published."""
    try:
        compile_text(process.getId(), text_of(process))
    except BpmnError as error:
        return list(error.problems)
    return []


def compile_text(process_id: str, data: bytes, *, version: int = 1) -> Definition:
    """Return the definition of a BPMN text; raises BpmnError with all that is wrong.

    The process is called by its place in the library: a file keeps whatever id its
    modeller gave it.
    """
    model = replace(read_model(data), id=process_id)
    portal_type = model.attributes.get("for", "")
    definition = compile_process(
        model, version=version, fields=_fields(portal_type), actions=_actions()
    )
    found = list(_unknown_to_type(model, definition))
    if found:
        raise BpmnError(found)
    return definition


def _fields(portal_type: str) -> Mapping[str, str] | None:
    """Return the fields conditions may ask for; None for a type the site does not have."""
    if portal_type not in api.portal.get_tool("portal_types"):
        return None
    utility = queryUtility(IConditionFields, name=portal_type)
    return {} if utility is None else utility.fields()


def _actions() -> Mapping[str, Mapping[str, bool]]:
    """Return what service tasks can do here, and the attributes each action knows."""
    return {name: utility.values for name, utility in getUtilitiesFor(IProcessAction)}


def _unknown_to_type(model: Model, definition: Definition) -> Iterator[Problem]:
    """Yield a problem for a case type and for required fields that the site does not have."""
    portal_type = definition.portal_type
    types = api.portal.get_tool("portal_types")
    if portal_type not in types:
        message = _(
            "error_unknown_case_type",
            default="This site has no type of case “${type}” (muniflow:for).",
            mapping={"type": portal_type},
        )
        yield Problem(message, model.id, model.name, model.line)
        return
    known = {n for s in iterSchemataForType(portal_type) for n in getFieldNames(s)}
    # In a step that several sign, each sign-off says what it needs.
    parts = (part for state in definition.steps() for part in state.branches or (state,))
    for part in parts:
        node = model.node(part.element)
        for name in part.required:
            if name not in known:
                message = _(
                    "error_unknown_required_field",
                    default="The step requires “${field}”, which “${type}” does not have.",
                    mapping={"field": name, "type": portal_type},
                )
                yield Problem(message, node.id, node.name, node.line)


def replace_text(process: IProcess, data: bytes, filename: str = "") -> None:
    """Give a process a new text; it takes effect when it is published."""
    read_model(data)
    name = filename or f"{process.getId()}.bpmn"
    process.bpmn = NamedBlobFile(data, contentType="application/xml", filename=name)
    process.reindexObject()


def publish_unchecked(process: IProcess) -> str:
    """Publish for a set-up that runs without a user; see publish."""
    data = text_of(process)
    newest = newest_version(process)
    digest = sha256(data).hexdigest()
    if newest is not None and newest.digest == digest:
        return newest.workflow_id
    number = _next_number(process)
    definition = compile_text(process.getId(), data, version=number)
    install(api.portal.get_tool("portal_workflow"), definition)
    if process.versions is None:
        process.versions = IOBTree()
    process.versions[number] = PublishedVersion(
        number=number,
        workflow_id=definition.id,
        bpmn=data,
        digest=digest,
        definition=dump(definition),
        published=clock.now(),
        person=api.user.get_current().getId() or "",
    )
    _follow(process.getId(), definition.id)
    return definition.id


def versions(process: IProcess) -> list[PublishedVersion]:
    """Return the published versions, newest first."""
    return list(process.versions.values())[::-1] if process.versions else []


def newest_version(process: IProcess) -> PublishedVersion | None:
    """Return the newest published version."""
    return process.versions[process.versions.maxKey()] if process.versions else None


def _next_number(process: IProcess) -> int:
    """Return a version number that no workflow of the site has, not even an orphaned one."""
    used = [version.number for version in versions(process)]
    for id_ in api.portal.get_tool("portal_workflow").objectIds():
        parts = split_workflow_id(id_)
        if parts is not None and parts[0] == process.getId():
            used.append(parts[1])
    return max(used, default=0) + 1


def _follow(process_id: str, workflow: str) -> None:
    """Let every policy that points to an older version of a process point to the new one."""
    types = api.portal.get_tool("portal_types").objectIds()
    for policy in api.portal.get_tool("portal_placeful_workflow").getWorkflowPolicies():
        for portal_type in types:
            chain = policy.getChainFor(portal_type, managescreen=True) or ()
            parts = split_workflow_id(chain[0]) if len(chain) == 1 else None
            if parts is not None and parts[0] == process_id:
                policy.setChain(portal_type, (workflow,))
