"""Numbers: given to cases and documents, carried on into another year."""

from Acquisition import aq_base
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.numbering import SAME_MAIN
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import file_document
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.registry.errors import AlreadyRegistered
from muniflow.registry.interfaces import CaseNumber
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import IRegister
from muniflow.registry.registers import check_open
from muniflow.registry.registers import open_register_for_today
from muniflow.registry.registers import present_register
from muniflow.registry.registers import register_of
from muniflow.registry.registers import style_of
from muniflow.registry.registers import year_over
from muniflow.registry.writing import format_number
from muniflow.registry.writing import prefix_of
from plone import api
from plone.uuid.interfaces import IUUID

INDEXES = ["registry_number", "registry_order", "SearchableText"]


def register_case(case: ICase) -> str:
    """Give a case its main number and its documents their sub-numbers; return the number.

    Raises AlreadyRegistered for a case that has one.
    """
    check_unregistered(case)
    register = open_register_for_today(organisation_of(case), case.portal_type)
    number = _enter_case(register, case)
    for document in documents_of(case):
        if not document.registry_number:
            number_document(document)
    return number


def number_document(document: IFiledDocument, facts: Facts | None = None) -> str:
    """Give a document of a registered case its number; return it.

    A case of an earlier year, or of a register that was closed, goes on in this year's
    register as the way of writing numbers there says. Raises AlreadyRegistered.
    """
    check_unregistered(document)
    if facts is not None:
        document.facts = facts
    case = document.aq_parent
    register = _register_for_more(case)
    if style_of(register).running:
        main, sub = register.book.next_main(), 0
    else:
        main, sub = case.registry_main, register.book.next_sub(case.registry_main)
    document.registry_main, document.registry_sub = main, sub
    document.register_path = register.getId()
    document.registry_number = _enter(register, document, main, sub)
    document.reindexObject(idxs=[*INDEXES, "traces"])
    return document.registry_number


def file_in_case(
    case: ICase,
    *,
    title: str,
    filename: str,
    data: bytes,
    kind: str = "other",
    facts: Facts | None = None,
) -> IFiledDocument:
    """File a document with what the register writes down of it.

    It is numbered at once where the case is registered, else together with the case. Whoever
    registers may file in any case; whether they may is asked at the door.
    """
    return file_document(
        case,
        title=title,
        filename=filename,
        data=data,
        kind=kind,
        facts=facts or Facts(),
        checkConstraints=False,
    )


def file_in_register(
    register: IRegister, *, title: str, filename: str, data: bytes, kind: str = "other"
) -> IFiledDocument:
    """File what closes a register in it; by hand nothing can be filed there."""
    return file_document(
        register, title=title, filename=filename, data=data, kind=kind, checkConstraints=False
    )


def check_unregistered(obj: object) -> None:
    """Raise AlreadyRegistered for what has a number."""
    if obj.registry_number:
        raise AlreadyRegistered(
            _(
                "error_already_registered",
                default="This case has the number ${number} already.",
                mapping={"number": obj.registry_number},
            )
        )


def _register_for_more(case: ICase) -> IRegister:
    """Return where the next document of a case is entered; the case goes on there if need be."""
    register = register_of(case)
    if not year_over(register):
        check_open(register)
        return register
    present = present_register(organisation_of(case), register.code)
    if style_of(present).continuation != SAME_MAIN:
        continue_case(case, present)
    return present


def continue_case(case: ICase, register: IRegister) -> str:
    """Give a case of an earlier year a main number in this year's register; return it.

    The old number stays with the case and finds it; the new entry names it.
    """
    before, known = case.registry_number, numbers_of(case)
    for document in documents_of(case):
        if document.registry_number and not getattr(aq_base(document), "register_path", ""):
            document.register_path = case.register_path
    case.numbers = known
    number = _enter_case(register, case, antecedent=before)
    journal.record(case, "continued", number=number, before=before)
    return number


def _enter_case(register: IRegister, case: ICase, antecedent: str = "") -> str:
    """Give a case the next main number of a register; return it written."""
    main = register.book.next_main()
    case.registry_main, case.register_path = main, register.getId()
    case.registry_number = _enter(register, case, main, 0, antecedent)
    case.numbers = (*case.numbers, CaseNumber(case.registry_number, register.getId(), main))
    case.reindexObject(idxs=INDEXES)
    return case.registry_number


def _enter(register: IRegister, obj: object, main: int, sub: int, antecedent: str = "") -> str:
    """Write an entry for an object into the book and the journal; return its number."""
    check_open(register)
    organisation, style = organisation_of(register), style_of(register)
    case = obj if ICase.providedBy(obj) else obj.aq_parent
    number = format_number(
        style,
        code=prefix_of(style, organisation.code, register.code),
        main=main,
        sub=sub,
        year=register.year,
        document=obj is not case,
    )
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
            plan_item=case.plan_item or "",
            antecedent=antecedent,
            case=case.registry_number if style.running and obj is not case else "",
        )
    )
    journal.record(obj, "registered", number=number)
    return number


def numbers_of(case: ICase) -> tuple[CaseNumber, ...]:
    """Return every number a case has had, oldest first; none before registration."""
    if case.numbers or not case.registry_number:
        return case.numbers
    # Registered when a case could have only one.
    return (CaseNumber(case.registry_number, case.register_path, case.registry_main),)


def find_case(organisation: IOrganisation, number: str) -> ICase | None:
    """Return the case that has or had a number; None where the reader may see no such one."""
    wanted = " ".join(number.split())
    words = "".join(c if c.isalnum() else " " for c in wanted).split()
    catalog = api.portal.get_tool("portal_catalog")
    found = (
        catalog(
            object_provides=ICase.__identifier__,
            organisation=organisation.getId(),
            SearchableText=" AND ".join(f'"{word}"' for word in words),
        )
        if words
        else ()
    )
    cases = (brain.getObject() for brain in found)
    return next((c for c in cases if any(n.number == wanted for n in numbers_of(c))), None)


def documents_of(case: ICase) -> list[IFiledDocument]:
    """Return the documents of a case in the order in which they were filed."""
    found = [d for d in case.objectValues() if IFiledDocument.providedBy(d)]
    return sorted(found, key=lambda d: d.created())
