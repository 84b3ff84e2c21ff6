"""What every decision brings with it, whichever door it came through."""

from muniflow import _
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.operations import enter_step
from muniflow.approval.operations import stamp
from muniflow.approval.operations import words
from muniflow.approval.rules import check_comment
from muniflow.approval.rules import check_fields
from muniflow.core import journal
from muniflow.process.interfaces import FORWARD
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
from zope.schema import getFieldsInOrder


def before_decision(case: ICase, event: IBeforeTransitionEvent) -> None:
    """Refuse a decision that lacks its comment or leaves required fields empty."""
    transition = _transition(case, event)
    if transition is None:
        return
    if case.voided:
        raise DecisionRefused(
            _(
                "error_decision_void",
                default="${number} is void; nothing is decided on it any more.",
                mapping={"number": case.registry_number},
            )
        )
    comment = event.kwargs.get("comment") or ""
    check_comment(words(transition.name), transition.comment_required, comment)
    if transition.decision in FORWARD:
        required = definition_of(case).states[transition.source].required
        check_fields(required, _Values(case), _titles(case))


def after_decision(case: ICase, event: IAfterTransitionEvent) -> None:
    """Register where the process says so, start the next step's clock, write the journal."""
    transition = _transition(case, event)
    if transition is None:
        return
    acted = stamp(case, transition.function)
    if transition.register and not case.registry_number:
        register_case(case)
    enter_step(case)
    journal.record(
        case,
        "decided",
        acting_as=acted,
        decision=transition.decision,
        transition=transition.id,
        source=transition.source,
        target=transition.target,
        comment=event.kwargs.get("comment") or "",
    )


def case_added(case: ICase, event: IObjectAddedEvent) -> None:
    """Start the clock of the first step."""
    enter_step(case)


def _transition(case: ICase, event: object) -> object | None:
    if event.transition is None:
        return None
    return definition_of(case).transitions.get(event.transition.getId())


def _titles(case: ICase) -> dict[str, str]:
    request = getRequest()
    return {
        name: translate(field.title, context=request)
        for schema in iterSchemata(case)
        for name, field in getFieldsInOrder(schema)
    }


class _Values(dict):
    """The case's own fields first, then what conditions may ask for."""

    def __init__(self, case: ICase) -> None:
        super().__init__(values_of(case))
        self._case = case

    def get(self, name: str, default: object = None) -> object:
        return getattr(self._case, name, super().get(name, default))
