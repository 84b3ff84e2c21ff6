"""Which decisions somebody may take, and taking one."""

from AccessControl import getSecurityManager
from collections.abc import Sequence
from datetime import date
from muniflow import _
from muniflow.approval.acting import part_of
from muniflow.approval.acting import state_of
from muniflow.approval.acts import me
from muniflow.approval.errors import AlreadyDecided
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.errors import FilesChanged
from muniflow.approval.guards import Answer
from muniflow.approval.guards import answer
from muniflow.approval.history import done
from muniflow.approval.history import words
from muniflow.approval.interfaces import Choice
from muniflow.approval.records import Act
from muniflow.approval.records import proceedings_of
from muniflow.approval.rules import check_until
from muniflow.approval.rules import rank
from muniflow.core import clock
from muniflow.core.formats import moment
from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.organisation.operations import full_name
from muniflow.process.interfaces import FORWARD
from muniflow.process.interfaces import PERSON
from muniflow.process.interfaces import State
from muniflow.process.interfaces import Transition
from muniflow.process.operations import definition_of
from muniflow.process.operations import holds
from muniflow.process.operations import role_of
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from plone import api
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import getUtility
from zope.i18nmessageid import Message


def choices_for(case: ICase, kind: str = "") -> list[Choice]:
    """Return the decisions that are the present user's, those the rules refuse included.

    A refused one says why in ``obstacle``; what is somebody else's is left out. With a
    ``kind`` only decisions of this kind are judged.
    """
    if case.voided:
        return []
    state = state_of(case)
    definition = definition_of(case)
    roles = set(getSecurityManager().getUser().getRolesInContext(case))
    values = values_of(case)
    found = []
    for transition in definition.leaving(state.id):
        if transition.trigger != PERSON or not holds(transition.condition, values):
            continue
        if kind and transition.decision != kind:
            continue
        if not roles & {role_of(transition.function), DELEGATE_ROLE}:
            continue
        said = answer(case, transition, me())
        if said.mine:
            found.append(_choice(state, transition, said, definition.states))
    return found


def decisions_for(case: ICase) -> list[Choice]:
    """Return the decisions the present user may take on a case now."""
    return [choice for choice in choices_for(case) if choice.obstacle is None]


def _choice(state: State, transition: Transition, said: Answer, states: dict) -> Choice:
    """Return a decision with what it needs."""
    forward = transition.decision in FORWARD
    part = part_of(state, transition)
    return Choice(
        id=transition.id,
        title=transition.name,
        kind=transition.decision,
        rank=rank(transition.decision),
        comment_required=transition.comment_required,
        target=states[transition.target].name,
        obstacle=said.refusal,
        for_whom=said.authority.for_whom if said.authority else "",
        function=transition.function,
        branch=transition.signs,
        part=part.name,
        required=part.required if forward else (),
        checklist=part.checklist if forward else (),
    )


def token_of(case: ICase) -> str:
    """Return what a page shows of a case's standing, to be given back with the decision."""
    file = proceedings_of(case)
    return f"{file.progress.entry}-{file.manifest.number}"


def decide(
    case: ICase,
    *,
    transition: str,
    comment: str = "",
    seen: str = "",
    missing: str = "",
    until: date | None = None,
    to: str = "",
    checked: Sequence[str] = (),
    offered: Sequence[Choice] | None = None,
) -> None:
    """Take a decision; raises DecisionRefused, CommentMissing, FieldsMissing and their like.

    ``seen`` is the token of the page on which it was decided: what has changed since is
    said instead of overridden. ``missing``, ``until`` and ``to`` belong to a return for
    supplement, ``checked`` are the ticked points of the step's list. What a decision needs
    is checked where the workflow passes, so that every door to it asks the same; ``offered``
    saves finding the choices once more, and gives no right.
    """
    known = choices_for(case) if offered is None else offered
    open_now = {choice.id: choice for choice in known}
    check_seen(case, seen, transition in open_now)
    chosen = open_now.get(transition)
    if chosen is None or chosen.obstacle is not None:
        check_signed(case, transition)
        raise DecisionRefused(_reason(case, chosen))
    check_until(until, clock.today())
    # The workflow is named, so that its guard is asked once: where the decision passes.
    getUtility(IWorkflowTool).doActionFor(
        case,
        transition,
        definition_of(case).id,
        comment=comment.strip() or missing.strip(),
        muniflow={"missing": missing.strip(), "until": until, "to": to, "checked": tuple(checked)},
    )


def check_seen(case: ICase, seen: str, still_open: bool) -> None:
    """Raise AlreadyDecided or FilesChanged when the page was out of date."""
    if not seen or seen == token_of(case):
        return
    file = proceedings_of(case)
    entry = seen.partition("-")[0]
    last = file.acts[-1] if file.acts else None
    if last is not None and (entry != str(file.progress.entry) or not still_open):
        raise AlreadyDecided(_faster(case, last))
    raise FilesChanged(
        _(
            "error_files_changed",
            default="A document of “${title}” has changed since you opened this page. "
            "Nothing was decided: look at what changed first.",
            mapping={"title": case.title},
        )
    )


def check_signed(case: ICase, transition: str) -> None:
    """Raise AlreadyDecided when the present user's sign-off was given by somebody else.

    A sign-off leaves the case where it is, so no page of the step is out of date by it.
    """
    wanted = definition_of(case).transitions.get(transition)
    if wanted is None or not wanted.signs or wanted.source != state_of(case).id:
        return
    said = answer(case, wanted, me())
    signed = [a for a in proceedings_of(case).acts if a.branch == wanted.signs and not a.undone]
    if signed and said.authority is not None and not said.mine and signed[-1].person != me():
        raise AlreadyDecided(_faster(case, signed[-1]))


def _faster(case: ICase, act: Act) -> Message:
    """Return who was faster, with what and when."""
    return _(
        "error_already_decided",
        default="${person} was faster: ${decision}, ${time}. “${title}” is at “${step}” now.",
        mapping={
            "person": full_name(act.person) if act.person else "muniflow",
            "decision": done(act.title),
            "time": moment(act.time, api.portal.get_current_language()),
            "title": case.title,
            "step": words(state_of(case).name),
        },
    )


def _reason(case: ICase, chosen: Choice | None) -> object:
    """Return why a decision is refused, in words."""
    if chosen is not None and chosen.obstacle is not None:
        return chosen.obstacle
    return _(
        "error_decision_refused",
        default="This is not yours to decide now: “${title}” is at “${step}”.",
        mapping={"title": case.title, "step": words(state_of(case).name)},
    )
