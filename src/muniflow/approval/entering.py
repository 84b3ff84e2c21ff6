"""Entering and leaving steps: clocks start, pause and go on; sign-offs are asked for."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import state_of
from muniflow.approval.gates import required
from muniflow.approval.guards import requesters
from muniflow.approval.records import Progress
from muniflow.approval.records import SignOff
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core import clocks
from muniflow.core.clocks import Clock
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import BY_FUNCTION
from muniflow.process.interfaces import State
from muniflow.process.operations import definition_of
from muniflow.process.operations import holds
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase

END = "end"
INDEXES = ("actors", "step_since", "due", "open_case", "review_state", "timer", "pending")


def enter_step(case: ICase, *, until: date | None = None, asking: Collection[str] = ()) -> None:
    """Start or resume the clock of the step a case has just entered, and ask for sign-offs.

    ``until`` is a date somebody has set instead of the step's own days; ``asking`` are those
    whose request the case becomes by what is being done.
    """
    state = state_of(case)
    file = writable_proceedings(case)
    before = file.progress
    kept = clocks_on(before.clocks, state, calendar := calendar_of(organisation_of(case)))
    running = kept.get(state.id)
    due = until or (running and clocks.due(running, calendar))
    file.progress = Progress(
        step=state.id,
        entry=before.entry + 1,
        since=clock.now().isoformat(),
        due=due,
        signoffs=signoffs_for(case, state, asking),
        clocks=kept,
        whole=before.whole,
        later=before.later,
    )
    show(case)


def show(case: ICase) -> None:
    """Bring what lists show of a case in line with its proceedings."""
    progress = writable_proceedings(case).progress
    case.since, case.due = progress.since, progress.due
    case.reindexObject(idxs=list(INDEXES))


def clocks_on(kept: Mapping[str, Clock], state: State, calendar: object) -> dict[str, Clock]:
    """Return the clocks with that of a step running: its old one goes on, else a new one."""
    found = dict(kept)
    paused = found.pop(state.id, None)
    today = clock.today()
    if state.days is not None:
        if paused is None:
            found[state.id] = Clock(state.days, today)
        else:
            found[state.id] = clocks.resume(paused, today, calendar)
    return found


def signoffs_for(case: ICase, state: State, asking: Collection[str] = ()) -> tuple[SignOff, ...]:
    """Return the sign-offs that a step asks for with the case's present values.

    Where each holder signs, nobody is asked for their own request: nobody else could give
    that sign-off, and the case would never go on.
    """
    values = values_of(case)
    own = {*requesters(case), *asking}

    def applies(branch: Branch) -> bool:
        return holds(branch.condition, values)

    def people(branch: Branch) -> list[str]:
        found = people_of_part(case, branch)
        return [p for p in found if p not in own or branch.actor != BY_FUNCTION]

    return required(state.branches, applies, people)


def leave_step(case: ICase, state: State, *, returned: bool) -> None:
    """Pause the clock of a step that turns the case back; forget that of one left for good.

    The clock of the whole case pauses with a return, and runs from the first time the case
    leaves its draft.
    """
    file = writable_proceedings(case)
    progress = file.progress
    calendar = calendar_of(organisation_of(case))
    today = clock.today()
    kept = dict(progress.clocks)
    running = kept.pop(state.id, None)
    if returned and running is not None:
        kept[state.id] = clocks.pause(running, today, calendar)
    whole = progress.whole
    days = definition_of(case).days
    if whole is None and days is not None and not returned:
        whole = Clock(days, today)
    elif whole is not None and returned and whole.paused is None:
        whole = clocks.pause(whole, today, calendar)
    elif whole is not None and not returned and whole.paused is not None:
        whole = clocks.resume(whole, today, calendar)
    file.progress = replace(progress, clocks=kept, whole=whole)
