"""What may happen to an arrival; plain values in, plain values out."""

from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from muniflow import _
from muniflow.core.calendar import WorkCalendar
from muniflow.core.packs import CountryPack
from muniflow.registry.arrivals.errors import ArrivalIncomplete
from muniflow.registry.arrivals.errors import NotNow
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.errors import ReasonNeeded
from muniflow.registry.arrivals.interfaces import ACKNOWLEDGED
from muniflow.registry.arrivals.interfaces import ArrivalEntry
from muniflow.registry.arrivals.interfaces import CARRIERS
from muniflow.registry.arrivals.interfaces import HANDED
from muniflow.registry.arrivals.interfaces import KINDS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.arrivals.interfaces import OPEN
from muniflow.registry.arrivals.interfaces import REGISTERED
from muniflow.registry.arrivals.interfaces import Standing
from muniflow.registry.arrivals.interfaces import UNFILED
from muniflow.registry.rules import DOUBLE
from muniflow.registry.rules import Finding
from muniflow.registry.rules import GAP
from zope.i18nmessageid import Message

LONGEST = 500
"""Characters of a line that is written down."""

SLACK = timedelta(minutes=5)
"""How far the clock of the desk may be ahead of ours."""

TERM = 1
"""Working days after the day of arrival until which it has to be registered."""

TO_DO = (OPEN, HANDED)

WORDS: dict[str, Message] = {
    OPEN: _("arrival_open", default="open"),
    HANDED: _("arrival_handed", default="handed over"),
    ACKNOWLEDGED: _("arrival_acknowledged", default="taken over"),
    REGISTERED: _("arrival_registered", default="registered"),
    UNFILED: _("arrival_unfiled", default="not registered"),
}


def format_arrival(pack: CountryPack, *, code: str, number: int, year: int) -> str:
    """Return the number of an arrival as the country writes it."""
    return pack.arrival_number.format(code=code, number=number, year=year)


def check_line(name: Message, value: str, *, needed: bool = True) -> str:
    """Return a line trimmed; raises ArrivalIncomplete when it is missing or endless."""
    text = " ".join(value.split())
    if needed and not text:
        raise ArrivalIncomplete(
            _(
                "error_arrival_missing",
                default="“${field}” is empty; write it down, or “unknown”.",
                mapping={"field": name},
            )
        )
    if len(text) > LONGEST:
        raise ArrivalIncomplete(
            _(
                "error_arrival_long",
                default="“${field}” has ${length} characters; ${limit} are the most.",
                mapping={"field": name, "length": len(text), "limit": LONGEST},
            )
        )
    return text


def check_kind_of(name: Message, value: str, known: Collection[str]) -> str:
    """Return a value that is known; raises ArrivalIncomplete that names the known ones."""
    if value not in known:
        raise ArrivalIncomplete(
            _(
                "error_arrival_choice",
                default="“${value}” is not possible for “${field}”; there are ${known}.",
                mapping={"value": value, "field": name, "known": ", ".join(known)},
            )
        )
    return value


def check_mode(mode: str) -> str:
    """Return how it came; raises ArrivalIncomplete for an unknown mode."""
    return check_kind_of(_("label_mode", default="How it came"), mode, MODES)


def check_carrier(carrier: str) -> str:
    """Return what it is written on; raises ArrivalIncomplete for an unknown carrier."""
    return check_kind_of(_("label_carrier", default="Carrier"), carrier, CARRIERS)


def check_received(received: datetime, now: datetime) -> datetime:
    """Return when it came; raises ArrivalIncomplete for a time that is still to come."""
    if received > now + SLACK:
        raise ArrivalIncomplete(
            _(
                "error_arrival_future",
                default="It cannot have arrived on ${time}: that is still to come.",
                mapping={"time": received.strftime("%Y-%m-%d %H:%M")},
            )
        )
    return received


def check_annexes(number: int) -> int:
    """Return the number of annexes; raises ArrivalIncomplete below 0."""
    if number < 0:
        raise ArrivalIncomplete(
            _(
                "error_arrival_annexes",
                default="There cannot be ${number} annexes.",
                mapping={"number": number},
            )
        )
    return number


def due_of(received: date, calendar: WorkCalendar) -> date:
    """Return until when it has to be registered: the next working day."""
    return calendar.add(received, TERM)


def state_of(standing: Standing) -> str:
    """Return the state as lists tell it: handed and taken over are two."""
    if standing.status == HANDED and standing.acknowledged:
        return ACKNOWLEDGED
    return standing.status


def open_it(standing: Standing, *, by: str, at: str) -> Standing:
    """Open the envelope; raises NotNow, or NotYours for what is addressed by name."""
    _only(standing, OPEN, HANDED)
    if standing.opened:
        raise NotNow(_("error_arrival_opened", default="It has been opened already."))
    if standing.by_name and by not in (standing.person, standing.acknowledged_by):
        raise NotYours(
            _(
                "error_arrival_by_name",
                default="It is addressed by name: hand it over unopened.",
            )
        )
    return replace(standing, opened=at, opened_by=by)


