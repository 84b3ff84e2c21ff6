"""The verbs of the dispatch list: put on it, hand to the carrier, say what became of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import MuniflowError
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import mark_dispatched
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.registry.dispatch.book import book_of
from muniflow.registry.dispatch.book import Found
from muniflow.registry.dispatch.book import writable_book
from muniflow.registry.dispatch.book import years_of
from muniflow.registry.dispatch.errors import NotDispatchable
from muniflow.registry.dispatch.errors import UnknownDispatch
from muniflow.registry.dispatch.errors import WrongDispatch
from muniflow.registry.dispatch.interfaces import Addressee
from muniflow.registry.dispatch.interfaces import CANCELLED
from muniflow.registry.dispatch.interfaces import DELIVERED
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import HANDED
from muniflow.registry.dispatch.interfaces import OUTCOMES
from muniflow.registry.dispatch.interfaces import Told
from muniflow.registry.dispatch.interfaces import Wanted
from muniflow.registry.dispatch.rules import check_addressee
from muniflow.registry.dispatch.rules import check_day
from muniflow.registry.dispatch.rules import check_mode
from muniflow.registry.dispatch.rules import check_said
from muniflow.registry.dispatch.rules import check_way
from muniflow.registry.dispatch.rules import LONGEST
from muniflow.registry.dispatch.rules import numbered
from muniflow.registry.interfaces import INCOMING
from plone import api
from plone.uuid.interfaces import IUUID


def dispatch(
    document: IFiledDocument,
    *,
    addressee: str,
    address: str = "",
    mode: str,
    tracking: str = "",
    note: str = "",
) -> str:
    """Put a registered document on the dispatch list for one addressee; return its number.

    The document counts as dispatched from now on: what is in the envelope no longer changes.
    Raises NotDispatchable, WrongDispatch.
    """
    check_dispatchable(document)
    whom = check_addressee(addressee, address, check_mode(mode))
    book = writable_book(organisation_of(document), clock.today().year)
    entry = Dispatch(
        year=clock.today().year,
        running=book.step(),
        document=IUUID(document),
        reference=document.registry_number,
        title=document.title,
        addressee=whom.name,
        address=whom.address,
        mode=mode,
        prepared=clock.now().isoformat(),
        prepared_by=_me(),
        day=clock.today().isoformat(),
        tracking=tracking.strip()[:LONGEST],
        note=note.strip()[:LONGEST],
        sha256=document.versions[-1].sha256 if document.versions else "",
    )
    book.put(entry)
    journal.record(
        document,
        "dispatch-prepared",
        number=entry.number,
        addressee=whom.name,
        address=whom.address,
        mode=mode,
    )
    mark_dispatched(document, note=entry.number)
    return entry.number


def dispatch_to(
    document: IFiledDocument, addressees: Iterable[Addressee], *, mode: str, note: str = ""
) -> list[str]:
    """Put a document on the list for several addressees, all or none; return the numbers."""
    whom = [check_addressee(a.name, a.address, check_mode(mode)) for a in addressees]
    if not whom:
        check_addressee("", "", mode)
    return [
        dispatch(document, addressee=a.name, address=a.address, mode=mode, note=note) for a in whom
    ]


def check_dispatchable(document: IFiledDocument) -> None:
    """Raise NotDispatchable for what has no number, or a void one, and for what came in."""
    if document.voided or document.aq_parent.voided:
        raise NotDispatchable(
            _(
                "error_dispatch_void",
                default="${number} is void; what is void is never sent.",
                mapping={"number": document.registry_number},
            )
        )
    if not document.registry_number:
        raise NotDispatchable(
            _(
                "error_dispatch_unregistered",
                default="“${title}” has no registry number yet; it is registered first.",
                mapping={"title": document.title},
            )
        )
    facts = getattr(document, "facts", None)
    if facts is not None and facts.direction == INCOMING:
        raise NotDispatchable(
            _(
                "error_dispatch_incoming",
                default="${number} came in from outside; what goes out is filed as a document "
                "of our own.",
                mapping={"number": document.registry_number},
            )
        )


def dispatch_of(organisation: IOrganisation, number: str) -> Dispatch:
    """Return a dispatch by its number; raises UnknownDispatch."""
    year, running = numbered(number)
    found = book_of(organisation, year).get(running)
    if found is None:
        raise UnknownDispatch(
            _(
                "error_unknown_dispatch",
                default="${organisation} has no dispatch ${number}.",
                mapping={"organisation": organisation.title, "number": number},
            )
        )
    return found


def dispatches_of(document: IFiledDocument) -> list[Dispatch]:
    """Return everything that was sent of a document, oldest first."""
    organisation, uid = organisation_of(document), IUUID(document)
    years = reversed(years_of(organisation))
    return [found for year in years for found in book_of(organisation, year).of(uid)]


def dispatches(organisation: IOrganisation, wanted: Wanted, year: int) -> Found:
    """Return what is wanted of a year's list, the newest first, woken page by page."""
    return Found(book_of(organisation, year), wanted)


