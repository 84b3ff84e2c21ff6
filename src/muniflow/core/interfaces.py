"""The face of the core."""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from zope.interface import Attribute
from zope.interface import Interface
from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IMuniflowLayer(IDefaultBrowserLayer):
    """Marks requests to a site on which muniflow is installed."""


class IOwnerless(Interface):
    """Content that gives no role to whoever made it."""


class IJournalled(Interface):
    """An object that keeps a journal of what happens inside it: an organisation."""


class IJournal(Interface):
    """The append-only journal of one organisation; there is no way to change an entry."""

    def record(
        act: str,
        *,
        obj: object,
        actor: str,
        acting_as: str,
        details: Mapping[str, object],
    ) -> None:
        """Write one entry in the running transaction."""

    def entries(
        *, since: datetime | None, until: datetime | None, uid: str | None
    ) -> Iterable[Mapping[str, object]]:
        """Yield entries, oldest first."""


class IWriteLock(Interface):
    """Lets one writer at a time through; readers never ask for it.

    The lock belongs to the thread that took it. Taking it again in the same thread is
    allowed and counted; it is free when it has been released as often.
    """

    def acquire(timeout: float, *, limit: int | None = None) -> bool:
        """Wait at most ``timeout`` seconds, first come first served.

        Return False when it was not to be had, at once when ``limit`` threads wait already.
        """

    def release() -> None:
        """Give it back; raises RuntimeError when this thread does not hold it."""

    held = Attribute("True when the calling thread holds the lock.")
    sure = Attribute("True when it is held and cannot have been lost meanwhile.")
    waiting = Attribute("How many threads of this process wait for it now.")


class IReadOnlyPost(Interface):
    """A view or service that writes nothing although it is called by POST; it need not queue."""


class IDatabaseRefreshed(Interface):
    """The turn to write has come and the request sees the database as it is now.

    What was read before and kept on the request for its duration is to be forgotten.
    """

    request = Attribute("The request whose turn it is.")


class INavigationItem(Interface):
    """One line of the left navigation; a named adapter of (context, request)."""

    title = Attribute("What the user reads; a message id.")
    url = Attribute("Where it leads.")
    order = Attribute("Position: 10, 20 …; a gap of 100 starts a new group.")
    icon = Attribute("Name of a Plone icon.")
    count = Attribute("How many things wait there, or None.")
    active = Attribute("True when the page shown belongs to this item.")
    available = Attribute("False hides the item from this person.")


class IActingSwitch(Interface):
    """For whom the person acts: the organisations of the switcher; adapts the request."""

    current = Attribute("The chosen organisation as a Badge, or None for all of mine.")
    choices = Attribute("Badges of my organisations, in the order of their titles.")


class IDeskNotice(Interface):
    """What waits for the person beside the cases; a named adapter of (context, request)."""

    text = Attribute("What the desk says in one sentence; a message id, empty for nothing.")
    url = Attribute("Where it is seen to.")


class IDeskCount(Interface):
    """How many things wait for the person; adapts the request."""

    total = Attribute("A number.")
