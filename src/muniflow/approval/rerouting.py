"""What another version of a process means for cases: who would have gone where; migrating."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from muniflow.approval.acting import state_of
from muniflow.approval.moving import check_mover
from muniflow.approval.moving import landing
from muniflow.approval.moving import migrate
from muniflow.core.errors import MuniflowError
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import organisations
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import IProcess
from muniflow.process.operations import bound_process
from muniflow.process.operations import definition
from muniflow.process.operations import drafted
from muniflow.process.operations import MEMBER
from muniflow.process.operations import process_id_for
from muniflow.process.operations import process_named
from muniflow.process.operations import Rerouted
from muniflow.process.operations import rerouted
from muniflow.process.operations import RightChange
from muniflow.process.operations import rights_changed
from muniflow.process.operations import Seen
from muniflow.process.operations import values_of
from muniflow.process.operations import versions
from muniflow.registry.interfaces import ICase
from plone import api
from plone.uuid.interfaces import IUUID
from zope.i18nmessageid import Message

import transaction

LAST = 100
"""How many cases of an organisation a preview looks at, the newest ones."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What publishing a text would change in one organisation."""

    organisation: Badge
    looked: int
    """How many cases were compared."""
    rerouted: tuple[Rerouted, ...]
    hidden: int
    """How many more would have gone another way, which the reader may not see."""
    rights: tuple[RightChange, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A running case of an older version: where it is, and where it would go on."""

    uid: str
    number: str
    title: str
    url: str
    version: str
    step: str
    target: str = ""
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one case that was to be migrated."""

    uid: str
    number: str
    title: str
    url: str
    reason: Message | str | None = None
    """Why it was left where it was; None when it went over."""


def preview(process: IProcess, data: bytes | None = None) -> list[Effect]:
    """Return what publishing a text of a process would change, organisation by organisation.

    Raises BpmnError for a text that cannot be published.
    """
    new = drafted(process, data)
    found = []
    for organisation in followers(process, new.portal_type):
        bound = process_id_for(organisation["cases"], new.portal_type)
        if bound:
            found.append(_effect(organisation, definition(bound), new))
    return found


def followers(process: IProcess, portal_type: str) -> Iterator[IOrganisation]:
    """Yield the organisations whose new cases go, or would go, through a process."""
    own = organisation_of(process)
    if own is not None:
        yield own
        return
    for organisation in organisations():
        if bound_process(organisation, portal_type) == process.getId():
            yield organisation


def _effect(organisation: IOrganisation, old: Definition, new: Definition) -> Effect:
    """Return what a new version would change in one organisation."""
    cases = list(_last_cases(organisation, new.portal_type))
    seen = {id(case): _seen(case) for case in cases if _visible(case)}
    others = [_seen(case) for case in cases if id(case) not in seen]
    return Effect(
        badge(organisation),
        len(cases),
        rerouted(old, new, seen.values()),
        len(rerouted(old, new, others)),
        rights_changed(old, new, holders_in(organisation)),
    )


def holders_in(organisation: IOrganisation) -> dict[str, list[str]]:
    """Return who holds each function today, and everybody as member."""
    found = {name: holders(organisation, name) for name in FUNCTIONS}
    found[MEMBER] = sorted({person for people in found.values() for person in people})
    return found


def _last_cases(organisation: IOrganisation, portal_type: str) -> Iterator[ICase]:
    """Yield the newest cases of a type in an organisation."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        organisation=organisation.getId(),
        portal_type=portal_type,
        sort_on="created",
        sort_order="descending",
        sort_limit=LAST,
    )
    for brain in brains[:LAST]:
        yield brain._unrestrictedGetObject()


def _seen(case: ICase) -> Seen:
    """Return a case as comparisons see it."""
    return Seen(case.registry_number, case.title, case.absolute_url(), values_of(case))


def _visible(case: ICase) -> bool:
    """Tell whether the reader may see a case."""
    return bool(api.user.has_permission("View", obj=case))


def candidates(process: IProcess, workflow_id: str) -> list[Candidate]:
    """Return the running cases of other versions of a process, oldest first.

    An organisation's variant also finds the cases that began with the shared process.
    """
    new = definition(workflow_id)
    wanted = [version for version in _versions_before(process) if version != workflow_id]
    found = []
    for organisation in followers(process, new.portal_type):
        brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            organisation=organisation.getId(),
            portal_type=new.portal_type,
            process_version=wanted,
            open_case=True,
            sort_on="created",
        )
        cases = (brain._unrestrictedGetObject() for brain in brains)
        found.extend(_candidate(case, new) for case in cases)
    return found


def _versions_before(process: IProcess) -> list[str]:
    """Return the workflow ids of a process and of the one it came from."""
    origin = process_named(process.origin) if process.origin else None
    found = [*versions(process), *(versions(origin) if origin is not None else ())]
    return [version.workflow_id for version in found]


def _candidate(case: ICase, new: Definition) -> Candidate:
    """Return what a list says of a case that may be migrated."""
    match = landing(case, new)
    return Candidate(
        *_label(case),
        version=case.process_version,
        step=state_of(case).name,
        target=match.state.name if match.state is not None else "",
        reason=match.reason,
    )


def _label(case: ICase) -> tuple[str, str, str, str]:
    """Return uid, number, title and address; no title for those who may not see the case."""
    visible = _visible(case)
    url = case.absolute_url() if visible else ""
    return IUUID(case), case.registry_number, case.title if visible else "", url


def migrate_all(process: IProcess, uids: Iterable[str], workflow_id: str) -> list[Report]:
    """Migrate some of the candidates, each by itself; report what became of each.

    Raises NotAllowed when the user may not migrate cases of the process at all.
    """
    check_mover(process)
    allowed = {candidate.uid: candidate for candidate in candidates(process, workflow_id)}
    found = []
    for uid in dict.fromkeys(uids):
        if uid in allowed:
            found.append(_migrated(allowed[uid], workflow_id))
    return found


def _migrated(candidate: Candidate, workflow_id: str) -> Report:
    """Migrate one case; whatever stands against it undoes all of its changes."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=candidate.uid)
    case = brains[0]._unrestrictedGetObject()
    before = transaction.savepoint()
    reason = None
    try:
        migrate(case, workflow_id)
    except MuniflowError as error:
        before.rollback()
        reason = error.message
    return Report(candidate.uid, candidate.number, candidate.title, candidate.url, reason)
