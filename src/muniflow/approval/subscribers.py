"""What every decision brings with it, whichever door it came through."""

from collections.abc import Mapping
from dataclasses import replace
from muniflow.approval.acting import part_of
from muniflow.approval.acting import state_of
from muniflow.approval.actions import perform_now
from muniflow.approval.acts import me
from muniflow.approval.acts import stamp
from muniflow.approval.acts import write
from muniflow.approval.assignments import assign_supplement
from muniflow.approval.calling import call
from muniflow.approval.calling import go_on
from muniflow.approval.engine import advance
from muniflow.approval.entering import enter_step
from muniflow.approval.entering import leave_step
from muniflow.approval.entering import show
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.files import settle
from muniflow.approval.gates import signed
from muniflow.approval.guards import answer
from muniflow.approval.guards import CaseGuard
from muniflow.approval.guards import is_request
from muniflow.approval.history import words
from muniflow.approval.records import GIVEN
from muniflow.approval.records import REFUSED
from muniflow.approval.records import writable_proceedings
from muniflow.approval.rules import check_comment
from muniflow.approval.rules import check_fields
from muniflow.approval.rules import check_list
from muniflow.organisation.operations import Authority
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import FORWARD
from muniflow.process.interfaces import GATE
from muniflow.process.interfaces import PERSON
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import register_case
from plone.dexterity.utils import iterSchemata
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from Products.DCWorkflow.interfaces import IBeforeTransitionEvent
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.schema.interfaces import IField


def before_decision(case: ICase, event: IBeforeTransitionEvent) -> None:
    """Refuse a decision that is not to be taken now, or lacks what it needs."""
    transition = _transition(case, event)
    if transition is None:
        return
    refusal = CaseGuard(case).refusal(transition)
    if refusal is not None:
        raise DecisionRefused(refusal)
    if transition.trigger == PERSON:
        check_given(case, transition, event.kwargs)


def check_given(case: ICase, transition: Transition, given: Mapping[str, object]) -> None:
    """Refuse a decision without its comment, its fields or the points of its list."""
    title = words(transition.name)
    check_comment(title, transition.comment_required, given.get("comment") or "")
    if transition.decision not in FORWARD:
        return
    part = part_of(definition_of(case).states[transition.source], transition)
    check_fields(part.required, _Values(case), _Titles(case))
    more = given.get("muniflow") or {}
    check_list(title, part.checklist, more.get("checked", ()))


def after_decision(case: ICase, event: IAfterTransitionEvent) -> None:
    """Write the act, start the next step's clock, and let the process go on by itself."""
    transition = _transition(case, event)
    if transition is None:
        return
    definition = definition_of(case)
    state = definition.states[transition.source]
    file = writable_proceedings(case)
    if transition.trigger == PERSON:
        file.before = file.progress
    elif transition.trigger != GATE:
        # What the process did on its own nobody takes back.
        file.before = None
    acting = _acting(case, transition)
    stamp(case, acting)
    more = event.kwargs.get("muniflow") or {}
    if transition.register and not case.registry_number:
        register_case(case)
    if transition.signs:
        _sign(case, transition, acting)
    else:
        returned = transition.decision == "return"
        leave_step(case, state, returned=returned)
        enter_step(
            case,
            until=more.get("until") if returned else None,
            asking=_asking(definition, transition, acting),
        )
        if returned:
            assign_supplement(case, state, acting, event.kwargs.get("comment") or "", more)
    perform_now(case, transition)
    write(
        case,
        transition.decision,
        transition.name,
        authority=acting,
        comment=event.kwargs.get("comment") or "",
        entered=not transition.signs,
        state=state,
        transition=transition.id,
        target=transition.target,
        branch=transition.signs,
        duty=part_of(state, transition).duty,
        checked=tuple(more.get("checked", ())),
    )
    advance(case)
    if not transition.signs and state_of(case).id == transition.target:
        call(case)
        go_on(case)
    settle(case)


def _asking(definition: Definition, transition: Transition, acting: Authority) -> set[str]:
    """Return whose request the case becomes by a decision."""
    if not is_request(definition, transition.source, transition.decision):
        return set()
    return {acting.person, acting.for_whom} - {""}


def _acting(case: ICase, transition: Transition) -> Authority:
    """Return as what the present user took a decision; the process acts as nobody."""
    if transition.trigger != PERSON:
        return Authority("", "", "", "")
    found = answer(case, transition, me()).authority
    return found or Authority(me(), transition.function, case.unit, "")


def _sign(case: ICase, transition: Transition, acting: Authority) -> None:
    """Mark the sign-off that was given or refused."""
    file = writable_proceedings(case)
    verdict = GIVEN if transition.decision in FORWARD else REFUSED
    signoffs = file.progress.signoffs
    for person in (acting.person, acting.for_whom):
        changed = signed(signoffs, transition.signs, person, verdict, file.next_id)
        if changed != signoffs:
            break
    file.progress = replace(file.progress, signoffs=changed)
    show(case)


def case_added(case: ICase, event: IObjectAddedEvent) -> None:
    """Start the clock of the first step."""
    enter_step(case)


def _transition(case: ICase, event: object) -> Transition | None:
    if event.transition is None:
        return None
    return definition_of(case).transitions.get(event.transition.getId())


class _Titles(dict):
    """What the fields of a case are called, found out only for those that are asked for."""

    def __init__(self, case: ICase) -> None:
        super().__init__()
        self._case = case

    def get(self, name: str, default: str = "") -> str:
        for schema in iterSchemata(self._case):
            field = schema.get(name)
            if IField.providedBy(field):
                return translate(field.title, context=getRequest())
        return default


class _Values(dict):
    """The case's own fields first, then what conditions may ask for."""

    def __init__(self, case: ICase) -> None:
        super().__init__(values_of(case))
        self._case = case

    def get(self, name: str, default: object = None) -> object:
        return getattr(self._case, name, super().get(name, default))
