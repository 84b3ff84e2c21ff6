"""The same paper in the books of two organisations: linked, not copied."""

from dataclasses import dataclass
from muniflow import _
from muniflow.core import journal
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import organisations
from muniflow.registry.arrivals.errors import NotNow
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.handling import me
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.receiving import files_of_arrival
from muniflow.registry.arrivals.receiving import receive
from muniflow.registry.arrivals.registering import file_again
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.uuid.interfaces import IUUID

RECEIVE = "muniflow: Receive arrivals"
VIEW = "View"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The same paper in the book of another organisation, as somebody may know of it."""

    badge: Badge
    number: str
    url: str
    """"" where only its number may be known."""


def share_arrival(arrival: IArrival, organisation: IOrganisation) -> IArrival:
    """Take the same paper in for another organisation, under a number of that one.

    The files are the same stored bytes. Raises NotYours for those who may not take in there,
    NotNow when it is in that book already.
    """
    if organisation not in shareable(arrival):
        _refuse(arrival, organisation)
    twin = receive(
        organisation,
        sender=arrival.sender,
        subject=arrival.title,
        mode=arrival.mode,
        carrier=arrival.carrier,
        received=arrival.received,
        sender_address=arrival.sender_address or "",
        external_id=arrival.external_id or "",
        reference=arrival.reference or "",
        annexes=arrival.annexes or 0,
        thread=arrival.thread,
    )
    for document in files_of_arrival(arrival):
        file_again(twin, document)
    others = (IUUID(arrival), *arrival.counterparts)
    for one in (arrival, *_known(arrival)):
        one.counterparts = (*one.counterparts, IUUID(twin))
    twin.counterparts = others
    # Each journal has readers who may not know of the other side: it is not named.
    journal.record(arrival, "arrival-shared")
    return twin


def shareable(arrival: IArrival) -> list[IOrganisation]:
    """Return the other organisations in which the present user may take the paper in."""
    home = organisation_of(arrival)
    taken = {organisation_of(twin).getId() for twin in _known(arrival)}
    return [
        o
        for o in organisations()
        if o != home and o.getId() not in taken and api.user.has_permission(RECEIVE, obj=o)
    ]


def counterparts_of(arrival: IArrival) -> list[Counterpart]:
    """Return what the present user may know of the same paper elsewhere.

    Members of the other organisation who may see the arrival there, or its book; for
    everybody else there is none.
    """
    found = []
    for twin in _known(arrival):
        organisation = organisation_of(twin)
        sees = bool(api.user.has_permission(VIEW, obj=twin))
        knows = sees or api.user.has_permission("muniflow: View register", obj=organisation)
        if knows and is_member(organisation, me()):
            url = twin.absolute_url() if sees else ""
            found.append(Counterpart(badge(organisation), twin.arrival_number, url))
    return found


def _known(arrival: IArrival) -> list[IArrival]:
    found = (uuidToObject(uid, unrestricted=True) for uid in arrival.counterparts)
    return [twin for twin in found if twin is not None]


def _refuse(arrival: IArrival, organisation: IOrganisation) -> None:
    """Raise the error that says why it cannot be taken in there."""
    if api.user.has_permission(RECEIVE, obj=organisation):
        raise NotNow(
            _(
                "error_arrival_shared",
                default="It is in the book of ${organisation} already.",
                mapping={"organisation": organisation.title},
            )
        )
    raise NotYours(_("error_arrival_share_right", default="You may not take anything in there."))
