"""The server as always, with a job whose effects can be counted, and one that never works.

Usage: as backend.serve; how much is to be done stands in the file COUNTING_TOTAL, and what was
begun in the file COUNTING_LOG.
"""

from backend.serve import main
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from pathlib import Path
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager

import os
import sys
import time

EFFECTS = "test.effects"
TOTAL = Path(os.environ["COUNTING_TOTAL"])
LOG = Path(os.environ["COUNTING_LOG"])

# Seconds under the lock, so that the end comes in the middle of something.
PAUSE = 0.02


class Counting(Job):
    """Numbers that are done once each."""

    title = "Counting"

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the numbers not done."""
        done = IAnnotations(site).get(EFFECTS, {})
        for number in range(int(TOTAL.read_text())):
            if str(number) not in done:
                yield Item(str(number))

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether a number is not done."""
        return item.key not in IAnnotations(site).get(EFFECTS, {})

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Say in the log that it begins, and write the effect."""
        with LOG.open("a") as log:
            log.write(f"{item.key}\n")
        notes = IAnnotations(site)
        if EFFECTS not in notes:
            notes[EFFECTS] = OOBTree()
        done = notes[EFFECTS]
        done[item.key] = (*done.get(item.key, ()), site.absolute_url())
        time.sleep(PAUSE)


class Failing(Counting):
    """One thing that cannot be done."""

    title = "Failing"

    def pending(self, site: object) -> Iterator[Item]:
        """Yield it."""
        yield Item("hopeless", title="Hopeless")

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Fail."""
        raise ValueError("out of paper")


if __name__ == "__main__":
    for name, job in (("counting", Counting()), ("failing", Failing())):
        getGlobalSiteManager().registerUtility(job, IJob, name)
    sys.exit(main())
