"""Keeps the catalog's columns of a case: a few indexes rewrite only their own columns."""

from collections.abc import Iterator
from collections.abc import Sequence
from Missing import MV
from muniflow.registry.interfaces import ICase
from plone.indexer.interfaces import IIndexableObject
from Products.CMFCore.interfaces import ICatalogTool
from Products.CMFCore.interfaces import IIndexQueueProcessor
from Products.CMFPlone.CatalogTool import CatalogTool
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.interface import implementer

BESIDE = {"review_state": ("step",), "modified": ("ModificationDate", "Date")}
"""Columns without an index of their name, by the index with which they change."""


@implementer(IIndexQueueProcessor)
class Columns:
    """Rewrites the columns of the reindexed names; all of them take a good part of a decision."""

    def index(self, obj: object, attributes: Sequence[str] | None = None) -> None:
        """Do nothing: what is new to the catalog gets all its columns."""

    def reindex(
        self, obj: object, attributes: Sequence[str] | None = None, update_metadata: int = 1
    ) -> None:
        """Rewrite the columns of a case that go by the names; the catalog leaves them alone."""
        if attributes and not update_metadata and ICase.providedBy(obj):
            _rewrite(obj, getUtility(ICatalogTool), tuple(_columns(attributes)))

    def unindex(self, obj: object) -> None:
        """Do nothing: the columns go with the entry."""

    def begin(self) -> None:
        """Do nothing."""

    def commit(self) -> None:
        """Do nothing: the catalog goes with the transaction."""

    def abort(self) -> None:
        """Do nothing: the catalog goes with the transaction."""


def _columns(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        yield name
        yield from BESIDE.get(name, ())


def _rewrite(case: ICase, tool: CatalogTool, names: Sequence[str]) -> None:
    catalog = tool._catalog
    rid = catalog.uids.get("/".join(case.getPhysicalPath()))
    places = {name: catalog.schema[name] for name in names if name in catalog.schema}
    if rid is None or not places:
        return
    shown = getMultiAdapter((case, tool), IIndexableObject)
    record = list(catalog.data[rid])
    for name, place in places.items():
        value = getattr(shown, name, MV)
        known = value is not MV and callable(value)
        record[place] = value() if known else value
    if tuple(record) != catalog.data[rid]:
        catalog.data[rid] = tuple(record)
