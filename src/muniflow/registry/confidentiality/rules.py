"""Who sees at which level, and who may change it; plain values in, plain values out."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from muniflow.organisation.interfaces import CONSULTED_ROLE
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import MEMBER_ROLE
from muniflow.organisation.interfaces import RESPONSIBLE_ROLE
from muniflow.registry.confidentiality.interfaces import EXISTS
from muniflow.registry.confidentiality.interfaces import GRADES
from muniflow.registry.confidentiality.interfaces import HEAD
from muniflow.registry.confidentiality.interfaces import LEVELS
from muniflow.registry.confidentiality.interfaces import Mask
from muniflow.registry.confidentiality.interfaces import METADATA
from muniflow.registry.confidentiality.interfaces import NAMED
from muniflow.registry.confidentiality.interfaces import NONE
from muniflow.registry.confidentiality.interfaces import ORGANISATION
from muniflow.registry.confidentiality.interfaces import SEALED
from muniflow.registry.confidentiality.interfaces import UNIT
from muniflow.registry.confidentiality.interfaces import WITH_PEOPLE
from muniflow.registry.interfaces import Entry

Roles = dict[str, tuple[str, ...]]
"""Groups, and the roles each has."""

ORDER = tuple(LEVELS)
WATCHING = ("records", "auditor")
"""The functions that see what is open to a unit, wherever their holders work."""


@dataclass(frozen=True)
class Ground:
    """What rights on one case can follow from, as groups."""

    unit: Mapping[str, str] = field(default_factory=dict)
    """The groups of the case's unit by function."""
    watching: Mapping[str, str] = field(default_factory=dict)
    """The groups of WATCHING in the whole organisation by function."""
    responsible: str = ""
    """The group of the person who answers for the case."""
    named: Sequence[str] = ()
    """The groups of the people who are named."""
    turn: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The groups whose turn it is, with their roles."""
    handed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The groups of those to whom the step was handed, with their roles."""
    unsealing: tuple[str, tuple[str, ...]] = ("", ())
    """The group that may unseal with its roles; empty where it does not see the case."""


def stricter(one: str, other: str) -> bool:
    """Tell whether a level is stricter than another."""
    return ORDER.index(one) > ORDER.index(other)


def effective(case: str, document: str) -> str:
    """Return the level that holds for a document: its own one or that of its case."""
    own = document or ORGANISATION
    return own if stricter(own, case) else case


def named_in(
    case: tuple[str, Collection[str]], document: tuple[str, Collection[str]], responsible: str
) -> tuple[str, ...]:
    """Return the people named for a document: those of each list there is; each (level, people).

    Whoever answers for the case counts as named where people are named but nothing is sealed.
    """
    lists = [
        {*people, responsible} if level == NAMED else set(people)
        for level, people in (case, document)
        if level in WITH_PEOPLE
    ]
    if not lists:
        return ()
    return tuple(sorted(set.intersection(*lists) - {""}))


def granted(level: str, ground: Ground) -> Roles:
    """Return the roles of groups at a level that is not open."""
    found: Roles = {}
    if level == UNIT:
        for function, group in ground.unit.items():
            _give(found, group, FUNCTIONS[function].role, MEMBER_ROLE)
        for function, group in ground.watching.items():
            _give(found, group, FUNCTIONS[function].role, MEMBER_ROLE)
    if level == SEALED:
        return _sealed(found, ground)
    for group in ground.named:
        _give(found, group, CONSULTED_ROLE, MEMBER_ROLE)
    _give(found, ground.responsible, RESPONSIBLE_ROLE, MEMBER_ROLE)
    for group, roles in (*ground.turn.items(), *ground.handed.items()):
        _give(found, group, *roles, MEMBER_ROLE)
    return found


def _sealed(found: Roles, ground: Ground) -> Roles:
    """Return the roles of the people named and of the one function that may unseal."""
    for group in ground.named:
        _give(found, group, CONSULTED_ROLE, MEMBER_ROLE, *ground.handed.get(group, ()))
    group, roles = ground.unsealing
    _give(found, group, *roles, *ground.turn.get(group, ()))
    return found


def kept_when_sealed(groups: Collection[str], ground: Ground) -> tuple[str, ...]:
    """Return what a named person may go on acting as: the part of their groups in the process."""
    found = [role for group in groups for role in ground.turn.get(group, ())]
    if ground.responsible and ground.responsible in groups:
        found.append(RESPONSIBLE_ROLE)
    return tuple(dict.fromkeys(found))


def _give(found: Roles, group: str, *roles: str) -> None:
    if group:
        found[group] = tuple(dict.fromkeys((*found.get(group, ()), *roles)))


@dataclass(frozen=True, slots=True)
class Change:
    """A level with its people as it is, and as it should become."""

    before: str
    after: str
    people_before: frozenset[str] = frozenset()
    people_after: frozenset[str] = frozenset()

    @property
    def loosens(self) -> bool:
        """True when somebody could see who could not before."""
        if self.after == self.before:
            return self.after in WITH_PEOPLE and not self.people_after <= self.people_before
        return stricter(self.before, self.after)

    @property
    def nothing(self) -> bool:
        """True when all stays as it is."""
        return self.before == self.after and self.people_before == self.people_after


TIGHTENING = ("responsible", "head", "records")
LOOSENING = ("head", "records")


def functions_for(change: Change, unsealing: str) -> tuple[str, ...]:
    """Return as what somebody may make a change, the likeliest first.

    What is sealed only the one function changes that may unseal, whatever the change.
    """
    if change.before == SEALED:
        return (unsealing,)
    if change.loosens:
        return LOOSENING
    return (*TIGHTENING, unsealing) if change.after == SEALED else TIGHTENING


def outside(
    case: tuple[str, Collection[str]], people: Iterable[str], responsible: str
) -> list[str]:
    """Return who of the people to be named for a document is not named for its case."""
    level, known = case
    if level not in WITH_PEOPLE:
        return []
    open_to = {*known, responsible} if level == NAMED else set(known)
    return sorted(set(people) - open_to)


RECORDS = "records"


def grade_for(level: str, answer: str, *, records: bool) -> str:
    """Return how much somebody is told who does not see a thing.

    A records officer always learns that there is an entry: it stands in the book. Of what is
    sealed nobody learns more than that.
    """
    least = EXISTS if records else NONE
    if level == SEALED:
        return least
    return max(least, answer, key=tuple(GRADES).index)


def masked(mask: Mask, grade: str) -> Mask | None:
    """Return what is left of a mask at a grade, None for nothing."""
    if grade == NONE:
        return None
    if grade == METADATA:
        return mask
    if grade == HEAD:
        return replace(mask, title="", partners="")
    return Mask(mask.uid, number=mask.number, ask=mask.ask)


def masked_entry(entry: Entry, grade: str, words: str) -> Entry:
    """Return what a line of the register shows at a grade.

    The line itself always stays, with its time and what became of its number: the register is
    without gaps for every reader, and can be audited. ``words`` stand for what is withheld.
    """
    if grade == METADATA:
        return entry
    void = entry.void and replace(entry.void, reason=words)
    bare = Entry(
        main=entry.main,
        sub=entry.sub,
        number=entry.number,
        uid=entry.uid,
        title=words,
        kind="",
        partners="",
        time=entry.time,
        actor="",
        void=void,
        moved_to=entry.moved_to,
        moved_from=entry.moved_from,
        case=entry.case,
    )
    return replace(bare, unit=entry.unit, handler=entry.handler) if grade == HEAD else bare
