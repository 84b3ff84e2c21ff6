"""What the catalog keeps of cases and documents for the questions people ask."""

from muniflow.document.interfaces import IFiledDocument
from muniflow.registry.interfaces import ICase
from muniflow.registry.rules import order_of
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
    return order_of(case.registry_number)


@indexer(IFiledDocument)
def document_order(document: IFiledDocument) -> str:
    """Sorts by year, number and sub-number."""
    return order_of(document.registry_number)


@indexer(ICase)
def case_text(case: ICase) -> str:
    """Number, subject and partners, found by any of their words."""
    words = [case.registry_number, case.title or "", case.description or ""]
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
