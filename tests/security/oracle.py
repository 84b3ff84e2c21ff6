"""Who may take which decision, said once more in plain Python: posts, sums and sign-offs.

Nothing here asks Plone, and nothing is taken from the code it judges but the definition.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from decimal import Decimal
from muniflow.process.definition import Branch
from muniflow.process.definition import Definition
from muniflow.process.definition import State
from muniflow.process.definition import Transition

FORWARD = ("approve", "submit", "settle", "opinion")
JUDGING = ("approve", "settle", "reject", "opinion")
UNIT_BOUND = ("clerk", "head")
EXCLUSIVE = (
    {"commit", "countersign"},
    {"validate", "commit"},
    {"validate", "certify"},
    {"validate", "order"},
)
"""The Hungarian rules: what one person does not do together on one case."""


@dataclass(frozen=True)
class Lent:
    """Somebody acts for somebody in some functions, up to a sum."""

    absent: str
    substitute: str
    functions: tuple[str, ...]
    ceiling: Decimal | None = None


@dataclass(frozen=True)
class Office:
    """Who holds what in one organisation today; nobody leads another unit than the own."""

    posts: Mapping[str, tuple[tuple[str, str], ...]]
    """Unit and function of every post, by person."""
    lent: tuple[Lent, ...] = ()

    def holds(self, person: str, function: str, unit: str) -> bool:
        """Tell whether somebody has a post as a function for a unit."""
        return any(
            held == function and (function not in UNIT_BOUND or at == unit)
            for at, held in self.posts.get(person, ())
        )

    def holders(self, function: str, unit: str) -> list[str]:
        """Return all who have a post as a function for a unit."""
        return [person for person in self.posts if self.holds(person, function, unit)]


@dataclass(frozen=True)
class Sign:
    """One sign-off that a step asks for."""

    branch: str
    person: str = ""
    verdict: str = ""


@dataclass
class Matter:
    """A case as the oracle keeps it."""

    definition: Definition
    office: Office
    responsible: str
    unit: str
    values: Mapping[str, object]
    state: str = ""
    signs: tuple[Sign, ...] = ()
    handed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Who was handed a branch ("" for the step), and by whom."""
    asked: bool = False
    """True while an opinion is awaited."""
    done: list[tuple[int, str, str, str]] = field(default_factory=list)
    """What still counts: place of the step, duty, person, for whom."""

    asking: set[str] = field(default_factory=set)
    """Whose request it is: who answers for it, and who sent it on in that place."""

    def __post_init__(self) -> None:
        self.asking.add(self.responsible)
        if not self.state:
            self._enter(self.definition.initial)

    @property
    def step(self) -> State:
        """The present state."""
        return self.definition.states[self.state]

    def allowed(self, person: str) -> set[str]:
        """Return the ids of all that somebody may decide now."""
        leaving = self.definition.leaving(self.state)
        return {t.id for t in leaving if self.may(person, t)}

    def may(self, person: str, transition: Transition) -> bool:
        """Tell whether somebody may take a decision now."""
        return transition.source == self.state and self._whose(person, transition) is not None

    def _whose(self, person: str, transition: Transition) -> str | None:
        """Return for whom somebody would decide, "" for themself, None when they may not."""
        if transition.trigger != "person" or not self.holds(transition.condition):
            return None
        part = self._part(transition)
        if part is None:
            return self._claims(person, "responsible", None)
        whom = self._claims(person, _acting(part), part)
        if whom is None:
            return None
        if transition.signs and not self._open(transition.signs, {person, whom} - {""}):
            return None
        return None if self._refused(transition, part, person, whom) else whom

    def _part(self, transition: Transition) -> State | Branch | None:
        """Return where it is decided; None for what is the responsible person's anywhere."""
        parts = self.step.branches or (self.step,)
        if transition.signs:
            return next(part for part in parts if part.id == transition.signs)
        return next((part for part in parts if _acting(part) == transition.function), None)

    def _claims(self, person: str, function: str, part: State | Branch | None) -> str | None:
        """Return for whom somebody has a function here, the own before all others."""
        handed = None if part is None else self.handed.get(_branch(part))
        own = self._own(person, function)
        if handed is None or handed[0] != person or own == "":
            return own
        if person not in self.office.posts:
            return None
        giver = self._own(handed[1], function)
        return None if giver is None else giver or handed[1]

    def _own(self, person: str, function: str) -> str | None:
        if self._has(person, function):
            return ""
        for lent in self.office.lent:
            small = lent.ceiling is None or self.values["amount"] <= lent.ceiling
            fits = lent.substitute == person and function in lent.functions and small
            if fits and self._has(lent.absent, function):
                return lent.absent
        return None

    def _has(self, person: str, function: str) -> bool:
        if function == "responsible":
            return person == self.responsible and person in self.office.posts
        return self.office.holds(person, function, self.unit)

    def _open(self, branch: str, people: set[str]) -> bool:
        return any(
            s.branch == branch and not s.verdict and (not s.person or s.person in people)
            for s in self.signs
        )

    def _refused(
        self, transition: Transition, part: State | Branch, person: str, whom: str
    ) -> bool:
        acting = {person, whom} - {""}
        own = transition.decision in JUDGING and part.actor == "function"
        if own and self.asking & acting:
            return True
        if transition.decision not in FORWARD:
            return False
        return self.asked or any(
            {duty, part.duty} in EXCLUSIVE and acting & {who, whose}
            for _place, duty, who, whose in self.done
        )

    def holds(self, condition: str | None) -> bool:
        """Tell whether a condition is true of the values; the tests' own have plain operators."""
        names = {**self.values, "null": None, "true": True, "false": False}
        return condition is None or bool(eval(condition, {"__builtins__": {}}, names))

    def take(self, person: str, transition: Transition) -> None:
        """Decide, and let the process go on by itself."""
        whom = self._whose(person, transition) or ""
        part = self._part(transition)
        duty = part.duty if part is not None else ""
        first = self.state == self.definition.initial and self.step.actor == "responsible"
        if first and transition.decision == "submit":
            self.asking |= {person, whom} - {""}
        if transition.signs:
            self._sign(transition, {person, whom} - {""})
            self.done.append((self.step.order, duty, person, whom))
            self._gate()
        else:
            self._move(transition, duty, person, whom)

    def pass_by_itself(self, transition: Transition) -> None:
        """Let the process take a way of its own."""
        self._move(transition, "", "", "")

    def _sign(self, transition: Transition, people: set[str]) -> None:
        verdict = "given" if transition.decision in FORWARD else "refused"
        signs = list(self.signs)
        for position, sign in enumerate(signs):
            mine = not sign.person or sign.person in people
            if sign.branch == transition.signs and not sign.verdict and mine:
                signs[position] = replace(sign, verdict=verdict)
                break
        self.signs = tuple(signs)

    def _gate(self) -> None:
        given = sum(s.verdict == "given" for s in self.signs)
        passed = given >= (min(self.step.needed, len(self.signs)) or len(self.signs))
        if not passed and any(not s.verdict for s in self.signs):
            return
        for way in self.definition.leaving(self.state):
            fits = way.trigger == "gate" and (way.decision in FORWARD) == passed
            if fits and self.holds(way.condition):
                self.pass_by_itself(way)
                return

    def _move(self, transition: Transition, duty: str, person: str, whom: str) -> None:
        here, there = self.step.order, self.definition.states[transition.target].order
        self.done.append((here, duty, person, whom))
        if there <= here and transition.target != self.state:
            # What is entered anew is decided anew, with all that came after it.
            self.done = [one for one in self.done if one[0] < there]
        self._enter(transition.target)

    def _enter(self, state: str) -> None:
        self.state, self.handed, self.asked = state, {}, False
        self.signs = tuple(self._wanted())

    def _wanted(self) -> Iterator[Sign]:
        for branch in self.step.branches:
            if self.holds(branch.condition):
                holders = self.office.holders(branch.function, self.unit) if branch.each else ()
                # Nobody is asked for their own request.
                people = [person for person in holders if person not in self.asking]
                yield from (Sign(branch.id, person) for person in people or [""])


def _acting(part: State | Branch) -> str:
    return "responsible" if part.actor == "responsible" else part.function


def _branch(part: State | Branch) -> str:
    return part.id if isinstance(part, Branch) else ""
