"""Why somebody may not take a decision now; asked by every door through the workflow's guard."""

from AccessControl import getSecurityManager
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from muniflow import _
from muniflow.approval.acting import authority
from muniflow.approval.acting import part_of
from muniflow.approval.acting import RESPONSIBLE
from muniflow.approval.gates import open_for
from muniflow.approval.lineage import order_over
from muniflow.approval.records import Opinion
from muniflow.approval.records import Proceedings
from muniflow.approval.records import proceedings_of
from muniflow.approval.rules import waiting_for
from muniflow.approval.segregation import conflict
from muniflow.approval.segregation import own_request
from muniflow.approval.standing import standing
from muniflow.core import clock
from muniflow.core.formats import day
from muniflow.core.packs import pack
from muniflow.organisation.interfaces import ENGINE_ROLE
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_title
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import BY_FUNCTION
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import FORWARD
from muniflow.process.interfaces import IDecisionGuard
from muniflow.process.interfaces import PERSON
from muniflow.process.interfaces import State
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import role_of
from muniflow.registry.interfaces import ICase
from plone import api
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer

JUDGING = ("approve", "settle", "reject", "opinion")
"""Decisions that nobody takes on their own request."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say to one person about one decision.

    ``mine`` is True when the decision would be this person's but for ``refusal``.
    """

    authority: Authority | None = None
    refusal: Message | None = None
    mine: bool = True


def answer(case: ICase, transition: Transition, person: str) -> Answer:
    """Return whether a person may take a decision now, for whom, or why not."""
    state = definition_of(case).states[transition.source]
    part = part_of(state, transition)
    if transition.function == RESPONSIBLE and part.actor != RESPONSIBLE:
        # Whoever answers for the case may withdraw it from others' steps.
        part = replace(state, actor=RESPONSIBLE, branches=())
    found = authority(case, person, part)
    if not isinstance(found, Authority):
        # The function is there, by a substitution that does not reach as far.
        roles = getSecurityManager().getUser().getRolesInContext(case)
        return Answer(refusal=found.reason, mine=role_of(transition.function) in roles)
    if transition.signs:
        signoffs = proceedings_of(case).progress.signoffs
        if not any(
            open_for(signoffs, transition.signs, who) for who in (person, found.for_whom) if who
        ):
            message = _("error_signed_already", default="This sign-off has been given already.")
            return Answer(found, message, mine=False)
    return Answer(found, against(case, transition.decision, part, found))


def against(case: ICase, decision: str, part: State | Branch, acting: Authority) -> Message | None:
    """Return what the rules say against a decision that would otherwise be somebody's."""
    return next(_refusals(case, decision, part, acting), None)


def _refusals(
    case: ICase, decision: str, part: State | Branch, acting: Authority
) -> Iterator[Message]:
    """Yield what speaks against a decision: the rules, and an open question."""
    yield from against_rules(case, decision, part, acting)
    waiting = waiting_for(proceedings_of(case).progress.opinions, clock.today())
    if decision in FORWARD and waiting is not None:
        yield _awaited(case, waiting)


def against_rules(
    case: ICase, decision: str, part: State | Branch, acting: Authority
) -> Iterator[Message]:
    """Yield the rules that forbid a decision: one's own request, and another duty done before."""
    if decision in JUDGING and part.actor == BY_FUNCTION:
        for requester in requesters(case):
            own = own_request(acting.person, acting.for_whom, requester, name=full_name)
            if own is not None:
                yield own
    if part.duty and decision in FORWARD:
        rules = pack(organisation_of(case).country).segregation
        past = _duties(case, proceedings_of(case))
        found = conflict(rules, part.duty, acting.person, acting.for_whom, past, name=full_name)
        if found is not None:
            yield found


def requesters(case: ICase) -> list[str]:
    """Return whose request a case is: who answers for it, and who has sent it on as that."""
    definition = definition_of(case)
    found = [case.responsible]
    for act in proceedings_of(case).acts:
        if is_request(definition, act.step, act.kind) and not act.undone:
            found.extend((act.person, act.for_whom))
    return [person for person in dict.fromkeys(found) if person]


def is_request(definition: Definition, step: str, decision: str) -> bool:
    """Tell whether a decision in a step makes a case the request of the one who takes it."""
    drafted = definition.states[definition.initial].actor == RESPONSIBLE
    return drafted and step == definition.initial and decision == "submit"


def _awaited(case: ICase, opinion: Opinion) -> Message:
    """Return the sentence for an opinion that has not come."""
    named = {
        "unit": unit_title(organisation_of(case), opinion.unit),
        "until": day(opinion.until, api.portal.get_current_language()),
        "person": full_name(opinion.by),
    }
    if opinion.until is None:
        return _(
            "error_opinion_awaited_open",
            default="The opinion of ${unit} is awaited; ${person} asked for it and may take the "
            "question back.",
            mapping=named,
        )
    return _(
        "error_opinion_awaited",
        default="The opinion of ${unit} is awaited until ${until}; ${person} asked for it and "
        "may take the question back.",
        mapping=named,
    )


def _duties(case: ICase, file: Proceedings) -> list[tuple[str, str, str]]:
    """Return the duties done on a case so far: duty, person, for whom."""
    acts = standing(file.acts, order_over(case))
    return [(act.duty, act.person, act.for_whom) for act in acts if act.duty]


@implementer(IDecisionGuard)
@adapter(ICase)
class CaseGuard:
    """What approval has to say about a transition, whichever door it is tried at."""

    def __init__(self, case: ICase) -> None:
        self._case = case

    def refusal(self, transition: Transition) -> Message | None:
        """Return why the present user may not take a transition, None when nothing is against."""
        if self._case.voided:
            return _(
                "error_decision_void",
                default="${number} is void; nothing is decided on it any more.",
                mapping={"number": self._case.registry_number},
            )
        if transition.trigger != PERSON:
            if _is_engine():
                return None
            return _("error_engine_only", default="The process takes this way by itself.")
        return answer(self._case, transition, _me()).refusal

    def offered(self, transition: Transition) -> bool:
        """Tell whether a transition is for the process itself, or would be this person's."""
        if transition.trigger != PERSON:
            return _is_engine()
        if self._case.voided:
            return True
        return answer(self._case, transition, _me()).mine


def _is_engine() -> bool:
    """Tell whether the process acts by itself."""
    return ENGINE_ROLE in getSecurityManager().getUser().getRoles()


def _me() -> str:
    return getSecurityManager().getUser().getId() or ""
