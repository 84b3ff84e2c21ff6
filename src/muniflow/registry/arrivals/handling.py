"""Opens, hands over, takes over, sets aside and takes up again what came in."""

from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_of
from muniflow.registry.arrivals import rules
from muniflow.registry.arrivals.errors import ArrivalIncomplete
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.holders import is_with
from muniflow.registry.arrivals.holders import took_in
from muniflow.registry.arrivals.interfaces import ArrivalStep
from muniflow.registry.arrivals.interfaces import HANDED
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import OPEN
from muniflow.registry.arrivals.interfaces import REGISTERED
from muniflow.registry.arrivals.interfaces import Standing
from muniflow.registry.arrivals.receiving import put_file
from plone import api
from plone.app.uuid.utils import uuidToObject

MANAGE = "muniflow: Manage arrivals"
INDEXES = ("arrival_status", "arrival_holders", "arrival_due", "traces", "SearchableText")


def open_arrival(arrival: IArrival) -> None:
    """Note that the envelope was opened; raises NotNow, or NotYours for what is by name."""
    _check_handler(arrival)
    change(arrival, rules.open_it(arrival.standing, by=me(), at=now()), "opened")


def mark_by_name(arrival: IArrival, by_name: bool = True) -> None:
    """Say whether it is addressed by name and not to be opened by the registry."""
    _check_handler(arrival)
    act = "marked-by-name" if by_name else "unmarked-by-name"
    change(arrival, rules.mark_by_name(arrival.standing, by_name), act)


def hand_arrival_over(
    arrival: IArrival, *, unit: str = "", person: str = "", note: str = ""
) -> None:
    """Hand an arrival to a unit or a person of its organisation, who has to acknowledge it.

    Raises NotYours, NotNow, ArrivalIncomplete for nobody, Invalid for an unknown unit.
    """
    _check_handler(arrival)
    organisation = organisation_of(arrival)
    if unit:
        unit_of(organisation, unit)
    if person and not is_member(organisation, person):
        raise ArrivalIncomplete(
            _(
                "error_arrival_stranger",
                default="“${person}” holds no post in ${organisation} today.",
                mapping={"person": person, "organisation": organisation.title},
            )
        )
    standing = rules.hand_over(arrival.standing, unit=unit, person=person, by=me(), at=now())
    pair = (unit, person)
    arrival.known_to = (*(k for k in arrival.known_to if k != pair), pair)
    change(arrival, standing, "handed-over", unit=unit, person=person, text=note.strip())
    arrival.reindexObjectSecurity()


def acknowledge_arrival(arrival: IArrival) -> None:
    """Say that one has it; raises NotYours for anybody it was not handed to."""
    standing = rules.acknowledge(arrival.standing, by=me(), at=now(), receivers=_mine(arrival))
    change(arrival, standing, "acknowledged")


def refuse_arrival(arrival: IArrival, *, reason: str) -> None:
    """Give it back to the registry; raises NotYours or ReasonNeeded."""
    before = arrival.standing
    standing = rules.refuse(before, by=me(), reason=reason, receivers=_mine(arrival))
    pair = (before.unit, before.person)
    arrival.known_to = tuple(k for k in arrival.known_to if k != pair)
    change(arrival, standing, "refused", text=standing.reason)
    arrival.reindexObjectSecurity()


def unfile_arrival(arrival: IArrival, *, kind: str, reason: str) -> None:
    """Set it aside without a registry number; raises NotNow or ReasonNeeded."""
    _check_handler(arrival)
    standing = rules.unfile(arrival.standing, kind=kind, reason=reason)
    change(arrival, standing, "set-aside", text=standing.reason, kind=kind)


def reopen_arrival(arrival: IArrival, *, reason: str) -> None:
    """Take up again what was set aside, or whose registry number was withdrawn."""
    _check_keeper(arrival)
    standing = rules.reopen(arrival.standing, reason=reason, void=number_is_void(arrival))
    change(arrival, standing, "reopened", text=standing.reason)


def change(arrival: IArrival, standing: Standing, act: str, **details: object) -> None:
    """Put an arrival where it stands now, and write it into its history and the journal."""
    named = {name: details.get(name, "") for name in ("unit", "person", "text")}
    arrival.standing = standing
    arrival.steps = (*arrival.steps, ArrivalStep(act, me(), now(), **named))
    journal.record(arrival, f"arrival-{act}", **{k: v for k, v in details.items() if v})
    arrival.reindexObject(idxs=list(INDEXES))


def number_is_void(arrival: IArrival) -> bool:
    """Tell whether the number it was registered under has been withdrawn."""
    if arrival.standing.status != REGISTERED:
        return False
    document = uuidToObject(arrival.standing.document, unrestricted=True)
    return document is None or bool(document.voided or document.aq_parent.voided)


def may_handle(arrival: IArrival) -> bool:
    """Tell whether the present user may open, sort, hand over and set aside.

    That are the records officers, whoever has taken it over, and before it was handed to
    anybody the one who took it in.
    """
    standing = arrival.standing
    if api.user.has_permission(MANAGE, obj=arrival):
        return True
    if standing.status == HANDED:
        return bool(standing.acknowledged) and is_with(arrival, me())
    return standing.status == OPEN and not arrival.known_to and took_in(arrival, me())


def me() -> str:
    """Return the present user."""
    return api.user.get_current().getId() or ""


def now() -> str:
    """Return the present moment, ISO."""
    return clock.now().isoformat()


def _mine(arrival: IArrival) -> list[str]:
    return [me()] if is_with(arrival, me()) else []


def _check_handler(arrival: IArrival) -> None:
    if not may_handle(arrival):
        raise NotYours(
            _(
                "error_arrival_handler",
                default="Only a records officer, or whoever has taken it over, does that.",
            )
        )


def _check_keeper(arrival: IArrival) -> None:
    if not api.user.has_permission(MANAGE, obj=arrival):
        raise NotYours(
            _("error_arrival_keeper", default="Only a records officer takes it up again.")
        )


def add_file_to_arrival(arrival: IArrival, *, filename: str, data: bytes) -> IFiledDocument:
    """Put one more file, such as a late scan, into an arrival that is not settled yet."""
    _check_handler(arrival)
    rules.check_unsettled(arrival.standing)
    return put_file(arrival, filename, data)
