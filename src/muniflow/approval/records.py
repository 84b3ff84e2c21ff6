"""What a case keeps of its proceedings; stored, so nothing here changes once written."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hashlib import sha256
from muniflow.core.clocks import Clock
from persistent import Persistent

OPEN = "open"
GIVEN = "given"
REFUSED = "refused"

FORWARDED = "forwarded"
DELEGATED = "delegated"
SUPPLEMENT = "supplement"

ACTIONS = "actions"
MAILS = "mails"
"""What the worker has still to do on a case, as the catalog keeps it."""


BETWEEN = "#"
"""Stands between the UID of a document and the number of a component beside the main one."""


# Stored, like all below: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class FileSeen:
    """The version of a document's file that somebody decided on."""

    document: str
    """The UID of the document, for a component beside the main one with its number."""
    title: str
    number: int
    sha256: str


class Manifest(Persistent):
    """The files of a case at one moment; replaced as a whole, never changed.

    Every act refers to the manifest of its moment, so an act costs the same on a case with
    two hundred documents as on one with none.
    """

    def __init__(self, files: Mapping[str, FileSeen] | None = None, number: int = 0) -> None:
        self.files = dict(files or {})
        self.number = number
        lines = sorted(f"{f.document} {f.number} {f.sha256}" for f in self.files.values())
        self.digest = sha256("\n".join(lines).encode()).hexdigest()

    def having(self, file: FileSeen) -> "Manifest":
        """Return the manifest after a document got a file."""
        return Manifest({**self.files, file.document: file}, self.number + 1)

    def without(self, document: str) -> "Manifest":
        """Return the manifest after a document went."""
        rest = {uid: file for uid, file in self.files.items() if uid != document}
        return Manifest(rest, self.number + 1)


@dataclass(frozen=True)
class Act:
    """One act on a case: a decision, a sign-off, or what was done beside them."""

    id: int
    time: str
    kind: str
    """approve, submit, settle, opinion, return, reject, withdraw; or see OTHER_ACTS."""
    title: str
    """How the process calls the decision."""
    step: str
    """The id of the step in which it was done."""
    step_name: str
    person: str = ""
    """Empty when the process acted by itself."""
    function: str = ""
    unit: str = ""
    organisation: str = ""
    for_whom: str = ""
    comment: str = ""
    channel: str = ""
    transition: str = ""
    target: str = ""
    branch: str = ""
    duty: str = ""
    files: Manifest | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    checked: tuple[str, ...] = ()
    concerns: int = 0
    """The id of the act that this one takes back."""
    undone: str = ""
    """When it was taken back, ISO."""


OTHER_ACTS = (
    *("delegated", "forwarded", "opinion-asked", "opinion-given", "opinion-withdrawn"),
    *("undone", "approval-withdrawn", "migrated", "handed-over", "message", "taken-in"),
    *("reminded", "escalated", "called", "told", "asked-again"),
)


@dataclass(frozen=True)
class SignOff:
    """One required sign-off of a parallel step; ``person`` where it is one person's."""

    branch: str
    person: str = ""
    verdict: str = OPEN
    act: int = 0


@dataclass(frozen=True)
class Assignment:
    """A step in the hands of one person: forwarded to a holder, or delegated by one."""

    kind: str
    person: str
    by: str
    time: str
    function: str = ""
    branch: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Opinion:
    """What a unit was asked, until when, and what it said."""

    id: int
    unit: str
    question: str
    by: str
    asked: str
    until: date | None = None
    person: str = ""
    answered: str = ""
    text: str = ""
    withdrawn: str = ""

    @property
    def open(self) -> bool:
        """True while an answer is awaited."""
        return not self.answered and not self.withdrawn


@dataclass(frozen=True)
class Supplement:
    """What is missing, from whom, until when; the clock of the returning step pauses."""

    by: str
    to: str
    missing: str
    until: date | None
    step: str
    time: str


@dataclass(frozen=True)
class Notice:
    """A mail that is still to be sent; it goes to one person."""

    id: str
    kind: str
    person: str
    act: int
    text: str = ""


@dataclass(frozen=True)
class Progress:
    """Where a case stands; undoing an act brings the one before back as a whole."""

    step: str = ""
    entry: int = 0
    """Grows with every entering of a step, so that a page knows when it is out of date."""
    since: str = ""
    due: date | None = None
    signoffs: tuple[SignOff, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    supplement: Supplement | None = None
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    """The clocks of steps by their ids; paused ones go on when the case comes back."""
    whole: Clock | None = None
    fired: tuple[str, ...] = ()
    """Timers of this step that have done their work."""
    later: tuple[str, ...] = ()
    """Actions the worker still has to perform, as "transition/action"."""
    called: str = ""
    """The UID of the case that was called from this step."""
    ended: str = ""
    """How the called case ended, once it has."""


class Proceedings(Persistent):
    """The proceedings of one case; apart from the case, which lists and pages load."""

    # Of the class, too, for what was stored before it was known.
    notices: tuple[Notice, ...] = ()
    held: frozenset[str] = frozenset()
    """The UIDs of the documents that an approval holds fast."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.before: Progress | None = None
        self.acts: tuple[Act, ...] = ()
        self.manifest = Manifest()
        self.notices: tuple[Notice, ...] = ()

    def add(self, act: Act) -> None:
        """Append an act."""
        self.acts = (*self.acts, act)

    @property
    def next_id(self) -> int:
        """The id of the next act."""
        return len(self.acts) + 1


def proceedings_of(case: object) -> Proceedings:
    """Return the proceedings of a case; of one that has none yet, empty unsaved ones."""
    return getattr(case, "proceedings", None) or Proceedings()


def writable_proceedings(case: object) -> Proceedings:
    """Return the proceedings of a case for changing them."""
    if getattr(case, "proceedings", None) is None:
        case.proceedings = Proceedings()
    return case.proceedings