def hand_over(organisation: IOrganisation, items: Iterable[tuple[str, str]]) -> list[Told]:
    """Hand dispatches to the carrier, each with its tracking id; tell of each what became of it.

    One that cannot be handed over holds up none of the others.
    """
    return [_handed(organisation, number, tracking) for number, tracking in items]


def _handed(organisation: IOrganisation, number: str, tracking: str) -> Told:
    try:
        found = dispatch_of(organisation, number)
        check_way(found, HANDED)
        check_dispatchable(_document(organisation, found))
    except MuniflowError as error:
        return Told(number, error.message)
    _keep(
        organisation,
        replace(
            found,
            state=HANDED,
            tracking=tracking.strip()[:LONGEST] or found.tracking,
            handed=clock.now().isoformat(),
            handed_by=_me(),
            day=clock.today().isoformat(),
        ),
        "dispatch-handed",
    )
    return Told(found.number)


def end_dispatch(
    organisation: IOrganisation,
    number: str,
    state: str,
    *,
    day: date | None = None,
    reason: str = "",
    receipt: str = "",
) -> Dispatch:
    """Write down that a dispatch was delivered, came back or was lost, and when.

    ``receipt`` is the registry number of the filed return receipt. Raises UnknownDispatch,
    WrongDispatch, WrongDispatchState.
    """
    found = dispatch_of(organisation, number)
    if state not in OUTCOMES:
        raise WrongDispatch(
            _(
                "error_dispatch_outcome",
                default="“${value}” is no end of a dispatch; there are ${known}.",
                mapping={"value": state, "known": ", ".join(OUTCOMES)},
            )
        )
    check_way(found, state)
    ended = replace(
        found,
        state=state,
        ended=check_day(day or clock.today(), found, clock.today()),
        reason=reason.strip()[:LONGEST] if state == DELIVERED else check_said(reason),
        receipt=receipt_of(organisation, receipt),
    )
    _keep(organisation, ended, f"dispatch-{state}")
    return ended


def receipt_of(organisation: IOrganisation, number: str) -> str:
    """Return the UID of a filed receipt by its registry number; raises WrongDispatch."""
    wanted = number.strip()
    if not wanted:
        return ""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(registry_number=wanted, organisation=organisation.getId())
    documents = [brain for brain in found if brain.portal_type == "FiledDocument"]
    if not documents:
        raise WrongDispatch(
            _(
                "error_dispatch_receipt",
                default="There is no document ${number} that you may see; file and register "
                "the receipt first.",
                mapping={"number": wanted},
            )
        )
    return documents[0].UID


def cancel_dispatch(organisation: IOrganisation, number: str, *, reason: str) -> Dispatch:
    """Cancel a dispatch that has not left the house; it stays in the list with its number."""
    found = dispatch_of(organisation, number)
    check_way(found, CANCELLED)
    cancelled = replace(found, state=CANCELLED, reason=check_said(reason))
    _keep(organisation, cancelled, "dispatch-cancelled")
    return cancelled


def titles_for(organisation: IOrganisation, entries: Iterable[Dispatch]) -> dict[str, str]:
    """Return the titles of what was sent, by UID, as far as the present user may see it."""
    uids = list({entry.document for entry in entries})
    if not uids:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    return {b.UID: b.Title for b in catalog(UID=uids, organisation=organisation.getId())}


def _keep(organisation: IOrganisation, changed: Dispatch, act: str) -> None:
    """Write what has become of a dispatch into its book and the journal."""
    writable_book(organisation, changed.year).put(changed)
    journal.record(
        _document(organisation, changed),
        act,
        number=changed.number,
        addressee=changed.addressee,
        tracking=changed.tracking,
        day=changed.ended or changed.day,
        reason=changed.reason,
    )


def _document(organisation: IOrganisation, entry: Dispatch) -> IFiledDocument:
    """Return what was sent; whoever keeps the list need not see it."""
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(
        UID=entry.document, path="/".join(organisation.getPhysicalPath())
    )
    return brain._unrestrictedGetObject()


def _me() -> str:
    return api.user.get_current().getId() or ""
