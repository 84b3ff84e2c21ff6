"""What makes a dispatch list right; plain values in, plain values out."""

from collections.abc import Iterable
from datetime import date
from muniflow import _
from muniflow.registry.dispatch.errors import UnknownDispatch
from muniflow.registry.dispatch.errors import WrongDispatch
from muniflow.registry.dispatch.errors import WrongDispatchState
from muniflow.registry.dispatch.interfaces import Addressee
from muniflow.registry.dispatch.interfaces import BOX
from muniflow.registry.dispatch.interfaces import CANCELLED
from muniflow.registry.dispatch.interfaces import COURIER
from muniflow.registry.dispatch.interfaces import DELIVERED
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import HANDED
from muniflow.registry.dispatch.interfaces import LOST
from muniflow.registry.dispatch.interfaces import MAIL
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import POST
from muniflow.registry.dispatch.interfaces import PREPARED
from muniflow.registry.dispatch.interfaces import RECEIPT
from muniflow.registry.dispatch.interfaces import REGISTERED
from muniflow.registry.dispatch.interfaces import RETURNED
from muniflow.registry.dispatch.interfaces import STATES

import re

DIGITS = re.compile(r"\d{6}")
NUMBER = re.compile(r"P?(\d{1,9})/(\d{4})", re.IGNORECASE)

WITH_ADDRESS = (POST, REGISTERED, RECEIPT, COURIER, MAIL, BOX)
"""Modes that find nobody without an address; of a mail or a box it is theirs."""

TRACKED = (REGISTERED, RECEIPT)
"""Modes in which the carrier gives a number that is written down."""

WAYS = {
    HANDED: (PREPARED,),
    DELIVERED: (HANDED, LOST),
    RETURNED: (HANDED, LOST),
    LOST: (HANDED,),
    CANCELLED: (PREPARED,),
}
"""From where each state is reached."""

LONGEST = 300


def check_mode(mode: str) -> str:
    """Return a mode; raises WrongDispatch that names the known ones."""
    if mode not in MODES:
        raise WrongDispatch(
            _(
                "error_dispatch_mode",
                default="“${value}” is no way of sending; there are ${known}.",
                mapping={"value": mode, "known": ", ".join(MODES)},
            )
        )
    return mode


def check_addressee(name: str, address: str, mode: str) -> Addressee:
    """Return whom it goes to, trimmed; raises WrongDispatch for nobody or no address."""
    who, where = name.strip()[:LONGEST], " ".join(address.split())[:LONGEST]
    if not who:
        raise WrongDispatch(
            _("error_dispatch_addressee", default="Say to whom it goes: a name or an office.")
        )
    if mode in WITH_ADDRESS and not where:
        raise WrongDispatch(
            _(
                "error_dispatch_address",
                default="There is no address of ${name}; without it only “by hand” is possible.",
                mapping={"name": who},
            )
        )
    return Addressee(who, where)


def addressees_in(text: str) -> list[Addressee]:
    """Return the addressees a text names: one to a line, the address after a semicolon."""
    found = []
    for line in text.splitlines():
        name, _semicolon, address = line.partition(";")
        if line.strip():
            found.append(Addressee(name.strip(), address.strip()))
    return found


def partner_in(text: str) -> Addressee:
    """Return the addressee that a partner is: name, seat, and a tax number that is left out."""
    name, *rest = (part.strip() for part in text.split(","))
    seat = [part for part in rest if any(c.isalpha() for c in part[2:]) or not DIGITS.search(part)]
    return Addressee(name, ", ".join(seat))


def check_way(dispatch: Dispatch, state: str) -> None:
    """Raise WrongDispatchState when a dispatch cannot come into a state from its present one."""
    if state not in WAYS:
        raise WrongDispatch(
            _(
                "error_dispatch_state",
                default="“${value}” is no state of a dispatch; there are ${known}.",
                mapping={"value": state, "known": ", ".join(WAYS)},
            )
        )
    if dispatch.state not in WAYS[state]:
        raise WrongDispatchState(
            _(
                "error_dispatch_way",
                default="${number} is ${before}; from there it cannot become ${state}.",
                mapping={
                    "number": dispatch.number,
                    "before": STATES[dispatch.state],
                    "state": STATES[state],
                },
            )
        )


def check_day(day: date, dispatch: Dispatch, today: date) -> str:
    """Return the day something ended, ISO; raises WrongDispatch for one that cannot be."""
    if not dispatch.day <= day.isoformat() <= today.isoformat():
        raise WrongDispatch(
            _(
                "error_dispatch_day",
                default="${number} left on ${left}: its end lies between that day and today, "
                "not on ${day}.",
                mapping={
                    "number": dispatch.number,
                    "left": dispatch.day,
                    "day": day.isoformat(),
                },
            )
        )
    return day.isoformat()


def check_said(reason: str) -> str:
    """Return a reason, trimmed; raises WrongDispatch when it says nothing."""
    text = reason.strip()[:LONGEST]
    if len(text) < 3:
        raise WrongDispatch(
            _("error_dispatch_reason", default="Say why: it stays in the list for ever.")
        )
    return text


def numbered(text: str) -> tuple[int, int]:
    """Return year and running number of a written number; raises UnknownDispatch."""
    match = NUMBER.fullmatch(text.strip())
    if match is None:
        raise UnknownDispatch(
            _(
                "error_dispatch_number",
                default="“${value}” is no number of the dispatch list; they look like P12/2026.",
                mapping={"value": text[:40]},
            )
        )
    return int(match[2]), int(match[1])


def gaps(dispatches: Iterable[Dispatch], last: int) -> list[int]:
    """Return the running numbers of a year that are missing up to the last one given."""
    given = {dispatch.running for dispatch in dispatches}
    return [running for running in range(1, last + 1) if running not in given]
