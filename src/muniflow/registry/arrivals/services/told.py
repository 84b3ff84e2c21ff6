"""An arrival as programs read it."""

from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.receiving import moment_of
from muniflow.registry.arrivals.rules import state_of
from plone.uuid.interfaces import IUUID


def told(arrival: IArrival) -> dict[str, object]:
    """Return what an arrival is and where it stands."""
    standing = arrival.standing
    return {
        "@id": arrival.absolute_url(),
        "@type": "Arrival",
        "UID": IUUID(arrival),
        "number": arrival.arrival_number,
        "sender": arrival.sender,
        "sender_address": arrival.sender_address or "",
        "subject": arrival.title,
        "mode": arrival.mode,
        "carrier": arrival.carrier,
        "received": moment_of(arrival),
        "external_id": arrival.external_id or "",
        "reference": arrival.reference or "",
        "annexes": arrival.annexes or 0,
        "state": state_of(standing),
        "unit": standing.unit,
        "person": standing.person,
        "handed": standing.handed or None,
        "acknowledged": standing.acknowledged or None,
        "kind": standing.kind,
        "reason": standing.reason,
        "registered_as": standing.number or None,
    }
