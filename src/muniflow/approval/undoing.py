"""Takes acts back: the last one within ten minutes, or an approval that was given."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.acting import state_of
from muniflow.approval.acts import me
from muniflow.approval.acts import write
from muniflow.approval.engine import put_into
from muniflow.approval.entering import enter_step
from muniflow.approval.entering import show
from muniflow.approval.errors import NotUndoable
from muniflow.approval.files import settle
from muniflow.approval.gates import reopened
from muniflow.approval.lineage import order_over
from muniflow.approval.records import Act
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.approval.rules import check_comment
from muniflow.approval.standing import approvals
from muniflow.core import clock
from muniflow.organisation.operations import Authority
from muniflow.process.interfaces import State
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from zope.i18nmessageid import Message

UNDO_WITHIN = timedelta(minutes=10)


def undoable(case: ICase) -> Act | None:
    """Return the act that the present user may take back now, None when there is none."""
    act = _newest_own(case)
    return act if act is not None and _against_undo(case, act) is None else None


def _newest_own(case: ICase) -> Act | None:
    """Return the newest act that a person did; what the process did upon it belongs to it."""
    acts = proceedings_of(case).acts
    return next((act for act in reversed(acts) if act.person), None)


def _against_undo(case: ICase, act: Act) -> Message | None:
    """Return why an act cannot be taken back."""
    file = proceedings_of(case)
    age = clock.now() - datetime.fromisoformat(act.time)
    if act.person != me() or file.before is None or act.undone or case.voided:
        return _(
            "error_undo_not_last",
            default="Only your own act can be taken back, and only while nobody has acted on it.",
        )
    if age > UNDO_WITHIN:
        return _(
            "error_undo_late",
            default="An act can be taken back within ten minutes; this one was done "
            "${minutes} minutes ago.",
            mapping={"minutes": int(age.total_seconds() // 60)},
        )
    if file.progress.called or file.progress.later:
        return _(
            "error_undo_effects",
            default="The step has already set other work in motion; it cannot be taken back.",
        )
    return None


def undo(case: ICase) -> None:
    """Take the present user's last act back; raises NotUndoable with the reason.

    The case stands as it stood before, clocks included; a number that was given stays.
    """
    act = _newest_own(case)
    against = _("error_undo_nothing", default="There is nothing to take back.")
    if act is not None:
        against = _against_undo(case, act)
    if act is None or against is not None:
        raise NotUndoable(against)
    file = writable_proceedings(case)
    before = file.before
    if state_of(case).id != before.step:
        put_into(case, before.step, action="undo", comment="")
    file.progress = replace(before, entry=file.progress.entry + 1)
    file.before = None
    now = clock.now().isoformat()
    file.acts = tuple(replace(a, undone=now) if a.id >= act.id else a for a in file.acts)
    show(case)
    write(case, "undone", act.title, concerns=act.id, entered=before.step != act.target)
    settle(case)
    case.reindexObjectSecurity()


def approvals_of(case: ICase, person: str) -> list[Act]:
    """Return the approvals of a person on a case that still count and can be withdrawn."""
    if case.voided or state_of(case).kind == END:
        return []
    definition = definition_of(case)
    file = proceedings_of(case)
    given = {one.act for one in file.progress.signoffs}
    return [
        act
        for act in approvals(file.acts, order_over(case))
        if person in (act.person, act.for_whom)
        and act.step in definition.states
        # A sign-off that is asked for again counts no longer.
        and (not act.branch or act.step != file.progress.step or act.id in given)
    ]


def withdraw_approval(case: ICase, *, act: int, comment: str) -> None:
    """Withdraw an approval; the case goes back to where it was given, and waits there anew.

    Raises NotUndoable for an approval that is not one's own or no longer counts, and
    CommentMissing without a reason. A case that has come to its end stays there.
    """
    mine = {one.id: one for one in approvals_of(case, me())}
    if act not in mine:
        raise NotUndoable(
            _(
                "error_approval_not_yours",
                default="Only an approval of your own that still counts can be withdrawn, and "
                "only before the case has come to its end.",
            )
        )
    title = _("button_withdraw_approval", default="Withdraw the approval")
    check_comment(title, True, comment)
    approval = mine[act]
    state = definition_of(case).states[approval.step]
    file = writable_proceedings(case)
    back = state_of(case).id != approval.step
    if back:
        put_into(case, approval.step, action="approval-withdrawn", comment=comment.strip())
    if not approval.branch:
        enter_step(case)
    else:
        _reopen(case, state, approval, back)
    file.before = None
    write(
        case,
        "approval-withdrawn",
        approval.title,
        authority=Authority(me(), approval.function, approval.unit, approval.for_whom),
        comment=comment.strip(),
        concerns=approval.id,
        entered=back,
        target=approval.step,
    )
    now = clock.now().isoformat()
    file.acts = tuple(_taken_back(one, approval, back, now) for one in file.acts)
    settle(case)


def _reopen(case: ICase, state: State, approval: Act, back: bool) -> None:
    """Ask again for one sign-off; those of the others in the same step stay given."""
    file = writable_proceedings(case)
    if back:
        given = [a for a in file.acts if a.branch and a.step == state.id and not a.undone]
        enter_step(case)
        file.progress = replace(
            file.progress, signoffs=_carried(file.progress.signoffs, given, approval)
        )
    else:
        file.progress = replace(
            file.progress, signoffs=reopened(file.progress.signoffs, [approval.id])
        )
    show(case)


def _carried(signoffs: tuple, given: list[Act], approval: Act) -> tuple:
    """Return sign-offs with those that others gave before taken over."""
    by_branch = {a.branch: a for a in given if a.id != approval.id and a.kind != "reject"}
    return tuple(
        replace(one, verdict="given", act=by_branch[one.branch].id)
        if one.branch in by_branch and not one.person
        else one
        for one in signoffs
    )


def _taken_back(one: Act, approval: Act, back: bool, now: str) -> Act:
    """Return an act, marked when it no longer counts after an approval was withdrawn."""
    later = back and one.id > approval.id and one.step != approval.step
    if one.undone or one.kind == "approval-withdrawn":
        return one
    return replace(one, undone=now) if one.id == approval.id or later else one
