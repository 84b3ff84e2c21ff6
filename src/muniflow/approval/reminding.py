"""The worker's timers: reminders, escalations, and cases that move on when a day has come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import datetime
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.acting import people_with
from muniflow.approval.acting import state_of
from muniflow.approval.acts import write_own
from muniflow.approval.engine import fire
from muniflow.approval.engine import way
from muniflow.approval.jobs import case_at
from muniflow.approval.jobs import cases
from muniflow.approval.jobs import path_of
from muniflow.approval.notices import ESCALATED
from muniflow.approval.notices import in_function
from muniflow.approval.notices import notify_of
from muniflow.approval.notices import REMINDED
from muniflow.approval.notices import standing_in
from muniflow.approval.records import OPEN
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import Progress
from muniflow.approval.records import writable_proceedings
from muniflow.approval.rules import due_order
from muniflow.approval.timers import coming
from muniflow.core import clock
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import MOVE
from muniflow.process.interfaces import REMIND
from muniflow.process.interfaces import TIMER
from muniflow.process.interfaces import Timer
from muniflow.registry.interfaces import ICase


class Timers(Job):
    """Reminds, escalates and moves cases on when their day has come."""

    title = _("job_timers", default="Reminders and deadlines")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the timers whose day has come."""
        today = clock.today()
        for case in cases(timer={"query": due_order(today), "range": "max"}, open_case=True):
            for day, timer in timers_of(case):
                if day <= today:
                    yield _timer_item(case, timer)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the timer still waits: the case is in that step, and its day has come."""
        return _timer(case_at(site, item), item) is not None

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Remind, escalate or move on."""
        case = case_at(site, item)
        timer = _timer(case, item)
        file = writable_proceedings(case)
        file.progress = replace(file.progress, fired=(*file.progress.fired, timer.id))
        onward = way(case, TIMER, cause=timer.id) if timer.act == MOVE else None
        if onward is not None:
            fire(case, onward)
        else:
            _tell(case, timer)
            case.reindexObject(idxs=["timer"])


def timers_of(case: ICase) -> list[tuple[date, Timer]]:
    """Return the timers a case waits for in its present step, with their days."""
    state = state_of(case)
    if state.kind == END or case.voided or not case.since:
        return []
    entered = datetime.fromisoformat(case.since).astimezone().date()
    progress = proceedings_of(case).progress
    watched = [t for t in state.timers if not t.branch or _open(progress, t.branch)]
    return list(coming(watched, progress, entered, calendar_of(organisation_of(case))))


def _open(progress: Progress, branch: str) -> bool:
    """Tell whether a sign-off is still awaited."""
    return any(s.branch == branch and s.verdict == OPEN for s in progress.signoffs)


def _timer_item(case: ICase, timer: Timer) -> Item:
    """Return a timer as an item; entering the step anew makes another one of it."""
    entry = proceedings_of(case).progress.entry
    key = f"{path_of(case)} {timer.id} {entry}"
    title = f"{timer.name or timer.act}: {case.title}"
    return Item(key, title, path_of(case), {"timer": timer.id, "entry": entry})


def _timer(case: ICase | None, item: Item) -> Timer | None:
    """Return the timer of an item when its day has come and it has not done its work."""
    if case is None or proceedings_of(case).progress.entry != item.values["entry"]:
        return None
    today = clock.today()
    due = (timer for day, timer in timers_of(case) if day <= today)
    return next((timer for timer in due if timer.id == item.values["timer"]), None)


def _tell(case: ICase, timer: Timer) -> None:
    """Remind those who have the case, or tell those above them that it is late."""
    people = people_with(case, timer.branch)
    if timer.act == REMIND:
        told = [(REMINDED, p) for p in (*people, *standing_in(case, people))]
    else:
        told = []
    told += [(ESCALATED, p) for function in timer.told for p in in_function(case, function)]
    act = write_own(case, "reminded" if timer.act == REMIND else "escalated", timer.name)
    notify_of(case, act, told)
