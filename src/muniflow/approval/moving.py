"""Takes a running case over to another version of its process: an act of its own."""

from dataclasses import replace
from muniflow import _
from muniflow.approval.acting import END
from muniflow.approval.acting import state_of
from muniflow.approval.acts import me
from muniflow.approval.engine import advance
from muniflow.approval.engine import put_into
from muniflow.approval.entering import show
from muniflow.approval.entering import signoffs_for
from muniflow.approval.events import ActDone
from muniflow.approval.files import settle
from muniflow.approval.records import Act
from muniflow.approval.records import OPEN
from muniflow.approval.records import Proceedings
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import Progress
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import State
from muniflow.process.operations import definition
from muniflow.process.operations import definition_of
from muniflow.process.operations import DELETING
from muniflow.process.operations import Match
from muniflow.process.operations import matching
from muniflow.process.operations import process_named
from muniflow.process.operations import PUBLISH
from muniflow.registry.interfaces import ICase
from plone import api
from zope.event import notify

MIGRATED = "migrated"


def check_mover(obj: object) -> None:
    """Raise NotAllowed for whoever may not publish, and so not migrate, at a place."""
    if not api.user.has_permission(PUBLISH, obj=obj):
        raise NotAllowed(
            _(
                "error_migrate_not_allowed",
                default="Only those who publish processes here may move running cases.",
            )
        )


def landing(case: ICase, new: Definition) -> Match:
    """Return where a case would go on in another version, or why it cannot."""
    old, state = definition_of(case), state_of(case)
    against = None
    if case.voided or state.kind == END:
        against = _("error_migrate_ended", default="The case has come to its end.")
    elif new.portal_type != old.portal_type:
        against = _("error_migrate_type", default="The version is for another kind of case.")
    elif proceedings_of(case).progress.later:
        against = _(
            "error_migrate_pending",
            default="The worker still has something to do on the case; try again later.",
        )
    if against is not None:
        return Match(None, against)
    return matching(old, new, state.id, signed=_signed(proceedings_of(case)))


def migrate(case: ICase, workflow_id: str) -> None:
    """Take a case over to another version; raises Invalid with the reason why not.

    It stands in the same step as before, since and due as before. What was decided stays
    decided; sign-offs stay given, and nothing before this can be taken back by undo.
    """
    organisation = organisation_of(case)
    check_mover(organisation)
    old, new = definition_of(case), definition(workflow_id)
    if process_named(new.process, organisation) is None:
        # Another organisation's process is nothing that exists here.
        raise Invalid(_no_version(workflow_id))
    if new.id == old.id:
        raise Invalid(
            _("error_migrate_same", default="The case goes through this version already.")
        )
    match = landing(case, new)
    if match.state is None:
        raise Invalid(match.reason)
    state = state_of(case)
    case.process_version = new.id
    put_into(case, match.state.id, action=MIGRATED, comment=f"{old.id} → {new.id}")
    file = writable_proceedings(case)
    _keep_once_sent(case, file)
    file.progress = _carried(case, file.progress, state, match.state)
    file.before = None
    show(case)
    case.reindexObject(idxs=["process_version"])
    _write(case, old, new, state, match.state)
    advance(case)
    settle(case)


def _signed(file: Proceedings) -> bool:
    """Tell whether a sign-off was given or refused already."""
    return any(one.verdict != OPEN for one in file.progress.signoffs)


def _carried(case: ICase, progress: Progress, state: State, target: State) -> Progress:
    """Return how a case stands in the new version: clocks go on, pages of before are stale."""
    clocks = {target.id if id_ == state.id else id_: c for id_, c in progress.clocks.items()}
    signoffs = progress.signoffs
    if target.branches and all(one.verdict == OPEN for one in signoffs):
        signoffs = signoffs_for(case, target)
    names = {"", *(branch.id for branch in target.branches)}
    return replace(
        progress,
        step=target.id,
        entry=progress.entry + 1,
        clocks=clocks,
        signoffs=signoffs,
        assignments=tuple(a for a in progress.assignments if a.branch in names),
    )


def _keep_once_sent(case: ICase, file: Proceedings) -> None:
    """Let nobody delete a case that has been sent on, whatever the new first step grants."""
    if file.acts or case.registry_number:
        for permission in DELETING:
            case.manage_permission(permission, [], acquire=0)


def _write(case: ICase, old: Definition, new: Definition, state: State, target: State) -> None:
    """Write the act into the proceedings and, with both versions, into the journal."""
    file = writable_proceedings(case)
    act = Act(
        id=file.next_id,
        time=clock.now().isoformat(),
        kind=MIGRATED,
        title="Move to another version",
        step=target.id,
        step_name=target.name,
        person=me(),
        organisation=organisation_of(case).getId(),
        comment=f"{old.id} → {new.id}",
        channel=journal.channel(),
        target=target.id,
    )
    file.add(act)
    journal.record(case, MIGRATED, before=old.id, after=new.id, source=state.id, target=target.id)
    notify(ActDone(case, act))


def _no_version(workflow_id: str) -> object:
    return _(
        "error_no_definition",
        default="There is no published process version “${id}”.",
        mapping={"id": workflow_id},
    )
