"""A job whose effect can be counted."""

from collections.abc import Callable
from collections.abc import Iterator
from muniflow.core.worker import kernel
from muniflow.core.worker import thread
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager

import pytest
import time
import transaction

NAME = "test-counting"
WAITING = "test.waiting"
EFFECTS = "test.effects"


class Counting(Job):
    """Every word that waits is done by one effect; what is in ``trouble`` raises that first."""

    title = "Counting"

    def __init__(self) -> None:
        self.trouble: dict[str, Exception] = {}
        self.seen: list[str] = []

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the words that wait."""
        if "pending" in self.trouble:
            raise self.trouble["pending"]
        for word in IAnnotations(site).get(WAITING, ()):
            yield Item(word, title=word.upper(), path="/".join(site["onk"].getPhysicalPath()))

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether a word waits."""
        return item.key in IAnnotations(site).get(WAITING, ())

    def prepare(self, site: object, item: Item) -> str:
        """Remember that it was asked; return the title."""
        self.seen.append(item.key)
        return item.title

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Have the effect, then fail if it should."""
        notes = IAnnotations(site)
        notes[EFFECTS] = (*notes.get(EFFECTS, ()), prepared)
        if item.key in self.trouble:
            raise self.trouble[item.key]
        notes[WAITING] = tuple(word for word in notes[WAITING] if word != item.key)


@pytest.fixture()
def job() -> Iterator[Counting]:
    """The job, registered."""
    registry = getGlobalSiteManager()
    counting = Counting()
    registry.registerUtility(counting, IJob, NAME)
    yield counting
    registry.unregisterUtility(counting, IJob, NAME)


@pytest.fixture()
def words(live_town) -> Callable:
    """A function that lets words wait."""

    def wait(*words: str) -> None:
        IAnnotations(live_town)[WAITING] = words
        transaction.commit()

    return wait


@pytest.fixture()
def effects(live_town) -> Callable:
    """A function that returns the effects there were."""

    def had() -> tuple[str, ...]:
        live_town._p_jar.sync()
        return IAnnotations(live_town).get(EFFECTS, ())

    return had


@pytest.fixture()
def work(functional, job) -> Callable:
    """A function that does what is pending of the job, and returns what became of it."""

    def act() -> tuple[list[str], dict[str, str]]:
        reports = list(kernel.work_all(functional["app"], [NAME]))
        return (
            [title for report in reports for title in report.done],
            {title: error for report in reports for title, error in report.failed.items()},
        )

    return act


@pytest.fixture()
def worker(live_town, job) -> Iterator[thread.Worker]:
    """A worker that runs, and looks round once only unless it is called."""
    transaction.commit()
    running = thread.Present.worker = thread.Worker(pause=600, first=0)
    running.start()
    yield running
    thread.stop()
    thread.admit()
    live_town._p_jar.sync()


@pytest.fixture()
def until() -> Callable:
    """A function that waits for something, and fails when it does not come."""

    def wait(condition: Callable[[], object], seconds: float = 20) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it did not come"
            time.sleep(0.02)

    return wait
