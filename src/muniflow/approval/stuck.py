"""Why a case is where it is, and with whom: the present step, looked at by the rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from muniflow import _
from muniflow.approval.acting import acting_in
from muniflow.approval.acting import assigned
from muniflow.approval.acting import authority
from muniflow.approval.acting import END
from muniflow.approval.acting import open_parts
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import people_with
from muniflow.approval.acting import state_of
from muniflow.approval.calling import called_case
from muniflow.approval.guards import against_rules
from muniflow.approval.records import Opinion
from muniflow.approval.records import proceedings_of
from muniflow.core import clock
from muniflow.core.formats import day
from muniflow.organisation.interfaces import Authority
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import absent_today
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import substitutes_for
from muniflow.organisation.operations import unit_title
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import CALL
from muniflow.process.interfaces import MESSAGE
from muniflow.process.interfaces import State
from muniflow.registry.interfaces import ICase
from plone import api
from zope.i18nmessageid import Message


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: in which step, with whom, since when, how late, and what holds it."""

    step: str
    people: tuple[str, ...]
    since: str
    waiting: int
    """Working days it has been in this step."""
    late: int
    """Working days past the deadline; 0 in time."""
    reasons: tuple[Message, ...]
    blocked: bool
    """True when nobody at all could bring it on now."""


def standing_of(case: ICase) -> Standing | None:
    """Return where a case stands, None when it has come to its end."""
    state = state_of(case)
    if state.kind == END or case.voided:
        return None
    calendar = calendar_of(organisation_of(case))
    today = clock.today()
    entered = datetime.fromisoformat(case.since).astimezone().date()
    late = -calendar.between(today, case.due) if case.due and case.due < today else 0
    found = list(_reasons(case, state))
    return Standing(
        step=state.name,
        people=tuple(people_with(case)),
        since=case.since,
        waiting=calendar.between(entered, today),
        late=max(late, 0),
        reasons=tuple(reason for reason, _blocking in found),
        blocked=any(blocking for _reason, blocking in found),
    )


def _reasons(case: ICase, state: State) -> Iterator[tuple[Message, bool]]:
    """Yield what holds a case, each with whether it holds it altogether."""
    progress = proceedings_of(case).progress
    if state.waits:
        yield _awaited(case, state), False
        return
    today = clock.today()
    for opinion in progress.opinions:
        if opinion.open and (opinion.until is None or today <= opinion.until):
            yield _opinion(case, opinion), False
    if progress.supplement is not None:
        yield (
            _(
                "why_supplement",
                default="${person} is to supply what is missing: ${missing}",
                mapping={
                    "person": full_name(progress.supplement.to),
                    "missing": progress.supplement.missing,
                },
            ),
            False,
        )
    for part in open_parts(case, state):
        reason = _nobody(case, part)
        if reason is not None:
            yield reason, True


def _awaited(case: ICase, state: State) -> Message:
    """Return what a waiting step waits for."""
    if state.waits == MESSAGE:
        return _(
            "why_message",
            default="It waits for a message: ${message}.",
            mapping={"message": Message(state.waits_for, domain="muniflow")},
        )
    if state.waits == CALL:
        called = called_case(case)
        return _(
            "why_called",
            default="It waits for another case to end: ${case}.",
            mapping={"case": called.title if called is not None else state.waits_for},
        )
    return _("why_moment", default="It waits for its day to come.")


def _opinion(case: ICase, opinion: Opinion) -> Message:
    """Return whose opinion is awaited."""
    unit = unit_title(organisation_of(case), opinion.unit)
    if opinion.until is None:
        return _(
            "why_opinion", default="The opinion of ${unit} is awaited.", mapping={"unit": unit}
        )
    until = day(opinion.until, api.portal.get_current_language())
    return _(
        "why_opinion_until",
        default="The opinion of ${unit} is awaited until ${until}.",
        mapping={"unit": unit, "until": until},
    )


def _nobody(case: ICase, part: State | Branch) -> Message | None:
    """Return why nobody could decide in a part now, None when somebody could."""
    people = people_of_part(case, part)
    function = FUNCTIONS.get(acting_in(part))
    if not people and function is not None:
        return _(
            "why_nobody",
            default="Nobody holds the function “${function}” for this case now.",
            mapping={"function": function.title},
        )
    organisation = organisation_of(case)
    handed = assigned(case, part)
    if handed is not None and not absent_today(handed.person):
        return None
    acting = [(person, "") for person in people if not absent_today(person)]
    acting += [(r.substitute, r.absent) for p in people for r in substitutes_for(p, organisation)]
    if not acting:
        return _(
            "why_absent",
            default="${people} is away, and nobody stands in.",
            mapping={"people": ", ".join(full_name(p) for p in people)},
        )
    against_all = [_against(case, part, person, absent) for person, absent in acting]
    return against_all[0] if all(against_all) else None


def _against(case: ICase, part: State | Branch, person: str, absent: str) -> Message | None:
    """Return what the rules, or the ceiling of a substitution, say against an approval."""
    if absent and not isinstance(authority(case, person, part), Authority):
        return _(
            "why_ceiling",
            default="${people} is away, and ${substitute} stands in for less than this amount.",
            mapping={"people": full_name(absent), "substitute": full_name(person)},
        )
    acting = Authority(person, acting_in(part), case.unit, absent)
    return next(against_rules(case, "approve", part, acting), None)
