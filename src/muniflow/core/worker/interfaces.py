"""The face of the worker: what a job is."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from zope.i18nmessageid import Message
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface

WORKER = "muniflow"
"""The id under which the worker acts; the journal names it."""

CHANNEL = "worker"
"""The channel of its acts in the journal."""


# Kept with a failure in the database: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Item:
    """One thing that is to be done: plain values, enough to find it again."""

    key: str
    """The same in every round, and no two of a job's items share it."""

    title: str = ""
    """What an administrator reads; the key when empty."""

    path: str = ""
    """Of the object concerned, as in the catalog; a skipped item is journalled there."""

    values: Mapping[str, object] = field(default_factory=dict)
    """Whatever else the job needs: strings, numbers, dates."""


class IJob(Interface):
    """Work that the worker does; a named utility.

    What is to be done is state, never a queue: an item is pending as long as the database says
    so, and ``perform`` changes that in the same transaction as its effect. So it can be killed
    at any moment. The worker calls everything as a user who may do all, in the site.
    """

    title = Attribute("What an administrator reads; a message id.")
    every = Attribute(
        "A timedelta: look for work no oftener. None: in every round, and at once after a nudge."
    )

    def pending(site: object) -> Iterable[Item]:
        """Yield what is to be done now, the most urgent first; changes nothing."""

    def is_pending(site: object, item: Item) -> bool:
        """Tell whether one item is still to be done.

        Asked under the write lock before ``perform``, which is left out when not, and after it,
        when it has to be False. Quick: it asks the object itself rather than the catalog.
        """

    def prepare(site: object, item: Item) -> object:
        """Do what is slow and changes nothing in the database, outside the write lock.

        What it returns is given to ``perform``; no stored objects. May be called more often
        than ``perform``.
        """

    def perform(site: object, item: Item, prepared: object) -> None:
        """Do one item, in a transaction of its own under the write lock.

        Afterwards ``is_pending`` is False. Raise whatever goes wrong: nothing of it is kept,
        the error is shown to the administrator, and it is tried again later. Unavailable (of
        the errors beside) puts off the job as a whole instead, without blaming the item.
        """


@implementer(IJob)
class Job:
    """A job without preparation that is looked at in every round; the base of the others."""

    title: Message | str = ""
    every: timedelta | None = None

    def pending(self, site: object) -> Iterable[Item]:
        """Yield what is to be done now."""
        raise NotImplementedError

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether one item is still to be done."""
        raise NotImplementedError

    def prepare(self, site: object, item: Item) -> object:
        """Return None: there is nothing slow to do."""
        return None

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Do one item."""
        raise NotImplementedError
