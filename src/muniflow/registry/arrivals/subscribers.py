"""Keeps arrivals from vanishing and writes down what is changed of them."""

from muniflow import _
from muniflow.core import journal
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.operations import site_goes
from muniflow.registry.arrivals.errors import ArrivalStays
from muniflow.registry.arrivals.interfaces import IArrival
from OFS.interfaces import IObjectWillBeMovedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def arrival_modified(arrival: IArrival, event: IObjectModifiedEvent) -> None:
    """Write a correction of an arrival's data into the journal, by the names of the fields."""
    names = [a for d in event.descriptions for a in getattr(d, "attributes", ())]
    if names:
        journal.record(arrival, "arrival-changed", fields=", ".join(names))


def keep_arrival(arrival: IArrival, event: IObjectWillBeMovedEvent) -> None:
    """Refuse to delete, move or rename an arrival, or a folder it lies in.

    A whole site may go: its books go with it.
    """
    if event.oldParent is None or site_goes(event):
        return
    raise _stays(arrival)


def keep_file(document: IFiledDocument, event: IObjectWillBeMovedEvent) -> None:
    """Refuse to delete or move a file that came in."""
    if event.oldParent is None or site_goes(event) or not IArrival.providedBy(event.oldParent):
        return
    if event.object is document:
        raise _stays(event.oldParent)


def _stays(arrival: IArrival) -> ArrivalStays:
    return ArrivalStays(
        _(
            "error_arrival_stays",
            default="${number} has arrived: it can be set aside, but not deleted or moved.",
            mapping={"number": arrival.arrival_number},
        )
    )
