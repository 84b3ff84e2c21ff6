"""Who has a case: the people, their groups, and in whose name somebody would act."""

from Acquisition import aq_base
from collections.abc import Iterable
from decimal import Decimal
from muniflow import _
from muniflow.approval.records import Assignment
from muniflow.approval.records import OPEN
from muniflow.approval.records import proceedings_of
from muniflow.core.errors import NotAllowed
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import actors_group
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import authority_for
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import Refusal
from muniflow.organisation.operations import standing_in_keys
from muniflow.organisation.operations import unit_groups
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import State
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import getUtility

PERSON = "user:"
RESPONSIBLE = "responsible"
END = "end"


def state_of(case: ICase) -> State:
    """Return the state a case is in now, as its version of the process describes it."""
    definition = definition_of(case)
    # Asked many times in a request, so the line of history is read where it is.
    history = getattr(aq_base(case), "workflow_history", None) or {}
    lines = history.get(definition.id)
    known = lines[-1].get("review_state") if lines else ""
    return definition.states[known or getUtility(IWorkflowTool).getInfoFor(case, "review_state")]


def part_of(state: State, transition: Transition) -> State | Branch:
    """Return what a decision is taken in: a branch of a parallel step, else the step itself."""
    for branch in state.branches:
        if transition.signs == branch.id:
            return branch
    if transition.signs:
        return state
    return next((b for b in state.branches if acting_in(b) == transition.function), state)


def acting_in(part: State | Branch) -> str:
    """Return who acts in a step or branch: a function, or "responsible"."""
    return RESPONSIBLE if part.actor == RESPONSIBLE else part.function


def open_parts(case: ICase, state: State) -> list[State | Branch]:
    """Return where somebody has to act now: the open sign-offs, or the step as a whole."""
    if not state.branches:
        return [state]
    signoffs = proceedings_of(case).progress.signoffs
    waiting = {s.branch for s in signoffs if s.verdict == OPEN}
    return [branch for branch in state.branches if branch.id in waiting]


def assigned(case: ICase, part: State | Branch) -> Assignment | None:
    """Return the newest handing over of a step or branch, None where there is none."""
    branch = part.id if isinstance(part, Branch) else ""
    found = proceedings_of(case).progress.assignments
    return next((a for a in reversed(found) if a.branch == branch), None)


def actors_of(case: ICase) -> list[str]:
    """Return who can act on a case now: groups, and persons after "user:".

    A person is also named with the organisation, for those who stand in there.
    """
    state = state_of(case)
    if state.kind == END or case.voided:
        return []
    organisation = organisation_of(case)
    found: list[str] = []
    for part in open_parts(case, state):
        found.extend(_keys(case, organisation, part))
    for opinion in proceedings_of(case).progress.opinions:
        if opinion.open:
            found.extend(unit_groups(organisation, opinion.unit))
    return list(dict.fromkeys(found))


def _keys(case: ICase, organisation: object, part: State | Branch) -> list[str]:
    """Return the keys of those who act in one part."""
    handed = assigned(case, part)
    if handed is not None:
        return person_keys(organisation, [handed.person])
    if part.actor == RESPONSIBLE:
        return person_keys(organisation, [case.responsible])
    if asked := asked_by_name(case, part):
        return person_keys(organisation, asked)
    if not part.function:
        return []
    return [actors_group(organisation, case.unit, part.function)]


def person_keys(organisation: object, people: Iterable[str]) -> list[str]:
    """Return the keys under which a person's work is found, also by a substitute."""
    return [
        key
        for person in people
        for key in (PERSON + person, f"{PERSON}{organisation.getId()}:{person}")
    ]


def desk_keys(person: str) -> list[str]:
    """Return the actors a person answers to: groups, the person, and whom they stand in for."""
    return [*groups_for(person), PERSON + person, *standing_in_keys(person)]


def people_with(case: ICase, branch: str = "") -> list[str]:
    """Return the ids of the people who can act on a case now, substitutes left out.

    With ``branch`` only those whose sign-off of that branch is awaited.
    """
    state = state_of(case)
    if state.kind == END or case.voided:
        return []
    found: list[str] = []
    for part in open_parts(case, state):
        if branch not in ("", part.id):
            continue
        handed = assigned(case, part)
        by_name = [handed.person] if handed else asked_by_name(case, part)
        found.extend(by_name or people_of_part(case, part))
    return list(dict.fromkeys(found))


def asked_by_name(case: ICase, part: State | Branch) -> list[str]:
    """Return the people whose own sign-offs a branch still waits for."""
    signoffs = proceedings_of(case).progress.signoffs
    return [
        sign.person
        for sign in signoffs
        if sign.branch == part.id and sign.verdict == OPEN and sign.person
    ]


def people_of_step(case: ICase, state: State) -> list[str]:
    """Return the ids of the people who would act on a case in a step."""
    if state.kind == END:
        return []
    parts = state.branches or (state,)
    return list(dict.fromkeys(p for part in parts for p in people_of_part(case, part)))


def people_of_part(case: ICase, part: State | Branch) -> list[str]:
    """Return the ids of the people who hold what a step or branch asks for."""
    if part.actor == RESPONSIBLE:
        return [case.responsible]
    if not part.function:
        return []
    function = FUNCTIONS[part.function]
    organisation = organisation_of(case)
    if function.unit_bound:
        return holders(organisation, function.name, case.unit)
    return holders(organisation, function.name)


def amount_of(case: ICase) -> tuple[Decimal | None, str]:
    """Return the amount by which ceilings are judged, and its currency."""
    values = values_of(case)
    return values.get("amount"), values.get("currency") or ""


def authority(case: ICase, person: str, part: State | Branch) -> Authority | Refusal:
    """Return as what, and for whom, a person would act; or why the person may not.

    Whoever was handed the step acts for the one who handed it over, as long as that one
    could act.
    """
    handed = assigned(case, part)
    if handed is not None and handed.person == person and handed.by != person:
        return _handed(case, person, part, handed)
    return _own(case, person, part)


def _own(case: ICase, person: str, part: State | Branch) -> Authority | Refusal:
    """Return the authority that follows from posts and substitutions."""
    amount, currency = amount_of(case)
    return authority_for(
        organisation_of(case),
        person,
        acting_in(part),
        case.unit,
        amount=amount,
        currency=currency,
        responsible=case.responsible,
    )


def _handed(
    case: ICase, person: str, part: State | Branch, handed: Assignment
) -> Authority | Refusal:
    """Return the authority of a person to whom a step was handed."""
    own = _own(case, person, part)
    if isinstance(own, Authority) and not own.for_whom:
        return own
    if not is_member(organisation_of(case), person):
        return Refusal(
            _(
                "error_no_post_any_more",
                default="You hold no post in ${organisation} any more.",
                mapping={"organisation": organisation_of(case).title},
            )
        )
    giver = _own(case, handed.by, part)
    if isinstance(giver, Refusal):
        return giver
    return Authority(person, acting_in(part), case.unit, for_whom=giver.for_whom or handed.by)


def check_authority(case: ICase, person: str, part: State | Branch) -> Authority:
    """Return the authority of a person; raises NotAllowed with the reason."""
    found = authority(case, person, part)
    if isinstance(found, Refusal):
        raise NotAllowed(found.reason)
    return found
