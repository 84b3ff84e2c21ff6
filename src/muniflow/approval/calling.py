"""Cases that a process starts for another case, and goes on with when they have ended."""

from collections.abc import Iterator
from dataclasses import replace
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.acting import state_of
from muniflow.approval.acts import write_own
from muniflow.approval.engine import fire
from muniflow.approval.engine import way
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.core.errors import Invalid
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import CALL
from muniflow.process.interfaces import State
from muniflow.process.operations import definition
from muniflow.process.operations import definition_of
from muniflow.process.operations import published_for
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import year_folder
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.dexterity.utils import iterSchemata
from plone.uuid.interfaces import IUUID
from zope.i18nmessageid import Message
from zope.schema import getFieldsInOrder

LEFT_OUT = ("title", "unit", "responsible")
"""Fields that the called case gets in another way."""


def call(case: ICase) -> None:
    """Start the case that the present step waits for; nothing happens in other steps."""
    state = state_of(case)
    if state.waits != CALL:
        return
    workflow = _workflow(case, state)
    organisation = organisation_of(case)
    portal_type = definition(workflow).portal_type
    folder = year_folder(organisation, portal_type)
    called = createContentInContainer(
        folder,
        portal_type,
        checkConstraints=False,
        title=f"{case.title}: {state.name}",
        unit=case.unit,
        responsible=case.responsible,
        process_version=workflow,
        called_from=IUUID(case),
        **dict(_shared(case, portal_type)),
    )
    file = writable_proceedings(case)
    file.progress = replace(file.progress, called=IUUID(called))
    write_own(case, "called", state.name, target=IUUID(called))


def _workflow(case: ICase, state: State) -> str:
    """Return the newest version of the called process; raises Invalid when there is none."""
    found = published_for(organisation_of(case), state.waits_for)
    if not found:
        message = _(
            "error_called_process",
            default="“${step}” calls the process “${process}”, which is not published.",
            mapping={"step": Message(state.name, domain="muniflow"), "process": state.waits_for},
        )
        raise Invalid(message)
    return found


def _shared(case: ICase, portal_type: str) -> Iterator[tuple[str, object]]:
    """Yield the fields that both types of case have, with the caller's values."""
    if portal_type != case.portal_type:
        return
    for schema in iterSchemata(case):
        for name, field in getFieldsInOrder(schema):
            value = getattr(case, name, None)
            if name not in LEFT_OUT and value is not None and not field.readonly:
                yield name, value


def called_case(case: ICase) -> ICase | None:
    """Return the case that the present step waits for, None when there is none."""
    uid = proceedings_of(case).progress.called
    return _by_uid(uid) if uid else None


def calling_case(case: ICase) -> ICase | None:
    """Return the case for which this one was started, None when there is none."""
    uid = getattr(case, "called_from", "")
    return _by_uid(uid) if uid else None


def _by_uid(uid: str) -> ICase | None:
    """Return a case by its UID, whoever may see it."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid)
    return found[0]._unrestrictedGetObject() if found else None


def go_on(case: ICase) -> None:
    """Let the case that called this one go on, once this one has come to an end."""
    state = state_of(case)
    if state.kind != END:
        return
    caller = calling_case(case)
    if caller is None or proceedings_of(caller).progress.called != IUUID(case):
        return
    transition = way(caller, CALL, outcome=state.outcome) or way(caller, CALL, outcome="")
    if transition is None:
        return
    if definition_of(caller).states[transition.source].waits == CALL:
        fire(caller, transition)
