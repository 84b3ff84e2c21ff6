"""The face of the approval domain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision somebody may take now; ``kind`` is approve, reject, return, submit …

    ``rank`` is "primary", "secondary" or "danger".
    """

    id: str
    title: str
    kind: str
    rank: str
    comment_required: bool
    target: str


@dataclass(frozen=True, slots=True)
class Act:
    """One decision of the past, as the history shows it."""

    title: str
    kind: str
    person: str
    acting_as: str
    time: str
    comment: str
    step: str


@dataclass(frozen=True, slots=True)
class Stop:
    """One step on the way of a case: done, now or next, with who and when."""

    title: str
    status: str
    people: tuple[str, ...]
    function: str
    time: str
