"""What the catalog keeps of what is confidential: who finds it, and how strict it is."""

from muniflow.document.interfaces import IFiledDocument
from muniflow.registry.confidentiality.interfaces import ORGANISATION
from muniflow.registry.confidentiality.interfaces import OWN
from muniflow.registry.confidentiality.levels import is_confidential
from muniflow.registry.confidentiality.levels import level_of
from muniflow.registry.confidentiality.levels import own_level
from muniflow.registry.confidentiality.sight import SITE_WIDE
from muniflow.registry.interfaces import ICase
from plone.indexer import indexer
from Products.CMFPlone.CatalogTool import allowedRolesAndUsers


def _finders(obj: object) -> list[str]:
    """Return who finds an object; a role of the whole site finds nothing confidential."""
    found = allowedRolesAndUsers.callable(obj)
    return [x for x in found if x not in SITE_WIDE] if is_confidential(obj) else found


@indexer(ICase)
def case_finders(case: ICase) -> list[str]:
    """Return the roles and groups that find a case."""
    return _finders(case)


@indexer(IFiledDocument)
def document_finders(document: IFiledDocument) -> list[str]:
    """Return the roles and groups that find a document."""
    return _finders(document)


def _level(obj: object) -> str:
    """Return the level; what is open does not stand in the index."""
    level = level_of(obj)
    if level == ORGANISATION:
        raise AttributeError("confidentiality")
    return level


@indexer(ICase)
def case_level(case: ICase) -> list[str]:
    """Return the level of a case."""
    return [_level(case)]


@indexer(IFiledDocument)
def document_level(document: IFiledDocument) -> list[str]:
    """Return the level that holds for a document, and whether it is its own."""
    return [_level(document), OWN] if own_level(document) else [_level(document)]
