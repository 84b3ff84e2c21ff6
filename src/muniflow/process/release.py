"""Publishing by people: asks for the permission, writes it down, puts variants in their place."""

from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import NotAllowed
from muniflow.organisation.operations import organisation_of
from muniflow.process.definition import load
from muniflow.process.interfaces import IProcess
from muniflow.process.policies import bind_policy
from muniflow.process.policies import bound_process
from muniflow.process.publishing import newest_version
from muniflow.process.publishing import publish_unchecked
from plone import api

import logging

PUBLISH = "muniflow: Publish process"

logger = logging.getLogger(__name__)


def publish(process: IProcess) -> str:
    """Publish the text of a process and return the new workflow's id.

    Raises NotAllowed without the permission and BpmnError with all that is wrong. The same
    text published again gives the version that it has. Running cases stay where they are.
    An organisation's variant takes the place of the process that it came from.
    """
    check_publisher(process)
    before = newest_version(process)
    name = publish_unchecked(process)
    if before is None or before.workflow_id != name:
        note(process, "process-published", version=newest_version(process).number)
    _take_place(process)
    return name


def check_publisher(process: IProcess) -> None:
    """Raise NotAllowed for whoever may not publish a process."""
    if api.user.has_permission(PUBLISH, obj=process):
        return
    raise NotAllowed(
        _(
            "error_publish_not_allowed",
            default="You may not publish “${title}”; an administrator of the site may.",
            mapping={"title": process.title},
        )
    )


def note(process: IProcess, act: str, **details: object) -> None:
    """Write an act into the journal of the process's organisation; a shared one into the log."""
    if organisation_of(process) is None:
        person = api.user.get_current().getId() or ""
        logger.info("%s: %s by %s %s", act, process.getId(), person, details)
    else:
        journal.record(process, act, process=process.getId(), **details)


def _take_place(process: IProcess) -> None:
    """Let new cases go through a variant where they went through its origin until now."""
    organisation = organisation_of(process)
    if organisation is None or not process.origin:
        return
    portal_type = load(newest_version(process).definition).portal_type
    if bound_process(organisation, portal_type) == process.origin:
        bind_policy(organisation, {portal_type: process.getId()})
        journal.record(organisation, "process-bound", kind=portal_type, process=process.getId())
