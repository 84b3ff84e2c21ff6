"""The verbs of the domain: who has a case, which decisions are open, take one."""

from DateTime import DateTime
from datetime import date
from datetime import datetime
from muniflow import _
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.interfaces import Act
from muniflow.approval.interfaces import Choice
from muniflow.approval.interfaces import Stop
from muniflow.approval.rules import rank
from muniflow.approval.rules import trodden
from muniflow.core import clock
from muniflow.core.calendar import add_working_days
from muniflow.core.packs import pack
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import acting_as
from muniflow.organisation.operations import actors_group
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import organisation_of
from muniflow.process.operations import definition_of
from muniflow.process.operations import predicted_path
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from plone import api
from zope.globalrequest import getRequest
from zope.i18n import translate

PERSON = "user:"
RESPONSIBLE = "responsible"
END = "end"


def state_of(case: ICase) -> object:
    """Return the state a case is in now, as its version of the process describes it."""
    tool = api.portal.get_tool("portal_workflow")
    return definition_of(case).states[tool.getInfoFor(case, "review_state")]


def actors_of(case: ICase) -> list[str]:
    """Return who can act on a case now: a group, or "user:" and the id of a person."""
    state = state_of(case)
    if state.kind == END or case.voided:
        return []
    if state.actor == RESPONSIBLE:
        return [PERSON + case.responsible]
    organisation = organisation_of(case)
    return [actors_group(organisation, case.unit, state.function)]


def people_with(case: ICase) -> list[str]:
    """Return the ids of the people who can act on a case now."""
    state = state_of(case)
    if state.kind == END or case.voided:
        return []
    if state.actor == RESPONSIBLE:
        return [case.responsible]
    return people_of_step(case, state)


def people_of_step(case: ICase, state: object) -> list[str]:
    """Return the ids of the people who would act on a case in a step."""
    if state.kind == END:
        return []
    if state.actor == RESPONSIBLE:
        return [case.responsible]
    function = FUNCTIONS[state.function]
    organisation = organisation_of(case)
    if function.unit_bound:
        return holders(organisation, function.name, case.unit)
    return holders(organisation, function.name)


def desk_keys(person: str) -> list[str]:
    """Return the actors a person answers to: the groups of the posts, and the person."""
    return [*groups_for(person), PERSON + person]


def decisions_for(case: ICase) -> list[Choice]:
    """Return the decisions the present user may take on a case now."""
    if case.voided:
        return []
    tool = api.portal.get_tool("portal_workflow")
    definition = definition_of(case)
    allowed = {
        info["transition"].id
        for info in tool.listActionInfos(object=case)
        if info["category"] == "workflow"
    }
    state = state_of(case)
    return [
        Choice(
            id=t.id,
            title=t.name,
            kind=t.decision,
            rank=rank(t.decision),
            comment_required=t.comment_required,
            target=definition.states[t.target].name,
        )
        for t in definition.leaving(state.id)
        if t.id in allowed
    ]


def decide(case: ICase, *, transition: str, comment: str = "") -> None:
    """Take a decision; raises DecisionRefused, CommentMissing or FieldsMissing.

    What a decision needs is checked where the workflow passes, so that every door to it
    asks the same.
    """
    open_now = {choice.id: choice for choice in decisions_for(case)}
    if transition not in open_now:
        raise DecisionRefused(
            _(
                "error_decision_refused",
                default="This is not yours to decide now: “${title}” is at “${step}”.",
                mapping={"title": case.title, "step": words(state_of(case).name)},
            )
        )
    tool = api.portal.get_tool("portal_workflow")
    tool.doActionFor(case, transition, comment=comment.strip())


def words(name: str) -> str:
    """Return a name out of a process in the language of the reader."""
    return translate(name, domain="muniflow", context=getRequest(), default=name)


def done(name: str) -> str:
    """Return a decision as history tells it, "approved", in the language of the reader."""
    return translate(
        f"{name} (done)", domain="muniflow", context=getRequest(), default=words(name)
    )


def enter_step(case: ICase) -> None:
    """Start the clock of the step a case has just entered."""
    state = state_of(case)
    case.since = clock.now().isoformat()
    case.due = None
    if state.kind != END and state.days is not None:
        case.due = deadline(case, state.days)
    case.reindexObject(idxs=["actors", "step_since", "due", "open_case", "review_state"])


def deadline(case: ICase, days: int) -> date:
    """Return the day that many working days from today in the organisation's country."""
    country = pack(organisation_of(case).country).holidays
    return add_working_days(clock.today(), days, country)


def stamp(case: ICase, function: str) -> str:
    """Write as what the present user acted into the newest line of history; return it."""
    person = api.user.get_current().getId() or ""
    acted = acting_as(organisation_of(case), person, function, case.unit)
    if not acted and person == case.responsible:
        acted = f"{RESPONSIBLE}@{case.unit}"
    *before, last = case.workflow_history[case.process_version]
    entry = {**last, "acting_as": acted, "time": DateTime(clock.now())}
    case.workflow_history[case.process_version] = (*before, entry)
    return acted


def history_of(case: ICase) -> list[Act]:
    """Return the decisions taken on a case, newest first."""
    definition = definition_of(case)
    found = []
    for line in case.workflow_history.get(definition.id, ()):
        transition = definition.transitions.get(line.get("action") or "")
        if transition is not None:
            found.append(
                Act(
                    title=transition.name,
                    kind=transition.decision,
                    person=line["actor"],
                    acting_as=line.get("acting_as", ""),
                    time=moment(line["time"]).isoformat(),
                    comment=line.get("comments", ""),
                    step=definition.states[transition.source].name,
                )
            )
    return found[::-1]


def path_of(case: ICase) -> list[Stop]:
    """Return the way of a case: the steps left behind, the present one, and those to come."""
    definition = definition_of(case)
    state = state_of(case)
    stops = [
        Stop(
            title=act.step,
            status="done",
            people=(act.person,),
            function="",
            time=act.time,
        )
        for act in trodden(reversed(history_of(case)))
    ]
    if case.voided:
        return stops
    ahead = [state]
    if state.kind != END:
        ahead = predicted_path(definition, state.id, values_of(case))
    for position, coming in enumerate(ahead):
        now = position == 0
        stops.append(
            Stop(
                title=coming.name,
                status="now" if now else "next",
                people=tuple(people_of_step(case, coming)),
                function=coming.function,
                time=case.since if now else "",
            )
        )
    return stops


def moment(time: DateTime) -> datetime:
    """Return the moment of a line of history in UTC."""
    return time.toZone("UTC").asdatetime()
