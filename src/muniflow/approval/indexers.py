"""What the catalog keeps of where a case stands."""

from datetime import datetime
from muniflow.approval.acting import actors_of
from muniflow.approval.acting import END
from muniflow.approval.acting import state_of
from muniflow.approval.records import ACTIONS
from muniflow.approval.records import MAILS
from muniflow.approval.records import proceedings_of
from muniflow.approval.rules import due_order
from muniflow.approval.timers import next_day
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisation_of
from muniflow.registry.interfaces import ICase
from plone.indexer import indexer


@indexer(ICase)
def actors(case: ICase) -> list[str]:
    """Who can act now: groups and people."""
    return actors_of(case)


@indexer(ICase)
def step_since(case: ICase) -> str:
    """When the present step was entered, ISO."""
    return case.since


@indexer(ICase)
def due(case: ICase) -> int:
    """The deadline of the present step as a day's ordinal, a far one where there is none."""
    return due_order(case.due)


@indexer(ICase)
def open_case(case: ICase) -> bool:
    """True while somebody has to act."""
    return state_of(case).kind != END and not case.voided


@indexer(ICase)
def step(case: ICase) -> str:
    """The name of the present step as the process writes it."""
    return state_of(case).name


@indexer(ICase)
def timer(case: ICase) -> int:
    """The day of the next timer as an ordinal, a far one where there is none."""
    state = state_of(case)
    if not state.timers or case.voided:
        return due_order(None)
    entered = datetime.fromisoformat(case.since).astimezone().date()
    calendar = calendar_of(organisation_of(case))
    progress = proceedings_of(case).progress
    return due_order(next_day(state.timers, progress, entered, calendar))


@indexer(ICase)
def pending(case: ICase) -> list[str]:
    """What the worker still has to do on the case, so that each job finds its own."""
    file = proceedings_of(case)
    kept = {ACTIONS: file.progress.later, MAILS: file.notices}
    return [name for name, some in kept.items() if some]
