"""The verbs of the domain: open a register, give a number, void it."""

from Acquisition import aq_base
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.packs import pack
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import ISection
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.operations import is_confidential as is_confidential
from muniflow.registry.confidentiality.operations import level_of as level_of
from muniflow.registry.confidentiality.operations import may_see as may_see
from muniflow.registry.confidentiality.operations import set_confidentiality as set_confidentiality
from muniflow.registry.errors import AlreadyRegistered
from muniflow.registry.errors import AlreadyVoid
from muniflow.registry.errors import NoOpenRegister
from muniflow.registry.errors import NotRegistered
from muniflow.registry.errors import RegisterClosed
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from muniflow.registry.interfaces import IStartable
from muniflow.registry.interfaces import Void
from muniflow.registry.rules import check_reason
from muniflow.registry.rules import format_number
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.uuid.interfaces import IUUID
from zope.component import getUtilitiesFor

INDEXES = ["registry_number", "registry_order", "SearchableText"]


def open_register(organisation: IOrganisation, *, year: int) -> IRegister:
    """Open the register of a year and the place for its cases; an open one is returned."""
    registers, name = organisation["registers"], str(year)
    if name in registers:
        return registers[name]
    register = createContentInContainer(
        registers, "Register", id=name, title=name, checkConstraints=False
    )
    register.year = year
    if name not in organisation["cases"]:
        createContentInContainer(
            organisation["cases"], "Section", id=name, title=name, checkConstraints=False
        )
    journal.record(register, "register-opened", year=year)
    return register


def close_register(register: IRegister) -> None:
    """Close a register; nothing enters it afterwards."""
    check_open(register)
    register.closed = clock.now().isoformat()
    journal.record(register, "register-closed", year=register.year, last=register.book.last)


def register_of_year(organisation: IOrganisation, year: int) -> IRegister | None:
    """Return the register of a year, None when it was never opened."""
    return organisation["registers"].get(str(year))


def check_open(register: IRegister) -> None:
    """Raise RegisterClosed when nothing may enter any more."""
    if register.closed:
        raise RegisterClosed(
            _(
                "error_register_closed",
                default="The register of ${year} was closed on ${day}; nothing enters it now.",
                mapping={"year": register.year, "day": register.closed[:10]},
            )
        )


def open_register_for_today(organisation: IOrganisation) -> IRegister:
    """Return today's register; raises NoOpenRegister or RegisterClosed."""
    year = clock.today().year
    register = register_of_year(organisation, year)
    if register is None:
        raise NoOpenRegister(
            _(
                "error_no_register",
                default="${organisation} has no register for ${year}; a records officer opens it.",
                mapping={"organisation": organisation.title, "year": year},
            )
        )
    check_open(register)
    return register


def year_folder(organisation: IOrganisation, portal_type: str = "") -> ISection:
    """Return where a case started today goes; raises NoOpenRegister when there is none."""
    return organisation["cases"][open_register_for_today(organisation).getId()]


def startables() -> list[tuple[str, IStartable]]:
    """Return the kinds of case that people may start, by portal type, in their order."""
    return sorted(getUtilitiesFor(IStartable), key=lambda found: found[1].order)


def register_case(case: ICase) -> str:
    """Give a case its main number and its documents their sub-numbers; return the number.

    Raises AlreadyRegistered for a case that has one.
    """
    if case.registry_number:
        raise AlreadyRegistered(
            _(
                "error_already_registered",
                default="This case has the number ${number} already.",
                mapping={"number": case.registry_number},
            )
        )
    register = open_register_for_today(organisation_of(case))
    main = register.book.next_main()
    case.registry_main = main
    case.register_path = register.getId()
    case.registry_number = _enter(register, case, main, 0)
    case.reindexObject(idxs=INDEXES)
    for document in documents_of(case):
        number_document(document)
    return case.registry_number


def number_document(document: IFiledDocument, facts: Facts | None = None) -> str:
    """Give a document the next sub-number of its registered case; return the number."""
    if facts is not None:
        document.facts = facts
    case = document.aq_parent
    register = register_of(case)
    check_open(register)
    sub = register.book.next_sub(case.registry_main)
    document.registry_main = case.registry_main
    document.registry_sub = sub
    document.registry_number = _enter(register, document, case.registry_main, sub)
    document.reindexObject(idxs=INDEXES)
    return document.registry_number


def _enter(register: IRegister, obj: object, main: int, sub: int) -> str:
    """Write an entry for an object into the book and the journal; return its number."""
    organisation = organisation_of(register)
    number = format_number(
        pack(organisation.country),
        code=organisation.code,
        main=main,
        sub=sub,
        year=register.year,
    )
    case = obj if ICase.providedBy(obj) else obj.aq_parent
    facts = getattr(aq_base(obj), "facts", None) or Facts()
    register.book.enter(
        Entry(
            main=main,
            sub=sub,
            number=number,
            uid=IUUID(obj),
            title=obj.title,
            kind=obj.portal_type,
            partners=facts.partner or "; ".join(getattr(obj, "partners", None) or ()),
            time=clock.now().isoformat(),
            actor=api.user.get_current().getId() or "",
            facts=facts,
            unit=case.unit or "",
            handler=case.responsible or "",
            plan_item=case.plan_item,
        )
    )
    journal.record(obj, "registered", number=number)
    return number


def void_number(obj: object, *, reason: str) -> Entry:
    """Withdraw the number of a case or document; it stays in the book, marked void.

    Raises ReasonMissing, NotRegistered or AlreadyVoid.
    """
    text = check_reason(reason)
    number = getattr(obj, "registry_number", "")
    if not number:
        raise NotRegistered(
            _(
                "error_not_registered",
                default="“${title}” has no number that could be void.",
                mapping={"title": obj.title},
            )
        )
    if obj.voided:
        raise AlreadyVoid(
            _(
                "error_already_void",
                default="${number} is void already.",
                mapping={"number": number},
            )
        )
    case = obj if ICase.providedBy(obj) else obj.aq_parent
    register = register_of(case)
    void = Void(text, api.user.get_current().getId() or "", clock.now().isoformat())
    entry = register.book.void(obj.registry_main, getattr(obj, "registry_sub", 0), void)
    obj.voided = True
    obj.reindexObject()
    journal.record(obj, "voided", number=number, reason=text)
    return entry


def register_of(case: ICase) -> IRegister:
    """Return the register a case was entered in; raises Invalid when there is none."""
    register = organisation_of(case)["registers"].get(case.register_path or " ")
    if register is None:
        raise Invalid(
            _(
                "error_case_unregistered",
                default="“${title}” is not registered yet.",
                mapping={"title": case.title},
            )
        )
    return register


def documents_of(case: ICase) -> list[IFiledDocument]:
    """Return the documents of a case in the order in which they were filed."""
    found = [d for d in case.objectValues() if IFiledDocument.providedBy(d)]
    return sorted(found, key=lambda d: d.created())
