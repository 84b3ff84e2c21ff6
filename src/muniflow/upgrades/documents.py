"""Documents of sites that are there: their states, and what the worker has to do on them."""

from collections.abc import Iterator
from muniflow.approval.operations import settle
from muniflow.document.interfaces import IFiledDocument
from muniflow.registry.interfaces import ICase
from plone import api
from zope.interface import Interface


def settle_documents() -> None:
    """Let documents be approved where an approval holds them, and all formats be looked up."""
    for case in _all(ICase):
        settle(case)
    for document in _all(IFiledDocument):
        document.reindexObject(idxs=["pending"])


def _all(kind: type[Interface]) -> Iterator[object]:
    """Yield every object of a kind, whoever may see it."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(object_provides=kind.__identifier__):
        yield brain._unrestrictedGetObject()
