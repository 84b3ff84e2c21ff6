"""Takes in what arrives: a number at once, whatever becomes of it."""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.packs import pack
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import file_document
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.registry.arrivals.interfaces import ArrivalEntry
from muniflow.registry.arrivals.interfaces import ArrivalStep
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import Standing
from muniflow.registry.arrivals.matching import IDENTIFIER
from muniflow.registry.arrivals.matching import trace
from muniflow.registry.arrivals.places import month_folder
from muniflow.registry.arrivals.places import writable_book
from muniflow.registry.arrivals.rules import check_annexes
from muniflow.registry.arrivals.rules import check_carrier
from muniflow.registry.arrivals.rules import check_line
from muniflow.registry.arrivals.rules import check_mode
from muniflow.registry.arrivals.rules import check_received
from muniflow.registry.arrivals.rules import format_arrival
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID

File = tuple[str, bytes]

LABELS = {
    "sender": _("label_sender", default="Sender"),
    "subject": _("label_subject", default="Subject"),
    "sender_address": _("label_sender_address", default="Sender's address"),
    "external_id": _("label_external_id", default="Tracking number or Message-ID"),
    "reference": _("label_their_reference", default="Their reference number"),
}


def receive(
    organisation: IOrganisation,
    *,
    sender: str,
    subject: str,
    mode: str,
    carrier: str,
    received: datetime | None = None,
    sender_address: str = "",
    external_id: str = "",
    reference: str = "",
    annexes: int = 0,
    unit: str = "",
    person: str = "",
    by_name: bool = False,
    note: str = "",
    thread: Sequence[str] = (),
    files: Iterable[File] = (),
) -> IArrival:
    """Take in what arrived and give it the next arrival number of the year.

    ``received`` is now by default; ``unit`` and ``person`` say to whom it is addressed;
    ``thread`` names the messages that a mail answers. Raises ArrivalIncomplete for what
    cannot be, NotAFile for a file that cannot be filed.
    """
    now = clock.now()
    lines = {
        "sender": check_line(LABELS["sender"], sender),
        "title": check_line(LABELS["subject"], subject),
        **{
            name: check_line(LABELS[name], value, needed=False)
            for name, value in (
                ("sender_address", sender_address),
                ("external_id", external_id),
                ("reference", reference),
            )
        },
    }
    arrival = _entered(
        organisation,
        now,
        received=_local(check_received((received or now).astimezone(), now)),
        mode=check_mode(mode),
        carrier=check_carrier(carrier),
        annexes=check_annexes(annexes),
        note=note.strip(),
        thread=tuple(thread),
        standing=Standing(by_name=by_name, unit=unit, person=person),
        **lines,
    )
    for filename, data in files:
        put_file(arrival, filename, data)
    return arrival


def put_file(arrival: IArrival, filename: str, data: bytes) -> IFiledDocument:
    """Put a file into an arrival, whoever does it; raises NotAFile when there is nothing in it."""
    return file_document(
        arrival, title="", filename=filename, data=data, kind="letter", checkConstraints=False
    )


def _entered(organisation: IOrganisation, now: datetime, **values: object) -> IArrival:
    """Make the arrival, enter it in the book and in the journal."""
    day = now.astimezone().date()
    actor = api.user.get_current().getId() or ""
    book = writable_book(organisation, day.year)
    number = book.next_number()
    text = format_arrival(
        pack(organisation.country), code=organisation.code, number=number, year=day.year
    )
    arrival = createContentInContainer(
        month_folder(organisation, day),
        "Arrival",
        id=str(number),
        checkConstraints=False,
        arrival_number=text,
        arrival_year=day.year,
        arrival_order=number,
        taken_by=actor,
        steps=(ArrivalStep("received", actor, now.isoformat()),),
        **values,
    )
    book.enter(
        ArrivalEntry(
            number=number,
            text=text,
            uid=IUUID(arrival),
            time=now.isoformat(),
            actor=actor,
            sender=arrival.sender,
            subject=arrival.title,
            mode=arrival.mode,
            carrier=arrival.carrier,
            received=arrival.received.isoformat(),
            external_id=arrival.external_id,
        )
    )
    journal.record(arrival, "arrival-received", number=text, mode=arrival.mode)
    return arrival


def doubles_of(organisation: IOrganisation, external_id: str) -> list[object]:
    """Return the brains of arrivals that carry the same tracking number or Message-ID.

    Whoever takes something in is told of all of them, also of those handed to others.
    """
    wanted = external_id.strip()
    if not wanted:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    return list(
        catalog.unrestrictedSearchResults(
            portal_type="Arrival",
            organisation=organisation.getId(),
            traces=trace(IDENTIFIER, wanted),
            sort_on="created",
        )
    )


def files_of_arrival(arrival: IArrival) -> list[IFiledDocument]:
    """Return the files of an arrival in the order in which they were filed."""
    found = [d for d in arrival.objectValues() if IFiledDocument.providedBy(d)]
    return sorted(found, key=lambda d: (d.created(), d.getId()))


def moment_of(arrival: IArrival) -> str:
    """Return when it arrived, ISO with its zone."""
    return arrival.received.astimezone().isoformat()


def home_of(arrival: IArrival) -> IOrganisation:
    """Return the organisation in whose book it stands."""
    return organisation_of(arrival)


def _local(moment: datetime) -> datetime:
    """Return a moment as Plone's fields have it: in local time, without a zone."""
    return moment.astimezone().replace(tzinfo=None, microsecond=0)