def mark_by_name(standing: Standing, by_name: bool) -> Standing:
    """Say whether it is addressed by name; raises NotNow when it has been opened."""
    _only(standing, OPEN, HANDED)
    if by_name and standing.opened:
        raise NotNow(_("error_arrival_opened", default="It has been opened already."))
    return replace(standing, by_name=by_name)


def hand_over(standing: Standing, *, unit: str, person: str, by: str, at: str) -> Standing:
    """Hand it to a unit or a person; raises ArrivalIncomplete when neither is named."""
    _only(standing, OPEN, HANDED)
    if not unit and not person:
        raise ArrivalIncomplete(
            _("error_arrival_to_nobody", default="Choose a unit or a person to hand it to.")
        )
    return replace(
        standing,
        status=HANDED,
        unit=unit,
        person=person,
        handed=at,
        handed_by=by,
        acknowledged="",
        acknowledged_by="",
        reason="",
    )


def acknowledge(standing: Standing, *, by: str, at: str, receivers: Collection[str]) -> Standing:
    """Say that one has it; raises NotYours for anybody else, NotNow when it was said."""
    _for_receivers(standing, by, receivers)
    if standing.acknowledged:
        raise NotNow(_("error_arrival_taken", default="It has been taken over already."))
    return replace(standing, acknowledged=at, acknowledged_by=by)


def refuse(standing: Standing, *, by: str, reason: str, receivers: Collection[str]) -> Standing:
    """Give it back to the registry; raises NotYours or ReasonNeeded."""
    _for_receivers(standing, by, receivers)
    return replace(_returned(standing), status=OPEN, reason=check_why(reason))


def register(standing: Standing, *, number: str, document: str, by: str, at: str) -> Standing:
    """Note its registry number; raises NotNow, also for what may not be opened."""
    check_registrable(standing)
    opened = {} if standing.opened else {"opened": at, "opened_by": by}
    return replace(
        standing, status=REGISTERED, number=number, document=document, reason="", **opened
    )


def check_registrable(standing: Standing) -> None:
    """Raise NotNow when it cannot be registered as it stands."""
    _only(standing, OPEN, HANDED)
    if standing.by_name and not standing.opened:
        raise NotNow(
            _(
                "error_arrival_unopened",
                default="It is addressed by name and not opened: hand it over first.",
            )
        )


def check_unsettled(standing: Standing) -> None:
    """Raise NotNow for what is registered or set aside."""
    _only(standing, OPEN, HANDED)


def unfile(standing: Standing, *, kind: str, reason: str) -> Standing:
    """Set it aside without a registry number; raises ReasonNeeded."""
    _only(standing, OPEN, HANDED)
    check_kind_of(_("label_unfiled_kind", default="What it is"), kind, KINDS)
    return replace(standing, status=UNFILED, kind=kind, reason=check_why(reason))


def reopen(standing: Standing, *, reason: str, void: bool = False) -> Standing:
    """Take it up again; what is registered only when its number is ``void``."""
    if standing.status == REGISTERED and not void:
        raise NotNow(
            _(
                "error_arrival_number_stands",
                default="It is registered as ${number}; withdraw that number first.",
                mapping={"number": standing.number},
            )
        )
    _only(standing, UNFILED, REGISTERED)
    return replace(
        _returned(standing),
        status=OPEN,
        reason=check_why(reason),
        kind="",
        number="",
        document="",
    )


def check_why(reason: str) -> str:
    """Return a reason trimmed; raises ReasonNeeded when it says nothing."""
    text = " ".join(reason.split())
    if len(text) < 3:
        raise ReasonNeeded(
            _("error_arrival_reason", default="Say why: others will read it and wonder.")
        )
    return text


def audit(entries: Iterable[ArrivalEntry], last: int) -> list[Finding]:
    """Return every gap and double among the arrivals of one year."""
    found, seen, expected = [], set(), 1
    for entry in entries:
        if entry.number in seen:
            found.append(Finding(DOUBLE, entry.text))
            continue
        seen.add(entry.number)
        found.extend(Finding(GAP, str(number)) for number in range(expected, entry.number))
        expected = max(expected, entry.number + 1)
    found.extend(Finding(GAP, str(number)) for number in range(expected, last + 1))
    return found


def _returned(standing: Standing) -> Standing:
    nobody = {"unit": "", "person": "", "handed": "", "handed_by": ""}
    return replace(standing, acknowledged="", acknowledged_by="", **nobody)


def _only(standing: Standing, *statuses: str) -> None:
    if standing.status not in statuses:
        raise NotNow(
            _(
                "error_arrival_state",
                default="That is not possible now: the arrival is ${state}.",
                mapping={"state": WORDS[standing.status]},
            )
        )


def _for_receivers(standing: Standing, by: str, receivers: Collection[str]) -> None:
    _only(standing, HANDED)
    if by not in receivers:
        raise NotYours(
            _("error_arrival_not_yours", default="It was handed over to somebody else.")
        )
