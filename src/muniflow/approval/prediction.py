"""Who must decide on a case and why: the way ahead, with names, days and reasons."""

from dataclasses import dataclass
from datetime import date
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import people_with
from muniflow.approval.acting import state_of
from muniflow.approval.history import words
from muniflow.approval.records import proceedings_of
from muniflow.core import clock
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import substitutes_for
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import State
from muniflow.process.operations import definition_of
from muniflow.process.operations import holds
from muniflow.process.operations import predicted_steps
from muniflow.process.operations import readable
from muniflow.process.operations import titles_of
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from zope.i18nmessageid import Message


@dataclass(frozen=True, slots=True)
class Signer:
    """Who decides in a step, or signs one branch of it."""

    name: str
    function: str
    people: tuple[str, ...]
    substitutes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A step on the way ahead: who decides, until when at the latest, and why it is there."""

    step: str
    title: str
    end: bool
    signers: tuple[Signer, ...]
    days: int | None
    due: date | None
    reason: Message | str
    element: str = ""


def way_ahead(case: ICase) -> list[Coming]:
    """Return the present step of a case and those to come when everybody agrees.

    Deadlines are the latest ones: each step takes the days it has, one after the other.
    """
    if case.voided:
        return []
    state = state_of(case)
    values = values_of(case)
    titles = titles_of(case)
    calendar = calendar_of(organisation_of(case))
    progress = proceedings_of(case).progress
    day = max(progress.due or clock.today(), clock.today())
    found = []
    for position, step in enumerate(predicted_steps(definition_of(case), state.id, values)):
        coming = step.state
        if position and coming.days is not None:
            day = calendar.add(day, coming.days)
        found.append(
            Coming(
                step=coming.id,
                title=coming.name,
                end=coming.kind == END,
                signers=_signers(case, coming, now=position == 0),
                days=coming.days,
                due=(day if position else progress.due) if coming.days is not None else None,
                reason=_reason(step.branch, step.condition, titles),
                element=coming.element,
            )
        )
    return found


def _reason(branch: str, condition: str | None, titles: object) -> Message | str:
    """Return why a step is on the way: what the drawing calls the branch, or its condition."""
    if branch:
        return words(branch)
    if condition:
        return readable(condition, titles)
    return _("text_always", default="every case comes here")


def _signers(case: ICase, state: State, *, now: bool) -> tuple[Signer, ...]:
    """Return who decides in a step; branches that do not apply to the case are left out."""
    if state.kind == END:
        return ()
    if now and not state.branches:
        return (_signer(case, state, tuple(people_with(case))),)
    values = values_of(case)
    parts = [b for b in state.branches if holds(b.condition, values)] or [state]
    return tuple(_signer(case, part, tuple(people_of_part(case, part))) for part in parts)


def _signer(case: ICase, part: State | Branch, people: tuple[str, ...]) -> Signer:
    """Return one who decides, with those who stand in today."""
    organisation = organisation_of(case)
    standing_in = (r.substitute for p in people for r in substitutes_for(p, organisation))
    function = "responsible" if part.actor == "responsible" else part.function
    return Signer(part.name, function, people, tuple(dict.fromkeys(standing_in)))
