"""Registers what came in, goes out or stays: into a new case or one that is there."""

from Acquisition import aq_base
from collections.abc import Iterable
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import add_component
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_of
from muniflow.registry.arrivals import rules
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.handling import change
from muniflow.registry.arrivals.handling import me
from muniflow.registry.arrivals.handling import now
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import NewCase
from muniflow.registry.arrivals.interfaces import Paper
from muniflow.registry.arrivals.receiving import files_of_arrival
from muniflow.registry.arrivals.receiving import moment_of
from muniflow.registry.arrivals.slip import slip
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import INCOMING
from muniflow.registry.numbers import register_case
from muniflow.registry.plan.operations import open_items
from muniflow.registry.registers import year_folder
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID

REGISTER = "muniflow: Register"
TYPE = "GeneralCase"


def register_arrival(arrival: IArrival, *, into: ICase | NewCase, title: str = "") -> str:
    """Register what came in and return the number of the document.

    The case gets the same files as a document; the arrival keeps its own, and each knows the
    other. Raises NotNow, NotYours without the permission, RegisterClosed, Invalid.
    """
    organisation = organisation_of(arrival)
    rules.check_registrable(arrival.standing)
    case = _case(organisation, into, partner=_partner(arrival), reference=arrival.reference)
    files = [(d.file.filename, shared(d.file)) for d in files_of_arrival(arrival)]
    document = _filed(
        case,
        title or arrival.title,
        facts_of(arrival),
        files or _slips(arrival),
        arrival=IUUID(arrival),
    )
    _numbered(case)
    standing = rules.register(
        arrival.standing,
        number=document.registry_number,
        document=IUUID(document),
        by=me(),
        at=now(),
    )
    change(arrival, standing, "registered", text=document.registry_number)
    return document.registry_number


def register_paper(
    organisation: IOrganisation, *, paper: Paper, into: ICase | NewCase
) -> IFiledDocument:
    """Register something of our own, going out or staying; return the document.

    What comes in is taken in as an arrival first. Raises what register_arrival does.
    """
    if paper.direction == INCOMING:
        raise Invalid(
            _("error_paper_incoming", default="What comes in gets an arrival number first.")
        )
    facts = Facts(
        direction=paper.direction,
        partner=paper.partner,
        address=paper.address,
        sent=paper.sent.isoformat() if paper.sent else "",
        mode=paper.mode,
        carrier=paper.carrier,
        reference=paper.reference,
        annexes=paper.annexes,
    )
    title = rules.check_line(_("label_subject", default="Subject"), paper.title)
    case = _case(organisation, into, partner=paper.partner, reference=paper.reference)
    files = [(name, NamedBlobFile(data, filename=name)) for name, data in paper.files]
    document = _filed(case, title, facts, files or [slip(title, facts)])
    _numbered(case)
    return document


def facts_of(arrival: IArrival) -> Facts:
    """Return what the register writes down of an arrival."""
    return Facts(
        direction=INCOMING,
        partner=arrival.sender,
        address=arrival.sender_address or "",
        received=moment_of(arrival),
        mode=arrival.mode,
        carrier=arrival.carrier,
        arrival=arrival.arrival_number,
        external_id=arrival.external_id or "",
        reference=arrival.reference or "",
        annexes=arrival.annexes or 0,
    )


def shared(file: NamedBlobFile) -> NamedBlobFile:
    """Return a file that refers to the same stored bytes; neither is ever written again."""
    other = NamedBlobFile(contentType=file.contentType, filename=file.filename)
    other._blob = file._blob
    return other


def file_again(
    place: IArrival | ICase, document: IFiledDocument, **more: object
) -> IFiledDocument:
    """File a document once more in another place, with the same stored bytes."""
    more = {"title": document.title, "kind": document.kind, **more}
    return createContentInContainer(
        place, "FiledDocument", file=shared(document.file), checkConstraints=False, **more
    )


def may_register(organisation: IOrganisation) -> bool:
    """Tell whether the present user may register in an organisation."""
    return bool(api.user.has_permission(REGISTER, obj=organisation))


def _case(
    organisation: IOrganisation, into: ICase | NewCase, *, partner: str, reference: str
) -> ICase:
    if not may_register(organisation):
        raise NotYours(_("error_register_right", default="Only a records officer registers this."))
    if isinstance(into, NewCase):
        return _new_case(organisation, into, partner, reference)
    if organisation_of(into) != organisation or not api.user.has_permission(REGISTER, obj=into):
        raise NotYours(
            _("error_register_elsewhere", default="That case is not one of this organisation.")
        )
    if into.voided or not into.registry_number:
        raise Invalid(
            _(
                "error_register_unnumbered",
                default="“${title}” has no number that stands; choose another case.",
                mapping={"title": into.title},
            )
        )
    return into


def _new_case(organisation: IOrganisation, new: NewCase, partner: str, reference: str) -> ICase:
    title = rules.check_line(_("label_subject", default="Subject"), new.title)
    if not new.unit:
        raise Invalid(
            _("error_register_unit", default="Choose the unit that the case belongs to.")
        )
    unit_of(organisation, new.unit)
    if new.handler and not is_member(organisation, new.handler):
        raise Invalid(
            _(
                "error_arrival_stranger",
                default="“${person}” holds no post in ${organisation} today.",
                mapping={"person": new.handler, "organisation": organisation.title},
            )
        )
    if new.plan_item and new.plan_item not in {item.id for item in open_items(organisation)}:
        raise Invalid(
            _(
                "error_unknown_plan_item",
                default="The filing plan has no item “${value}”; choose one of the list.",
                mapping={"value": new.plan_item},
            )
        )
    return createContentInContainer(
        year_folder(organisation, TYPE),
        TYPE,
        checkConstraints=False,
        title=title,
        partners=(partner,) if partner else (),
        partner_reference=reference or None,
        unit=new.unit,
        responsible=new.handler,
        deadline=new.due,
        plan_item=new.plan_item,
    )


def arrival_of(document: IFiledDocument) -> IArrival | None:
    """Return the arrival that a document was registered from."""
    uid = getattr(aq_base(document), "arrival", "")
    return uuidToObject(uid, unrestricted=True) if uid else None


def _filed(
    case: ICase,
    title: str,
    facts: Facts,
    files: Iterable[tuple[str, NamedBlobFile]],
    **more: object,
) -> IFiledDocument:
    """File the first file as a document and the others as its components.

    A case that has a number numbers the document at once, with its facts.
    """
    (_filename, first), *others = files
    document = createContentInContainer(
        case,
        "FiledDocument",
        title=title,
        kind="letter",
        file=first,
        facts=facts,
        checkConstraints=False,
        **more,
    )
    for filename, file in others:
        add_component(document, filename=filename, data=file.data)
    return document


def _numbered(case: ICase) -> None:
    if not case.registry_number:
        register_case(case)


def _partner(arrival: IArrival) -> str:
    return ", ".join(part for part in (arrival.sender, arrival.sender_address) if part)


def _slips(arrival: IArrival) -> list[tuple[str, NamedBlobFile]]:
    return [slip(arrival.title, facts_of(arrival))]
