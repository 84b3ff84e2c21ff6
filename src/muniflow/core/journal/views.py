"""Taking views in: from the files of all processes into the journals, each one once."""

from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from muniflow import _
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from muniflow.core.journal import spool
from muniflow.core.journal.rules import position
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from pathlib import Path
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations

import logging
import transaction

logger = logging.getLogger(__name__)

KEY = "muniflow.views"

REMEMBERED = timedelta(days=30)
"""How long the ids of views are known after they were taken in."""


class Taken(Persistent):
    """What was taken in: no file and no view is taken in again."""

    def __init__(self) -> None:
        self.files: OOTreeSet = OOTreeSet()
        self.ids: OOTreeSet = OOTreeSet()


class TakeViewsIn(Job):
    """Takes in what processes have written down about views."""

    title = _("job_journal_views", default="Views of personal data into the journal")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the files that wait; those already taken in are removed from the disk."""
        for path in spool.take_away(spool.folder(site)):
            if _is_taken(site, path.name):
                path.unlink(missing_ok=True)
            else:
                yield Item(path.name, path.name)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether a file is there and not taken in."""
        return not _is_taken(site, item.key) and (spool.folder(site) / item.key).exists()

    def prepare(self, site: object, item: Item) -> list[dict]:
        """Read the file."""
        return spool.lines(spool.folder(site) / item.key)

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Write its views into the journals; the file goes when that is committed."""
        taken = _taken(site)
        for line in prepared:
            _take(site, taken, line)
        taken.files.insert(item.key)
        _forget(taken, spool.folder(site), [line["entry"]["id"] for line in prepared])
        path = spool.folder(site) / item.key
        transaction.get().addAfterCommitHook(_remove, args=(path,))


def _take(site: object, taken: Taken, line: dict) -> None:
    entry = line["entry"]
    if entry["id"] in taken.ids:
        return
    home = site.unrestrictedTraverse(line["journal"], None)
    if IJournalled.providedBy(home):
        IJournal(home).insert(entry, datetime.fromisoformat(entry["time"]))
    else:
        logger.warning("A view in %s is lost with its organisation: %s", line["journal"], entry)
    taken.ids.insert(entry["id"])


def _forget(taken: Taken, folder: Path, new: Iterable[str]) -> None:
    """Drop what is too old to come again; what is new is kept, however old its time."""
    oldest = f"{position(clock.now() - REMEMBERED):x}"
    kept = set(new)
    for old in [i for i in taken.ids.keys(max=oldest) if i not in kept]:
        taken.ids.remove(old)
    for name in [n for n in taken.files.keys(max=oldest) if not (folder / n).exists()]:
        taken.files.remove(name)


def _remove(committed: bool, path: Path) -> None:
    if committed:
        path.unlink(missing_ok=True)


def _is_taken(site: object, name: str) -> bool:
    taken = IAnnotations(site).get(KEY)
    return taken is not None and name in taken.files


def _taken(site: object) -> Taken:
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = Taken()
    return annotations[KEY]
