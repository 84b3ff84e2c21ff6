"""Gives a case from before there were proceedings its own, out of the workflow's history."""

from Acquisition import aq_base
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from muniflow.approval.acting import state_of
from muniflow.approval.acts import plain_values
from muniflow.approval.entering import INDEXES
from muniflow.approval.records import Act
from muniflow.approval.records import FileSeen
from muniflow.approval.records import Manifest
from muniflow.approval.records import Proceedings
from muniflow.approval.records import Progress
from muniflow.approval.records import Supplement
from muniflow.core.clocks import Clock
from muniflow.organisation.operations import organisation_of
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import documents_of
from plone import api
from plone.uuid.interfaces import IUUID

RETURN = "return"


def adopt(case: ICase) -> bool:
    """Give a case its proceedings; False when it has some. The journal is not written again.

    What the files and values were at an act is known by the times of the versions; of the
    values only the present ones are known.
    """
    if getattr(aq_base(case), "proceedings", None) is not None:
        return False
    file = Proceedings()
    file.acts = tuple(_acts(case))
    file.manifest = _manifest(case, None)
    file.progress = _progress(case, file.acts)
    case.proceedings = file
    workflow = api.portal.get_tool("portal_workflow")[case.process_version]
    workflow.updateRoleMappingsFor(case)
    case.reindexObject(idxs=[*INDEXES, "process_version"])
    case.reindexObjectSecurity()
    return True


def _lines(case: ICase) -> tuple[Mapping[str, object], ...]:
    """Return the lines of the workflow's history of the version a case goes through."""
    histories = getattr(aq_base(case), "workflow_history", {})
    return tuple(histories.get(case.process_version, ()))


def _acts(case: ICase) -> Iterator[Act]:
    """Yield the decisions so far."""
    definition = definition_of(case)
    values = plain_values(case)
    decided = [line for line in _lines(case) if line.get("action") in definition.transitions]
    for number, line in enumerate(decided, start=1):
        transition = definition.transitions[line["action"]]
        state = definition.states[transition.source]
        function, _at, unit = (line.get("acting_as") or "").partition("@")
        time = _moment(line)
        yield Act(
            id=number,
            time=time.isoformat(),
            kind=transition.decision,
            title=transition.name,
            step=state.id,
            step_name=state.name,
            person=line.get("actor") or "",
            function=function,
            unit=unit,
            organisation=organisation_of(case).getId(),
            comment=line.get("comments") or "",
            transition=transition.id,
            target=transition.target,
            duty=state.duty,
            files=_manifest(case, time),
            values=values,
        )


def _moment(line: Mapping[str, object]) -> datetime:
    """Return when a line of the history was written, in UTC."""
    return line["time"].asdatetime().astimezone(UTC)


def _manifest(case: ICase, until: datetime | None) -> Manifest:
    """Return the newest version of every document, as of a moment where one is given."""
    found: dict[str, FileSeen] = {}
    for document in documents_of(case):
        known = [
            version
            for version in document.versions
            if until is None or datetime.fromisoformat(version.time) <= until
        ]
        if known:
            uid = IUUID(document)
            found[uid] = FileSeen(uid, document.title, known[-1].number, known[-1].sha256)
    return Manifest(found, len(found))


def _progress(case: ICase, acts: tuple[Act, ...]) -> Progress:
    """Return where the case stands, the clock of its step running since it was entered."""
    state = state_of(case)
    clocks = {}
    if state.days is not None and case.since:
        entered = datetime.fromisoformat(case.since).astimezone().date()
        clocks[state.id] = Clock(state.days, entered)
    return Progress(
        step=state.id,
        entry=len(acts) + 1,
        since=case.since,
        due=case.due,
        clocks=clocks,
        supplement=_supplement(case, acts),
    )


def _supplement(case: ICase, acts: tuple[Act, ...]) -> Supplement | None:
    """Return what is missing, when the last decision returned the case."""
    if not acts or acts[-1].kind != RETURN:
        return None
    last = acts[-1]
    return Supplement(last.person, case.responsible, last.comment, None, last.step, last.time)
