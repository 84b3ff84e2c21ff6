"""When a parallel step is complete; plain values in, plain values out."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from muniflow.approval.records import GIVEN
from muniflow.approval.records import OPEN
from muniflow.approval.records import REFUSED
from muniflow.approval.records import SignOff
from muniflow.process.interfaces import Branch

PASSED = "passed"


def required(
    branches: Iterable[Branch],
    applies: Callable[[Branch], bool],
    people: Callable[[Branch], Sequence[str]],
) -> tuple[SignOff, ...]:
    """Return the sign-offs a step asks for when it is entered.

    A branch that asks each of several people while nobody holds the function keeps one open
    sign-off: the case waits for somebody, it does not pass unseen.
    """
    found: list[SignOff] = []
    for branch in branches:
        if not applies(branch):
            continue
        asked = people(branch) if branch.each else ()
        found.extend(SignOff(branch.id, person) for person in asked)
        if not asked:
            found.append(SignOff(branch.id))
    return tuple(found)


def verdict(signoffs: Sequence[SignOff], needed: int) -> str:
    """Return "passed", "refused" or "open".

    With ``needed`` it passes as soon as so many agree; without, when all do. Refusals that
    have not ended the step at once count when everybody has spoken.
    """
    given = sum(s.verdict == GIVEN for s in signoffs)
    wanted = min(needed, len(signoffs)) or len(signoffs)
    if given >= wanted:
        return PASSED
    return OPEN if any(s.verdict == OPEN for s in signoffs) else REFUSED


def open_for(signoffs: Iterable[SignOff], branch: str, person: str) -> bool:
    """Tell whether a sign-off of a branch is open that the person may give."""
    return any(
        s.branch == branch and s.verdict == OPEN and s.person in ("", person) for s in signoffs
    )


def signed(
    signoffs: Sequence[SignOff], branch: str, person: str, verdict: str, act: int
) -> tuple[SignOff, ...]:
    """Return the sign-offs after one of them was given or refused."""
    found = list(signoffs)
    for position, one in enumerate(found):
        if one.branch == branch and one.verdict == OPEN and one.person in ("", person):
            found[position] = replace(one, verdict=verdict, act=act)
            break
    return tuple(found)


def reopened(signoffs: Iterable[SignOff], acts: Iterable[int]) -> tuple[SignOff, ...]:
    """Return the sign-offs after those of some acts are asked for again."""
    stale = set(acts)
    return tuple(
        replace(one, verdict=OPEN, act=0) if one.act in stale else one for one in signoffs
    )
