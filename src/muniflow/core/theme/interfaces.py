"""The face of the theme: the light page and the plain values its parts show."""

from collections.abc import Sequence
from dataclasses import dataclass
from zope.i18nmessageid import Message
from zope.interface import Interface

Text = str | Message


class ILightPage(Interface):
    """Marks a view whose page needs muniflow's own style and script only."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab over a list; ``count`` None shows no number."""

    title: Text
    url: str
    count: int | None = None
    active: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list; ``hide`` says from which width down it is left out.

    ``hide`` is "", "narrow" (phones) or "medium" (tablets and phones).
    """

    title: Text
    hide: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row; ``tone`` is "", "late", "soon", "ok" or "soft"."""

    text: Text
    tone: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: a matter, what is said below it, and a cell per column.

    ``badge`` is anything with code, colour and title.
    """

    title: Text
    url: str
    cells: Sequence[Cell] = ()
    badge: object | None = None
    note: Text = ""
    selected: bool = False
    select: str = ""
    """What a check box of the row sends to the form with the id ``mf-batch``; "" for none."""
    lock: Text = ""
    """How confidential the matter is, in a word; "" for what is open."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the path; ``state`` is "done", "now", "next" or "skipped"."""

    title: Text
    state: str
    who: Text = ""
    when: Text = ""
    reason: Text = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value of a list of facts; ``url`` makes the value a link."""

    name: Text
    value: Text
    url: str = ""
    tone: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One filed document in a list; ``kind`` is a short word such as PDF."""

    title: Text
    url: str
    kind: str = ""
    note: Text = ""
    number: str = ""
    lock: Text = ""
    """Why it cannot change any more."""
    status: Text = ""
    """How far it is; shown as a badge in the tone beside."""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the history: who did what, when, with which words; ``struck`` if undone."""

    who: Text
    what: Text
    when: Text
    quote: Text = ""
    note: Text = ""
    tone: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One button of the decision panel; ``tone`` is "go", "" or "no".

    ``against`` says why it cannot be pressed now.
    """

    name: str
    title: Text
    tone: str = ""
    key: str = ""
    confirm: Text = ""
    against: Text = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """A number with its name, such as "12 waiting"; ``url`` leads to the list behind it."""

    value: Text
    name: Text
    url: str = ""
    tone: str = ""


class IRightGivers(Interface):
    """Who can give the person a right that is missing; adapts (context, request)."""

    def names() -> Sequence[str]:
        """Return the names of people to ask, the nearest first."""
