"""What goes on changing of the entries on a page: from the catalog, in one query."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from muniflow.registry.book import Book
from muniflow.registry.interfaces import Entry
from plone import api

NEVER = date.max.toordinal()
"""From here on a deadline in the catalog means that there is none."""


@dataclass(frozen=True, slots=True)
class Live:
    """What the catalog knows of a case today; ``settled`` is an ISO time, empty while it runs."""

    due: date | None = None
    settled: str = ""
    handler: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Addresses of what the reader may see, and cases as they are today, by UID."""

    urls: Mapping[str, str]
    cases: Mapping[str, Live]


def known(book: Book, entries: Iterable[Entry]) -> Known:
    """Return what the catalog knows of entries and their cases, as far as the reader sees it."""
    wanted = {uid for entry in entries for uid in (entry.uid, case_uid(book, entry)) if uid}
    brains = api.portal.get_tool("portal_catalog")(UID=sorted(wanted)) if wanted else ()
    urls = {brain.UID: brain.getURL() for brain in brains}
    return Known(urls, {b.UID: live(b) for b in brains if isinstance(b.open_case, bool)})


def case_uid(book: Book, entry: Entry) -> str:
    """Return the UID of an entry's case, "" when it is in another register."""
    if not entry.sub:
        return entry.uid if not entry.case else ""
    try:
        return book.entry(entry.main).uid
    except KeyError:
        return ""


def live(brain: object) -> Live:
    """Return what the catalog keeps of a case."""
    since = brain.step_since if isinstance(brain.step_since, str) else ""
    handler = brain.responsible if isinstance(brain.responsible, str) else ""
    due = None
    if isinstance(brain.due, int) and brain.due < NEVER:
        due = date.fromordinal(brain.due)
    return Live(due if brain.open_case else None, "" if brain.open_case else since, handler)
