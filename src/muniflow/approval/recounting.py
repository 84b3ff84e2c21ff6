"""Moves the deadlines of open cases after the calendar of their organisation has changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from muniflow import _
from muniflow.approval.entering import show
from muniflow.approval.jobs import cases
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import Progress
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core import clocks
from muniflow.core.calendar import WorkCalendar
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.core.worker.operations import nudge
from muniflow.organisation.events import ICalendarChanged
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisations
from zope.annotation.interfaces import IAnnotations

MARK = "muniflow.calendar.changed"


def calendar_changed(event: ICalendarChanged) -> None:
    """Mark the organisation; its cases are many, so the worker goes through them."""
    IAnnotations(event.object)[MARK] = clock.now().isoformat()
    nudge("recounting")


def due_now(progress: Progress, calendar: WorkCalendar) -> date | None:
    """Return the deadline of a step as the calendar has it now.

    A date that somebody has set stays, and so does the lack of one.
    """
    running = progress.clocks.get(progress.step)
    if running is None or (progress.supplement and progress.supplement.until):
        return progress.due
    return clocks.due(running, calendar)


class Recounting(Job):
    """Counts the deadlines of an organisation's open cases anew."""

    title = _("job_recounting", default="Deadlines after a change of the calendar")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the organisations whose calendar has changed."""
        for organisation in organisations(site):
            if MARK in IAnnotations(organisation):
                path = "/".join(organisation.getPhysicalPath())
                yield Item(organisation.getId(), organisation.title, path)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the cases of the organisation are still to be gone through."""
        found = site.get(item.key)
        return found is not None and MARK in IAnnotations(found)

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Move the deadlines that change, and those alone."""
        organisation = site[item.key]
        calendar = calendar_of(organisation)
        for case in cases(organisation=item.key, open_case=True):
            progress = proceedings_of(case).progress
            due = due_now(progress, calendar)
            if due != progress.due:
                writable_proceedings(case).progress = replace(progress, due=due)
                show(case)
        del IAnnotations(organisation)[MARK]
