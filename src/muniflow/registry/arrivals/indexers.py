"""What the catalog keeps of arrivals, and of every paper so that it finds its like."""

from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import organisation_of
from muniflow.registry.arrivals import matching
from muniflow.registry.arrivals.holders import holders_of
from muniflow.registry.arrivals.holders import taker_of
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.rules import due_of
from muniflow.registry.arrivals.rules import state_of
from muniflow.registry.arrivals.rules import TO_DO
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from plone.indexer import indexer

NEVER = 4_000_000
"""A day's ordinal that never comes."""


@indexer(IArrival)
def arrival_status(arrival: IArrival) -> str:
    """Where it stands; handed over and taken over are two."""
    return state_of(arrival.standing)


@indexer(IArrival)
def arrival_due(arrival: IArrival) -> int:
    """The day until which it has to be registered as an ordinal, far off when it is done."""
    if arrival.standing.status not in TO_DO:
        return NEVER
    calendar = calendar_of(organisation_of(arrival))
    return due_of(arrival.received.date(), calendar).toordinal()


@indexer(IArrival)
def arrival_order(arrival: IArrival) -> str:
    """Sorts by year and number."""
    return f"{arrival.arrival_year}.{arrival.arrival_order:07}"


@indexer(IArrival)
def arrival_received(arrival: IArrival) -> str:
    """When it arrived in local time, ISO."""
    return arrival.received.isoformat()


@indexer(IArrival)
def arrival_mode(arrival: IArrival) -> str:
    """How it came."""
    return arrival.mode


@indexer(IArrival)
def arrival_holders(arrival: IArrival) -> list[str]:
    """The groups that have to take it over or have done so."""
    return holders_of(arrival)


@indexer(IArrival)
def arrival_taker(arrival: IArrival) -> list[str]:
    """The group of the person who took it in."""
    return taker_of(arrival)


@indexer(IArrival)
def arrival_line(arrival: IArrival) -> dict[str, str]:
    """What lists show of an arrival, so that none is woken for them."""
    standing = arrival.standing
    return {
        "number": arrival.arrival_number,
        "sender": arrival.sender,
        "mode": arrival.mode,
        "carrier": arrival.carrier,
        "received": arrival.received.isoformat(),
        "state": state_of(standing),
        "unit": standing.unit,
        "person": standing.person,
        "handed": standing.handed,
        "acknowledged": standing.acknowledged,
        "by": standing.acknowledged_by,
        "by_name": "1" if standing.by_name and not standing.opened else "",
        "kind": standing.kind,
        "reason": standing.reason,
        "registered": standing.number,
    }


@indexer(IArrival)
def arrival_text(arrival: IArrival) -> str:
    """Number, subject, sender and both sides' references, found by any of their words."""
    return " ".join(
        (
            arrival.arrival_number,
            arrival.title or "",
            arrival.sender or "",
            arrival.reference or "",
            arrival.external_id or "",
            arrival.standing.number,
        )
    )


@indexer(IArrival)
def arrival_traces(arrival: IArrival) -> list[str]:
    """The tracking number or Message-ID, by which a double is found."""
    return matching.traces(identifiers=(arrival.external_id,))


@indexer(ICase)
def case_traces(case: ICase) -> list[str]:
    """Partners, their reference and the words of the subject."""
    return matching.traces(
        partners=getattr(case, "partners", None) or (),
        references=(getattr(case, "partner_reference", None) or "",),
        subject=case.title or "",
    )


@indexer(IFiledDocument)
def document_traces(document: IFiledDocument) -> list[str]:
    """What the register knows of a document of a case; nothing of one elsewhere."""
    facts = getattr(document, "facts", None)
    if not ICase.providedBy(document.aq_parent) or not isinstance(facts, Facts):
        return []
    return matching.traces(
        partners=(facts.partner,),
        references=(facts.reference,),
        identifiers=(facts.external_id,),
        subject=document.title or "",
    )
