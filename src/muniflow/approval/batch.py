"""Deciding on many cases at once: each is checked, done and reported on its own."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from muniflow import _
from muniflow.approval.acting import state_of
from muniflow.approval.decisions import check_seen
from muniflow.approval.decisions import choices_for
from muniflow.approval.decisions import decide
from muniflow.approval.decisions import token_of
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.history import words
from muniflow.approval.interfaces import Choice
from muniflow.approval.interfaces import Outcome
from muniflow.approval.subscribers import check_given
from muniflow.core.errors import MuniflowError
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import getQueue
from ZODB.POSException import ConflictError
from zope.i18nmessageid import Message

import logging
import transaction

MOST = 100
"""Items of one batch; more of them would keep the other writers waiting."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Group:
    """A decision that some of the chosen cases offer, under one name."""

    kind: str
    title: str
    rank: str
    number: int
    """How many of the cases offer it."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would happen to one case: the decision, or why it will not be taken."""

    case: ICase
    choice: Choice | None
    against: Message | str
    token: str


def cases_by_uid(uids: Sequence[str]) -> dict[str, ICase | None]:
    """Return the cases that the present user may see, None for whatever else was asked for."""
    catalog = api.portal.get_tool("portal_catalog")
    found = {
        brain.UID: brain.getObject()
        for brain in catalog(UID=list(uids), object_provides=ICase.__identifier__)
    }
    return {uid: found.get(uid) for uid in dict.fromkeys(uids)}


def groups_of(offered: Iterable[Sequence[Choice]]) -> list[Group]:
    """Return the decisions of several cases by kind and name, the most common first.

    Each element holds the decisions of one case.
    """
    found: dict[tuple[str, str], list[Choice]] = {}
    for choices in offered:
        for key, choice in {(c.kind, c.title): c for c in choices}.items():
            found.setdefault(key, []).append(choice)
    order = ("primary", "secondary", "danger")
    groups = [Group(*key, some[0].rank, len(some)) for key, some in found.items()]
    return sorted(groups, key=lambda g: (order.index(g.rank), -g.number))


def pick(choices: Iterable[Choice], kind: str, title: str | None = None) -> list[Choice]:
    """Return the decisions of a kind, of a name when one is given."""
    return [c for c in choices if c.kind == kind and title in (None, c.title)]


def prospect(
    case: ICase, choices: Sequence[Choice], *, kind: str, title: str | None, comment: str
) -> Prospect:
    """Return what a decision would do to a case, found out by the rules that judge it later."""
    chosen, against = None, None
    try:
        chosen = _only(case, pick(choices, kind, title))
        against = chosen.obstacle
        if against is None:
            check_given(case, definition_of(case).transitions[chosen.id], {"comment": comment})
    except MuniflowError as error:
        against = error.message
    return Prospect(case, chosen, against or "", token_of(case))


def decide_many(
    cases: Iterable[ICase],
    *,
    kind: str,
    title: str | None = None,
    comment: str = "",
    seen: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Take one decision on many cases; what is refused for one leaves the others as they are.

    ``kind`` and ``title`` name the decision, ``seen`` has by UID the token of the page on
    which it was decided. The caller commits.
    """
    batch = _Batch(kind, title, comment, seen or {})
    return batch.together(list(cases))


class _Broken(Exception):
    """Raised when an item that had passed all checks failed while it was done."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """One decision that is taken on several cases."""

    kind: str
    title: str | None
    comment: str
    seen: Mapping[str, str]

    def together(self, cases: Sequence[ICase]) -> list[Outcome]:
        """Do several items; when one breaks, go back to before them and do each half by itself.

        A savepoint takes as long as a good part of a decision, and hardly ever is one needed.
        """
        if len(cases) < 2:
            return [self._item(case, alone=True) for case in cases]
        try:
            with _undone():
                return [self._item(case, alone=False) for case in cases]
        except _Broken:
            half = len(cases) // 2
            return [*self.together(cases[:half]), *self.together(cases[half:])]

    def _item(self, case: ICase, *, alone: bool) -> Outcome:
        """Do one item, or say why not."""
        try:
            chosen = self._checked(case)
            if alone:
                with _undone():
                    self._take(case, chosen)
            else:
                self._take_or_break(case, chosen)
        except MuniflowError as error:
            return _outcome(case, False, reason=error.message)
        except (ConflictError, _Broken):
            # A conflict lets the publisher do the whole batch again.
            raise
        except Exception:
            logger.exception("An item of a batch failed: %s", "/".join(case.getPhysicalPath()))
            return _outcome(case, False, reason=_FAULT)
        return _outcome(case, True, decision=words(chosen.title))

    def _checked(self, case: ICase) -> Choice:
        """Return the decision for a case; raises what speaks against it, and writes nothing."""
        fitting = pick(choices_for(case, self.kind), self.kind, self.title)
        check_seen(case, self.seen.get(IUUID(case), ""), bool(fitting))
        chosen = _only(case, fitting)
        if chosen.obstacle is not None:
            raise DecisionRefused(chosen.obstacle)
        check_given(case, definition_of(case).transitions[chosen.id], {"comment": self.comment})
        return chosen

    def _take(self, case: ICase, chosen: Choice) -> None:
        """Decide; the workflow checks it all again, as at every door."""
        decide(
            case,
            transition=chosen.id,
            comment=self.comment,
            seen=self.seen.get(IUUID(case), ""),
            offered=[chosen],
        )

    def _take_or_break(self, case: ICase, chosen: Choice) -> None:
        try:
            self._take(case, chosen)
        except ConflictError:
            raise
        except Exception as error:
            # Something may have been written by now; what it was is told when it is done alone.
            raise _Broken from error


def _outcome(
    case: ICase, done: bool, *, reason: Message | str = "", decision: str = ""
) -> Outcome:
    return Outcome(IUUID(case), case.title, case.registry_number or "", done, reason, decision)


@contextmanager
def _undone() -> Iterator[None]:
    """Undo what was done in the block when it fails, and keep what was done before it."""
    queue = getQueue()
    waiting = queue.getState()
    savepoint = transaction.savepoint(optimistic=True)
    try:
        yield
    except Exception:
        savepoint.rollback()
        # A search inside the block empties the queue, and going back would forget it then.
        queue.setState(waiting)
        if waiting:
            queue.hook()
        raise


_FAULT = _(
    "error_batch_item_failed",
    default="The fault is ours, and it has been written down. Nothing was changed here.",
)


def _only(case: ICase, fitting: Sequence[Choice]) -> Choice:
    """Return the one decision that fits; raises DecisionRefused for none and for several."""
    if len(fitting) == 1:
        return fitting[0]
    mapping = {"title": case.title, "step": words(state_of(case).name)}
    if fitting:
        message = _(
            "error_batch_several",
            default="Several such decisions are yours at “${step}”; take them on its own page.",
            mapping=mapping,
        )
    else:
        message = _(
            "error_decision_refused",
            default="This is not yours to decide now: “${title}” is at “${step}”.",
            mapping=mapping,
        )
    raise DecisionRefused(message)
