"""What the catalog keeps of cases and documents for the questions people ask."""

from Acquisition import aq_base
from muniflow.document.interfaces import IFiledDocument
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import numbers_of
from muniflow.registry.writing import order_of
from plone.indexer import indexer


@indexer(ICase)
def case_number(case: ICase) -> str:
    """The main number; empty before registration."""
    return case.registry_number


@indexer(IFiledDocument)
def document_number(document: IFiledDocument) -> str:
    """The number with its sub-number; empty before registration."""
    return document.registry_number


@indexer(ICase)
def case_order(case: ICase) -> str:
    """Sorts by year and number, what is unregistered first."""
    return order_of(case.register_path, case.registry_main, 0) if case.registry_number else ""


@indexer(IFiledDocument)
def document_order(document: IFiledDocument) -> str:
    """Sorts by year, number and sub-number."""
    if not document.registry_number:
        return ""
    book = getattr(aq_base(document), "register_path", "")
    if not book:
        book = getattr(aq_base(document.aq_parent), "register_path", "")
    return order_of(book, document.registry_main, document.registry_sub)


@indexer(ICase)
def case_text(case: ICase) -> str:
    """Every number it has had, subject and partners, found by any of their words."""
    numbers = [one.number for one in numbers_of(case)]
    words = [*numbers, case.title or "", case.description or ""]
    words.extend(getattr(case, "partners", None) or ())
    words.append(getattr(case, "partner_reference", None) or "")
    return " ".join(words)


@indexer(IFiledDocument)
def document_text(document: IFiledDocument) -> str:
    """Number, title and file name."""
    filename = document.file.filename if document.file else ""
    return " ".join((document.registry_number, document.title or "", filename or ""))


@indexer(IFiledDocument)
def document_version(document: IFiledDocument) -> int:
    """How many versions the file has had."""
    return len(document.versions)
