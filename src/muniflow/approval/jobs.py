"""What the worker does for cases: mails, timers, actions left to it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import datetime
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.acting import people_with
from muniflow.approval.acting import state_of
from muniflow.approval.actions import perform_waiting
from muniflow.approval.actions import waiting_actions
from muniflow.approval.acts import write_own
from muniflow.approval.engine import fire
from muniflow.approval.mails import address_of
from muniflow.approval.mails import compose
from muniflow.approval.notices import ESCALATED
from muniflow.approval.notices import in_function
from muniflow.approval.notices import notify_of
from muniflow.approval.notices import REMINDED
from muniflow.approval.notices import standing_in
from muniflow.approval.records import Notice
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.approval.rules import due_order
from muniflow.approval.timers import coming
from muniflow.core import clock
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import MOVE
from muniflow.process.interfaces import REMIND
from muniflow.process.interfaces import Timer
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from plone import api

import logging

logger = logging.getLogger(__name__)


def cases(**query: object) -> Iterator[ICase]:
    """Yield the cases that a query finds, whoever may see them."""
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        case = brain._unrestrictedGetObject()
        if ICase.providedBy(case):
            yield case


def path_of(case: ICase) -> str:
    """Return where a case is, as the catalog says it."""
    return "/".join(case.getPhysicalPath())


def case_at(site: object, item: Item) -> ICase | None:
    """Return the case of an item, None when it is gone."""
    found = site.unrestrictedTraverse(item.path, None)
    return found if ICase.providedBy(found) else None


class Mails(Job):
    """Sends the mails about cases."""

    title = _("job_mails", default="Mails about cases")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield a mail for everybody who is to be told."""
        for case in cases(pending=True):
            for notice in proceedings_of(case).notices:
                key = f"{path_of(case)} {notice.id}"
                title = f"{notice.kind}, {notice.person}: {case.title}"
                yield Item(key, title, path_of(case), {"notice": notice.id})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the mail is still to be sent."""
        return _notice(case_at(site, item), item) is not None

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Send one mail with the transaction in which it is noted as sent."""
        case = case_at(site, item)
        notice = _notice(case, item)
        file = writable_proceedings(case)
        file.notices = tuple(n for n in file.notices if n.id != notice.id)
        case.reindexObject(idxs=["pending"])
        if not address_of(notice.person):
            logger.warning("%s has no mail address and is not told of %s", notice.person, case.id)
            return
        people = ", ".join(full_name(p) for p in people_with(case))
        mail = compose(case, notice, people)
        api.portal.get_tool("MailHost").send(
            mail, mto=address_of(notice.person), charset="utf-8", immediate=False
        )


def _notice(case: ICase | None, item: Item) -> Notice | None:
    """Return the notice of an item, None when it was sent or taken back."""
    notices = proceedings_of(case).notices if case is not None else ()
    return next((n for n in notices if n.id == item.values["notice"]), None)


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
        if timer.act == MOVE:
            fire(case, definition_of(case).transitions[timer.transition])
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
    return list(coming(state.timers, progress, entered, calendar_of(organisation_of(case))))


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
    people = people_with(case)
    if timer.act == REMIND:
        told = [(REMINDED, p) for p in (*people, *standing_in(case, people))]
    else:
        told = []
    told += [(ESCALATED, p) for function in timer.told for p in in_function(case, function)]
    act = write_own(case, "reminded" if timer.act == REMIND else "escalated", timer.name)
    notify_of(case, act, told)


class Actions(Job):
    """Performs the actions of processes that were left to the worker."""

    title = _("job_actions", default="Actions of processes")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the actions that are waiting."""
        for case in cases(pending=True):
            for key, action in waiting_actions(case):
                title = f"{action.name or action.kind}: {case.title}"
                yield Item(f"{path_of(case)} {key}", title, path_of(case), {"action": key})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the action is still waiting."""
        case = case_at(site, item)
        return case is not None and item.values["action"] in proceedings_of(case).progress.later

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Perform one action."""
        perform_waiting(case_at(site, item), item.values["action"])
