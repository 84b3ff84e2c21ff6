"""The face of the approval domain."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from muniflow.process.interfaces import Branch
from zope.i18nmessageid import Message
from zope.interface import Interface


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that is somebody's now; ``kind`` is approve, reject, return, submit …

    ``rank`` is "primary", "secondary" or "danger". ``obstacle`` says why the rules refuse it.
    """

    id: str
    title: str
    kind: str
    rank: str
    comment_required: bool
    target: str
    obstacle: Message | None = None
    for_whom: str = ""
    """For whom the person stands in."""
    function: str = ""
    branch: str = ""
    part: str = ""
    """The name of the step, or of the branch of a parallel one."""
    required: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the past, as the history shows it; without a person the process did it."""

    title: str
    kind: str
    person: str
    acting_as: str
    time: str
    comment: str
    step: str
    id: int = 0
    for_whom: str = ""
    channel: str = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on the way of a case: done, now or next, with who and when."""

    title: str
    status: str
    people: tuple[str, ...]
    function: str
    time: str
    step: str = ""
    element: str = ""
    days: int | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class SignOffLine:
    """One sign-off of a parallel step: "open", "given" or "refused", by or with whom."""

    branch: Branch
    status: str
    people: tuple[str, ...]
    for_whom: str = ""
    time: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item of a batch; ``reason`` says why it was not done."""

    uid: str
    title: str
    number: str
    done: bool
    reason: Message | str = ""
    decision: str = ""


class IMailLink(Interface):
    """Adds to a mail the links by which its reader may decide; a utility."""

    def lines(case: object, person: str, say: Callable[[Message], str]) -> list[str]:
        """Return lines of text, none when the person cannot decide this case by mail."""
