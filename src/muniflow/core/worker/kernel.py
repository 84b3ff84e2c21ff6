"""How the worker works: job by job, item by item, each in a transaction of its own.

It may be killed at any moment. What an item does and that it is no longer pending are one
transaction; whoever comes second, in this process or another one, waits, looks again, and
finds nothing to do.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from muniflow.core.lock import alone
from muniflow.core.sites import sites
from muniflow.core.worker.acting import acting
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.turn import Report
from muniflow.core.worker.turn import Turn
from OFS.Application import Application
from zope.component import getUtilitiesFor

import time
import transaction

WORKER = "worker"
"""Name of the lock that one worker has at a time."""

LIMIT = 100
"""Items of one job before the next job has its turn."""

SPAN = 5.0
"""Seconds after which a turn ends, too: another process may be waiting for the worker's lock."""

Stop = Callable[[], bool]


def never() -> bool:
    """Return False: nobody asks to stop."""
    return False


def turns(app: Application) -> list[Turn]:
    """Return every job of every site."""
    found = []
    for path in ["/".join(site.getPhysicalPath()) for site in sites(app)]:
        with acting(app, path):
            jobs = sorted(getUtilitiesFor(IJob), key=lambda named: named[0])
        found += [Turn(app, path, name, job) for name, job in jobs]
    return found


def work_all(app: Application, names: Iterable[str] = (), stop: Stop = never) -> Iterator[Report]:
    """Do whatever is pending, of the jobs named or of all; yield a report for each turn."""
    wanted = set(names)
    left = [turn for turn in turns(app) if not wanted or turn.name in wanted]
    while left and not stop():
        again = []
        for turn in left:
            report = work(turn, stop)
            yield report
            if report.more:
                again.append(turn)
        left = again


def work(turn: Turn, stop: Stop = never) -> Report:
    """Do the pending items of one job in one site; raises WritersBusy when no turn comes.

    One worker at a time, in whatever process: mails are sent outside the write lock, and two
    that look at the same moment would both send them.
    """
    with alone(turn.app, WORKER):
        return _work(turn, stop)


def _work(turn: Turn, stop: Stop) -> Report:
    transaction.abort()
    report = Report(turn.path, turn.name)
    items = turn.look(LIMIT + 1, report)
    if items is None:
        return report
    report.more = len(items) > LIMIT
    end = time.monotonic() + SPAN
    for place, item in enumerate(items[:LIMIT]):
        if stop() or (place and time.monotonic() > end):
            report.more = True
            break
        turn.attempt(item, report)
        if report.halted:
            break
    turn.tidy(report)
    return report
