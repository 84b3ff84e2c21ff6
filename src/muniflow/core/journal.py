"""The append-only journal of an organisation, written in the transaction of the act itself."""

from AccessControl import getSecurityManager
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from plone.rest.interfaces import IAPIRequest
from plone.uuid.interfaces import IUUID
from types import MappingProxyType
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer

KEY = "muniflow.journal"
MICROSECONDS = 1_000_000

Entry = Mapping[str, object]


@implementer(IJournal)
@adapter(IJournalled)
class Journal:
    """The journal kept in the annotations of an organisation: one tree a day, keyed by time."""

    def __init__(self, context: IJournalled) -> None:
        self._annotations = IAnnotations(context)

    def record(
        self,
        act: str,
        *,
        obj: object,
        actor: str,
        acting_as: str,
        details: Mapping[str, object],
    ) -> None:
        """Write one entry; values in ``details`` are plain strings, numbers, booleans or None."""
        moment = clock.now()
        entry = {
            "time": moment.isoformat(),
            "act": act,
            "actor": actor,
            "acting_as": acting_as,
            "channel": channel(),
            "uid": IUUID(obj, ""),
            "path": "/".join(obj.getPhysicalPath()),
            "details": dict(details),
        }
        day = self._day(moment)
        key = int(moment.timestamp() * MICROSECONDS)
        # Two entries of one transaction, or of one instant, keep their order.
        if len(day):
            key = max(key, day.maxKey() + 1)
        day[key] = entry

    def entries(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        uid: str | None = None,
    ) -> Iterator[Entry]:
        """Yield entries from ``since`` up to but not including ``until``, oldest first."""
        first, last = _bound(since), _bound(until)
        for day in self._days().values():
            for entry in day.values(first, last, excludemax=last is not None):
                if uid is None or entry["uid"] == uid:
                    details = MappingProxyType(entry["details"])
                    yield MappingProxyType({**entry, "details": details})

    def _days(self) -> Mapping[str, LOBTree]:
        return self._annotations.get(KEY, {})

    def _day(self, moment: datetime) -> LOBTree:
        days = self._annotations.get(KEY)
        if days is None:
            days = self._annotations[KEY] = OOBTree()
        name = moment.astimezone(UTC).date().isoformat()
        if name not in days:
            days[name] = LOBTree()
        return days[name]


def record(obj: object, act: str, *, acting_as: str = "", **details: object) -> None:
    """Write an act on ``obj`` into the journal of the organisation around it.

    Raises LookupError when ``obj`` is in no organisation: such an act would go unrecorded.
    """
    journalled = journalled_of(obj)
    if journalled is None:
        raise LookupError(f"{obj!r} lies in no organisation, its {act!r} cannot be recorded")
    actor = getSecurityManager().getUser().getId() or ""
    IJournal(journalled).record(act, obj=obj, actor=actor, acting_as=acting_as, details=details)


def journalled_of(obj: object) -> IJournalled | None:
    """Return the nearest object that keeps a journal, from ``obj`` upwards."""
    for parent in obj.aq_chain:
        if IJournalled.providedBy(parent):
            return parent
    return None


def _bound(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * MICROSECONDS)


def channel() -> str:
    """Return through which door the running act came: web, rest, mail, worker or script."""
    request = getRequest()
    if request is None:
        return "script"
    # Only what our own code has set: a form field of that name says nothing.
    named = request.other.get("muniflow.channel")
    return named or ("rest" if IAPIRequest.providedBy(request) else "web")
