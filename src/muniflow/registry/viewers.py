"""What the catalog says of who may see a case, and with it what is filed in the case."""

from collections.abc import Sequence
from muniflow.registry.confidentiality.interfaces import INDEX as LEVEL
from muniflow.registry.confidentiality.interfaces import OWN
from muniflow.registry.interfaces import ICase
from plone.indexer.interfaces import IIndexer
from Products.CMFPlone.CatalogTool import CatalogTool
from zope.component import getMultiAdapter

INDEX = "allowedRolesAndUsers"


class Viewers:
    """Stands for an object of which only is known who may see it."""

    def __init__(self, viewers: Sequence[str]) -> None:
        self.allowedRolesAndUsers = list(viewers)


def viewers_of(case: ICase, catalog: CatalogTool) -> set[str]:
    """Return who may see a case now."""
    return set(getMultiAdapter((case, catalog), IIndexer, INDEX)())


def viewers_known(path: str, catalog: CatalogTool) -> set[str] | None:
    """Return who may see what lies at a path as the catalog says; None when it is not there."""
    rid = catalog.getrid(path)
    return None if rid is None else _known(catalog, rid)


def show(path: str, catalog: CatalogTool, now: set[str]) -> None:
    """Enter who may see what lies at a path, as it has just been found out."""
    catalog.Indexes[INDEX].index_object(catalog.getrid(path), Viewers(sorted(now)))


def show_inside(path: str, catalog: CatalogTool, before: set[str], now: set[str]) -> list[object]:
    """Enter who may see what lies below a path, where it was seen by the same as the case.

    No document is woken for that: it costs next to nothing also where there are hundreds.
    What has other viewers has rights of its own and is returned.
    """
    index, stand_in, others = catalog.Indexes[INDEX], Viewers(sorted(now)), []
    for brain in catalog.unrestrictedSearchResults(path=path):
        if brain.getPath() == path:
            continue
        known = _known(catalog, brain.getRID())
        if OWN in catalog.Indexes[LEVEL].getEntryForObject(brain.getRID(), ()):
            others.append(brain._unrestrictedGetObject())
        elif known == before:
            index.index_object(brain.getRID(), stand_in)
        elif known != now:
            others.append(brain._unrestrictedGetObject())
    return others


def _known(catalog: CatalogTool, rid: int) -> set[str]:
    return set(catalog.Indexes[INDEX].getEntryForObject(rid, ()))
