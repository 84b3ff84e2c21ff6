"""The face of confidentiality: its levels, its answers, and what it asks of other domains."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow import _
from zope.i18nmessageid import Message
from zope.interface import Interface

ORGANISATION = "organisation"
UNIT = "unit"
NAMED = "named"
SEALED = "sealed"
LEVELS: dict[str, Message] = {
    ORGANISATION: _("confidentiality_organisation", default="Open in the organisation"),
    UNIT: _("confidentiality_unit", default="Unit"),
    NAMED: _("confidentiality_named", default="Named people"),
    SEALED: _("confidentiality_sealed", default="Sealed"),
}
"""From the most open to the strictest."""

WITH_PEOPLE = (NAMED, SEALED)
"""The levels that name people."""

CONFIDENTIAL = tuple(LEVELS)[1:]

NONE = "none"
EXISTS = "exists"
HEAD = "head"
METADATA = "metadata"
GRADES: dict[str, Message] = {
    NONE: _("answer_none", default="Nothing: as if there were no such thing"),
    EXISTS: _("answer_exists", default="That it exists: the number, and whom to ask"),
    HEAD: _("answer_head", default="Number, date, unit and responsible person"),
    METADATA: _("answer_metadata", default="All data, without the content"),
}
"""What somebody of the same organisation is told who may not see a thing; least first."""

INDEX = "confidentiality"
"""In the catalog stands the level of what is not open, and OWN for a document's own level."""

OWN = "own"


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Setting:
    """What an organisation has decided: the answer to others, and the function that unseals."""

    answer: str = NONE
    unsealing: str = "signatory"


@dataclass(frozen=True, slots=True)
class Mask:
    """What is told of a thing to somebody who may not see it; empty is what is not told."""

    uid: str
    number: str = ""
    date: str = ""
    unit: str = ""
    responsible: str = ""
    title: str = ""
    partners: str = ""
    ask: tuple[str, ...] = ()
    """The people to ask."""


@dataclass(frozen=True, slots=True)
class MaskedHit:
    """What a search shows of something that the reader does not see, asked for by its number."""

    organisation: str
    number: str
    url: str


class ITurn(Interface):
    """Whose turn it is on a case; adapts it."""

    def groups() -> Mapping[str, Sequence[str]]:
        """Return the groups that act in the present step or were asked, with their roles."""

    def people() -> Mapping[str, Sequence[str]]:
        """Return the people who were handed the step, with their roles."""

    def awaited() -> list[str]:
        """Return the people who can bring the case on now."""
