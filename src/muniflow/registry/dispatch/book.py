"""The dispatches of an organisation, a book a year; asked without waking all of them."""

from BTrees.IIBTree import IITreeSet
from BTrees.IIBTree import intersection
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Sequence
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.book import Counter
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import Wanted
from persistent import Persistent
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.dispatch"
ASKED = ("state", "day", "mode")
DOCUMENT = "document"


class DispatchBook(Persistent):
    """Dispatches of one year by running number, and the sets in which they are looked up."""

    def __init__(self) -> None:
        self._counter = Counter()
        self._entries = IOBTree()
        self._sets = OOBTree({name: OOBTree() for name in (*ASKED, DOCUMENT)})

    @property
    def last(self) -> int:
        """The last running number given."""
        return self._counter.value

    def step(self) -> int:
        """Take the next running number."""
        return self._counter.step()

    def put(self, dispatch: Dispatch) -> None:
        """Write a dispatch, or what has become of it."""
        before = self._entries.get(dispatch.running)
        self._entries[dispatch.running] = dispatch
        for name in self._sets:
            was, now = getattr(before, name, None), getattr(dispatch, name)
            if was != now:
                self._move(name, dispatch.running, was, now)

    def _move(self, name: str, running: int, was: str | None, now: str) -> None:
        index = self._sets[name]
        if was is not None:
            index[was].remove(running)
        if now not in index:
            index[now] = IITreeSet()
        index[now].insert(running)

    def get(self, running: int) -> Dispatch | None:
        """Return a dispatch, None for a number never given."""
        return self._entries.get(running)

    def found(self, wanted: Wanted) -> Sequence[int]:
        """Return the running numbers of what is wanted, the newest first."""
        sets = [
            self._sets[name].get(value, IITreeSet())
            for name in ASKED
            if (value := getattr(wanted, name))
        ]
        if not sets:
            return range(self.last, 0, -1)
        result = sets[0]
        for other in sets[1:]:
            result = intersection(result, other)
        return list(result)[::-1]

    def count(self, state: str) -> int:
        """Return how many are in a state."""
        return len(self._sets["state"].get(state, ()))

    def of(self, document: str) -> Iterator[Dispatch]:
        """Yield the dispatches of a document, oldest first."""
        for running in self._sets[DOCUMENT].get(document, ()):
            yield self._entries[running]


def book_of(organisation: IOrganisation, year: int) -> DispatchBook:
    """Return the book of a year, an empty unsaved one when nothing was sent in it."""
    return IAnnotations(organisation).get(KEY, {}).get(year) or DispatchBook()


def writable_book(organisation: IOrganisation, year: int) -> DispatchBook:
    """Return the book of a year for writing."""
    books = IAnnotations(organisation).setdefault(KEY, OOBTree())
    if year not in books:
        books[year] = DispatchBook()
    return books[year]


def years_of(organisation: IOrganisation) -> list[int]:
    """Return the years in which something was sent, the newest first."""
    return sorted(IAnnotations(organisation).get(KEY, {}), reverse=True)


class Found(Sequence):
    """What was found in a book, woken only when it is asked for."""

    def __init__(self, book: DispatchBook, wanted: Wanted) -> None:
        self._book = book
        self._running = book.found(wanted)

    def __len__(self) -> int:
        return len(self._running)

    def __getitem__(self, place: int | slice) -> Dispatch | list[Dispatch]:
        if isinstance(place, slice):
            return [self._book.get(running) for running in self._running[place]]
        return self._book.get(self._running[place])
