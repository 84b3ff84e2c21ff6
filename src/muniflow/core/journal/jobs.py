"""What the worker does for journals: it seals, stamps, and looks whether all is still so."""

from collections.abc import Iterator
from datetime import timedelta
from muniflow import _
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from muniflow.core.journal import checking
from muniflow.core.journal import stamps
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.errors import JournalBroken
from muniflow.core.journal.rules import days_to_seal
from muniflow.core.journal.sealing import Draft
from muniflow.core.journal.sealing import draft
from muniflow.core.journal.sealing import journals
from muniflow.core.journal.sealing import seal
from muniflow.core.journal.seals import Check
from muniflow.core.worker.errors import Unavailable
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from plone import api

AUTHORITY = "muniflow.time_stamp_authority"
"""Registry record: address of the time stamp authority, empty for none."""


class JournalJob(Job):
    """Does something for the days of journals."""

    def organisation(self, site: object, item: Item) -> IJournalled | None:
        """Return whose day it is, None when it is gone."""
        found = site.unrestrictedTraverse(item.path, None)
        return found if IJournalled.providedBy(found) else None

    def ledger(self, site: object, item: Item) -> Ledger | None:
        """Return the buckets of the organisation of an item, None when there are none."""
        organisation = self.organisation(site, item)
        return None if organisation is None else IJournal(organisation).ledger


class Seal(JournalJob):
    """Seals the days that are over, in their order."""

    title = _("job_journal_seal", default="Sealing the journal")
    every = timedelta(minutes=1)

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the days that are over and not sealed."""
        for organisation in journals(site):
            for day in self._days(organisation):
                yield _item(organisation, day)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the day is not sealed yet."""
        ledger = self.ledger(site, item)
        sealed = "" if ledger is None else ledger.sealed
        return self.organisation(site, item) is not None and item.values["day"] > sealed

    def prepare(self, site: object, item: Item) -> Draft:
        """Put the day's entries in order and chain them; it may be a hundred thousand."""
        return draft(self.organisation(site, item), item.values["day"])

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Seal one day."""
        organisation = self.organisation(site, item)
        day = item.values["day"]
        if self._days(organisation)[:1] != [day]:
            raise Unavailable(
                _(
                    "error_seal_order",
                    default="${day} of ${organisation} cannot be sealed before the days that "
                    "precede it.",
                    mapping={"day": day, "organisation": organisation.title},
                )
            )
        seal(organisation, day, prepared)

    def _days(self, organisation: IJournalled) -> list[str]:
        journal = IJournal(organisation)
        sealed = journal.ledger.sealed if journal.ledger is not None else ""
        return days_to_seal("" if sealed else journal.first_day(), sealed, clock.now())


class Stamp(JournalJob):
    """Gets time stamps for the seals that have none."""

    title = _("job_journal_stamp", default="Time stamps of the journal")
    every = timedelta(minutes=5)

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the seals without a stamp, when there is an authority to ask."""
        if not authority():
            return
        for organisation in journals(site):
            ledger = IJournal(organisation).ledger
            if ledger is not None:
                yield from (_item(organisation, day) for day in ledger.unstamped)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the seal has no stamp yet."""
        ledger = self.ledger(site, item)
        return ledger is not None and item.values["day"] in ledger.unstamped

    def prepare(self, site: object, item: Item) -> bytes:
        """Ask the authority; raises Unavailable while it cannot be reached."""
        signature = self.ledger(site, item).seals[item.values["day"]].signature
        try:
            return stamps.fetch(authority(), signature)
        except stamps.StampUnreachable as error:
            raise Unavailable(
                _(
                    "error_stamp_unreachable",
                    default="The time stamp authority does not answer: ${error}",
                    mapping={"error": str(error)},
                )
            ) from error

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Keep the stamp beside the seal."""
        ledger = self.ledger(site, item)
        day = item.values["day"]
        ledger.seals[day].stamp = prepared
        ledger.unstamped.remove(day)


class Look(JournalJob):
    """Compares the entries in the database with their seals, a month at a time, every night."""

    title = _("job_journal_check", default="Checking the journal against its seals")
    every = timedelta(minutes=10)

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the months that were not looked at today."""
        today = clock.now().date()
        for organisation in journals(site):
            ledger = IJournal(organisation).ledger
            for month in checking.months(ledger):
                known = ledger.checks.get(month)
                if known is None or known.at.date() < today:
                    yield _item(organisation, month)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the month was not looked at today."""
        ledger = self.ledger(site, item)
        if ledger is None:
            return False
        known = ledger.checks.get(item.values["day"])
        return known is None or known.at.date() < clock.now().date()

    def prepare(self, site: object, item: Item) -> Check:
        """Look at every day of the month."""
        return checking.check(self.organisation(site, item), item.values["day"])

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Write down what was found."""
        self.ledger(site, item).checks[item.values["day"]] = prepared


class Alarm(JournalJob):
    """Fails for every month that does not match its seals: so administrators see it."""

    title = _("job_journal_alarm", default="Alarm: the journal does not match its seals")
    every = timedelta(minutes=10)

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the months in which something is wrong."""
        for organisation in journals(site):
            ledger = IJournal(organisation).ledger
            for month, known in ledger.checks.items() if ledger is not None else ():
                if known.findings:
                    yield _item(organisation, month)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the last look found something."""
        ledger = self.ledger(site, item)
        known = None if ledger is None else ledger.checks.get(item.values["day"])
        return known is not None and bool(known.findings)

    def prepare(self, site: object, item: Item) -> Check:
        """Look again."""
        return checking.check(self.organisation(site, item), item.values["day"])

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """End the alarm when all is right again; raises JournalBroken while it is not."""
        if prepared.findings:
            raise JournalBroken(
                _(
                    "error_journal_broken",
                    default="The journal of ${organisation} does not match its seals: ${finding}",
                    mapping={
                        "organisation": self.organisation(site, item).title,
                        "finding": prepared.findings[0],
                    },
                )
            )
        self.ledger(site, item).checks[item.values["day"]] = prepared


def authority() -> str:
    """Return the address of the time stamp authority, "" for none."""
    return (api.portal.get_registry_record(AUTHORITY, default="") or "").strip()


def _item(organisation: IJournalled, day: str) -> Item:
    path = "/".join(organisation.getPhysicalPath())
    return Item(f"{path} {day}", f"{organisation.title}, {day}", path, {"day": day})
