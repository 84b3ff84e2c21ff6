"""What has happened to a case and what is to come, for whoever reads it."""

from DateTime import DateTime
from datetime import datetime
from muniflow.approval.acting import END
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import people_of_step
from muniflow.approval.acting import people_with
from muniflow.approval.acting import state_of
from muniflow.approval.acts import plain_values
from muniflow.approval.interfaces import Act
from muniflow.approval.interfaces import SignOffLine
from muniflow.approval.interfaces import Stop
from muniflow.approval.lineage import order_over
from muniflow.approval.records import Act as ActRecord
from muniflow.approval.records import proceedings_of
from muniflow.approval.standing import Change
from muniflow.approval.standing import file_changes
from muniflow.approval.standing import last_of
from muniflow.approval.standing import standing
from muniflow.approval.standing import value_changes
from muniflow.process.operations import definition_of
from muniflow.process.operations import predicted_path
from muniflow.process.operations import values_of
from muniflow.registry.interfaces import ICase
from zope.globalrequest import getRequest
from zope.i18n import translate


def words(name: str) -> str:
    """Return a name out of a process in the language of the reader."""
    return translate(name, domain="muniflow", context=getRequest(), default=name)


def done(name: str) -> str:
    """Return a decision as history tells it, "approved", in the language of the reader."""
    return translate(
        f"{name} (done)", domain="muniflow", context=getRequest(), default=words(name)
    )


def moment(time: DateTime) -> datetime:
    """Return the moment of a line of history in UTC."""
    return time.toZone("UTC").asdatetime()


def history_of(case: ICase) -> list[Act]:
    """Return what was done on a case, newest first; the process's own moves included."""
    return [_told(act) for act in reversed(proceedings_of(case).acts)]


def _told(act: ActRecord) -> Act:
    """Return an act as history tells it."""
    return Act(
        id=act.id,
        title=act.title,
        kind=act.kind,
        person=act.person,
        acting_as=f"{act.function}@{act.unit}" if act.function else "",
        for_whom=act.for_whom,
        time=act.time,
        comment=act.comment,
        step=act.step_name,
        channel=act.channel,
        undone=bool(act.undone),
    )


def standing_acts(case: ICase) -> list[ActRecord]:
    """Return the decisions on a case that still count, oldest first."""
    return standing(proceedings_of(case).acts, order_over(case))


def path_of(case: ICase) -> list[Stop]:
    """Return the way of a case: the steps left behind, the present one, and those to come."""
    definition = definition_of(case)
    state = state_of(case)
    stops = _behind(case, state.id)
    if case.voided:
        return stops
    ahead = [state]
    if state.kind != END:
        ahead = predicted_path(definition, state.id, values_of(case))
    progress = proceedings_of(case).progress
    for position, coming in enumerate(ahead):
        now = position == 0
        people = people_with(case) if now and coming.kind != END else people_of_step(case, coming)
        stops.append(
            Stop(
                title=coming.name,
                status="now" if now else "next",
                people=tuple(people),
                function=coming.function,
                time=case.since if now else "",
                step=coming.id,
                element=coming.element,
                days=coming.days,
                due=progress.due if now else None,
            )
        )
    return stops


def _behind(case: ICase, now: str) -> list[Stop]:
    """Return the steps a case has left behind, in the order in which it did."""
    found: dict[str, Stop] = {}
    states = definition_of(case).states
    for act in standing_acts(case):
        if act.step == now or not act.person:
            continue
        before = found.get(act.step)
        people = (*(before.people if before else ()), act.person)
        found[act.step] = Stop(
            title=act.step_name,
            status="done",
            people=tuple(dict.fromkeys(people)),
            function="",
            time=act.time,
            step=act.step,
            element=states[act.step].element if act.step in states else "",
        )
    return list(found.values())


def signoffs_of(case: ICase) -> list[SignOffLine]:
    """Return the sign-offs the present step asks for: who gave them, and whose are open."""
    state = state_of(case)
    file = proceedings_of(case)
    branches = {branch.id: branch for branch in state.branches}
    acts = {act.id: act for act in file.acts}
    found = []
    for one in file.progress.signoffs:
        branch = branches.get(one.branch)
        if branch is None:
            continue
        act = acts.get(one.act)
        asked = [one.person] if one.person else people_of_part(case, branch)
        found.append(
            SignOffLine(
                branch=branch,
                status=one.verdict,
                people=(act.person,) if act else tuple(asked),
                for_whom=act.for_whom if act else "",
                time=act.time if act else "",
                comment=act.comment if act else "",
            )
        )
    return found


def changes_since(case: ICase, person: str) -> list[Change]:
    """Return what has changed in files and data since a person last decided on a case."""
    file = proceedings_of(case)
    last = last_of(file.acts, person)
    return [] if last is None else changes_after(case, last)


def changes_after(case: ICase, act: ActRecord) -> list[Change]:
    """Return what has changed in files and data since an act."""
    file = proceedings_of(case)
    found = []
    before = act.files.files if act.files else {}
    for old, new in file_changes(before, file.manifest.files):
        one = new or old
        found.append(
            Change(
                one.title,
                str(old.number) if old else "",
                str(new.number) if new else "",
                document=one.document,
            )
        )
    return [*found, *value_changes(act.values, plain_values(case))]
