"""Writes what is done on a case: into its proceedings, the journal, and to whom it concerns."""

from AccessControl import getSecurityManager
from DateTime import DateTime
from muniflow.approval.acting import state_of
from muniflow.approval.events import ActDone
from muniflow.approval.records import Act
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core import journal
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import organisation_of
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from zope.event import notify


def me() -> str:
    """Return the id of the present user, "" for nobody."""
    return getSecurityManager().getUser().getId() or ""


def plain_values(case: ICase) -> dict[str, str]:
    """Return what conditions may ask of a case as texts, to be compared later."""
    return {name: "" if v is None else str(v) for name, v in values_of(case).items()}


def write(
    case: ICase,
    kind: str,
    title: str,
    *,
    authority: Authority | None = None,
    comment: str = "",
    entered: bool = False,
    **more: object,
) -> Act:
    """Append an act to the proceedings of a case and to the journal, and announce it."""
    file = writable_proceedings(case)
    state = more.pop("state", None) or state_of(case)
    act = Act(
        id=file.next_id,
        time=clock.now().isoformat(),
        kind=kind,
        title=title,
        step=state.id,
        step_name=state.name,
        person=authority.person if authority else me(),
        function=authority.function if authority else "",
        unit=authority.unit if authority else "",
        organisation=organisation_of(case).getId(),
        for_whom=authority.for_whom if authority else "",
        comment=comment,
        channel=journal.channel(),
        files=file.manifest,
        values=plain_values(case),
        **more,
    )
    file.add(act)
    journal.record(
        case,
        "decided" if act.transition else kind,
        acting_as=acting_as(act),
        **_details(act),
    )
    notify(ActDone(case, act, entered))
    return act


def write_own(case: ICase, kind: str, title: str, **more: object) -> Act:
    """Append what the process did by itself."""
    return write(case, kind, title, authority=Authority("", "", "", ""), **more)


def acting_as(act: Act) -> str:
    """Return as what somebody acted, as "function@unit" and whom they stood in for."""
    post = f"{act.function}@{act.unit}" if act.function else ""
    return f"{post} for {act.for_whom}" if act.for_whom else post


def _details(act: Act) -> dict[str, object]:
    """Return what the journal keeps of an act besides person, time and place."""
    found: dict[str, object] = {
        "decision": act.kind,
        "transition": act.transition,
        "source": act.step,
        "target": act.target,
        "comment": act.comment,
        "files": act.files.digest if act.files and act.files.files else "",
    }
    if act.branch:
        found["branch"] = act.branch
    if act.for_whom:
        found["for"] = act.for_whom
    if act.concerns:
        found["concerns"] = act.concerns
    return found


def stamp(case: ICase, acting: Authority) -> None:
    """Write as what the present user acted into the newest line of the workflow's history."""
    function = f"{acting.function}@{acting.unit}" if acting.function else ""
    acted = f"{function} for {acting.for_whom}" if acting.for_whom else function
    *before, last = case.workflow_history[case.process_version]
    entry = {**last, "acting_as": acted, "time": DateTime(clock.now())}
    case.workflow_history[case.process_version] = (*before, entry)
