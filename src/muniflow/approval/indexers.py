"""What the catalog keeps of where a case stands."""

from muniflow.approval.operations import actors_of
from muniflow.approval.operations import END
from muniflow.approval.operations import state_of
from muniflow.approval.rules import due_order
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
