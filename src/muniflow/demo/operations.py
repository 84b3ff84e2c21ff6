"""The verb of the domain: fill a site with the demonstration town."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify
from heapq import heappop
from heapq import heappush
from muniflow.core import clock
from muniflow.core.lock import writing
from muniflow.demo.arranging import Leave
from muniflow.demo.arranging import Levels
from muniflow.demo.arriving import Arriving
from muniflow.demo.casework import Casework
from muniflow.demo.casework import ensure_register
from muniflow.demo.data import Demo
from muniflow.demo.data import demo
from muniflow.demo.mornings import Mornings
from muniflow.demo.people import add_organisation
from muniflow.demo.people import add_people
from muniflow.demo.people import PASSWORD as PASSWORD
from Products.CMFPlone.Portal import PloneSite
from zope.annotation.interfaces import IAnnotations

import transaction

KEY = "muniflow.demo"
BATCH = 20


@dataclass(slots=True)
class Report:
    """What a loading has added; a second one adds nothing."""

    people: int = 0
    posts: int = 0
    contracts: int = 0
    acts: int = 0


@dataclass(frozen=True, slots=True)
class Login:
    """A login worth trying: id, name, and what it shows in one sentence."""

    person: str
    name: str
    about: str


def logins(language: str = "en") -> list[Login]:
    """Return the logins worth trying, told in English or Hungarian."""
    data = demo()
    return [
        Login(row.person, data.person(row.person).name, row.about.get(language, row.about["en"]))
        for row in data.logins
    ]


def load(site: PloneSite, *, commit: bool = False) -> Report:
    """Bring the demo into a site, up to the present day; what is there already stays.

    With ``commit`` every batch of acts is committed under the write lock, and a loading that
    was broken off goes on where it stopped. Without it everything happens in the caller's
    transaction.
    """
    data, loaded, report = demo(), clock.now(), Report()
    if commit:
        transaction.commit()
        with writing(site):
            _found(site, data, loaded, report)
    else:
        _found(site, data, loaded, report)
    _work_off(site, data, loaded, report, commit=commit)
    return report


def _found(site: PloneSite, data: Demo, loaded: datetime, report: Report) -> None:
    """Add people, organisations and posts, as of the time before the first contract."""
    oldest = max(data.contracts, key=lambda row: row.begun)
    begin = Casework(data, None, oldest, loaded).time_of(0)
    with clock.frozen(begin.replace(hour=5)):
        report.people = add_people(data.people)
        for row in data.organisations:
            report.posts += add_organisation(site, data, row, loaded.date())
            IAnnotations(site[row.id]).setdefault(KEY, OOBTree())


def _work_off(
    site: PloneSite, data: Demo, loaded: datetime, report: Report, *, commit: bool
) -> None:
    """Do every act that is not done yet, across all contracts in the order of time."""
    waiting = list(_open_work(site, data, loaded))
    if not waiting:
        return
    heapify(waiting)
    mornings = Mornings(site, loaded, data.organisations[0].country.upper())
    while waiting:
        with writing(site) if commit else nullcontext():
            _batch(waiting, report, mornings)
            if not waiting:
                mornings.until(loaded)
                for row in data.organisations:
                    ensure_register(site[row.id], loaded)
        if not commit:
            # Frees the memory of what was added without ending the caller's transaction.
            transaction.savepoint(optimistic=True)


Work = Casework | Leave | Levels | Arriving
Waiting = tuple[datetime, str, int, Work]


def _batch(waiting: list[Waiting], report: Report, mornings: Mornings) -> None:
    for _ in range(min(BATCH, len(waiting))):
        at, key, number, work = heappop(waiting)
        mornings.until(at)
        work.act(number)
        report.acts += 1
        report.contracts += number == 0 and isinstance(work, Casework)
        _progress(work.organisation)[key] = (work.uid, number + 1)
        if number + 1 < work.length:
            heappush(waiting, (work.time_of(number + 1), key, number + 1, work))


def _open_work(site: PloneSite, data: Demo, loaded: datetime) -> Iterator[Waiting]:
    """Yield the next act of everything that is not yet as far as its story says."""
    for work in _all_work(site, data, loaded):
        uid, done = _progress(work.organisation).get(work.key, ("", 0))
        if done and (not work.resume(uid) or done >= work.length):
            continue
        yield work.time_of(done), work.key, done, work


def _all_work(site: PloneSite, data: Demo, loaded: datetime) -> Iterator[Work]:
    """Yield the contracts, what people arrange beside them, and what comes in."""
    for row in data.contracts:
        yield Casework(data, site[row.organisation], row, loaded)
    for row in data.absences:
        yield Leave(data, site[row.stands_in[0]["organisation"]], row, loaded)
    for row in data.arrivals:
        yield Arriving(data, site[row.organisation], row, loaded)
    for row in data.levels:
        yield Levels(data, site[row.organisation], row, loaded)


def _progress(organisation: object) -> OOBTree:
    """Return how far each contract of the demo is: its UID and how many acts are done."""
    return IAnnotations(organisation)[KEY]
