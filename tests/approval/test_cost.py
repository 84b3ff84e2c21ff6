"""What a decision costs the catalog, counted: times are measured in bench."""

from datetime import date
from decimal import Decimal
from muniflow.document.operations import file_document
from plone import api
from plone.indexer.interfaces import IIndexableObject
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.CatalogTool import CatalogTool
from zope.component import getMultiAdapter

import pytest

DOCUMENTS = 5


@pytest.fixture()
def filed(contract, as_person):
    """A draft with some documents in it."""
    case = contract(value_net=Decimal(500_000), term_from=date(2026, 1, 1))
    with as_person("anna"):
        for number in range(DOCUMENTS):
            file_document(case, title=f"Annex {number}", filename="a.txt", data=b"one")
    processQueue()
    return case


@pytest.fixture()
def reindexed(monkeypatch):
    """The addresses of what the catalog was asked to index."""
    found = []
    original = CatalogTool.catalog_object

    def counted(self, obj, uid=None, *args, **kw):
        found.append(uid)
        return original(self, obj, uid, *args, **kw)

    monkeypatch.setattr(CatalogTool, "catalog_object", counted)
    return found


def viewers(path):
    catalog = api.portal.get_tool("portal_catalog")
    return set(catalog.getIndexDataForUID(path)["allowedRolesAndUsers"])


def inside(case):
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path="/".join(case.getPhysicalPath())
    )
    return {brain.getPath() for brain in found if brain.portal_type == "FiledDocument"}


@pytest.mark.parametrize(
    "before, person, kind",
    [
        # The first time it gives the documents their numbers, too.
        ((("anna", "submit"), ("bela", "return")), "anna", "submit"),
        ((("anna", "submit"),), "bela", "approve"),
        ((("anna", "submit"),), "bela", "return"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_decision_reindexes_the_case_and_no_document(
    filed, take, reindexed, before, person, kind
):
    for who, what in before:
        take(filed, who, what, "Because.")
    processQueue()
    reindexed.clear()
    take(filed, person, kind, "Because.")
    processQueue()
    assert set(reindexed) == {"/".join(filed.getPhysicalPath())}


def test_documents_are_found_by_whoever_sees_the_case(filed, take):
    case = "/".join(filed.getPhysicalPath())
    draft = viewers(case)
    take(filed, "anna", "submit")
    submitted = viewers(case)
    take(filed, "bela", "return", "Because.")
    assert len(inside(filed)) == DOCUMENTS
    assert submitted != draft
    assert {frozenset(viewers(path)) for path in inside(filed)} == {frozenset(draft)}


def test_a_document_with_rights_of_its_own_keeps_them(filed, take):
    first = filed[next(iter(filed.objectIds()))]
    first.manage_setLocalRoles("dora", ["Manager"])
    first.reindexObjectSecurity()
    take(filed, "anna", "submit")
    case, own = ("/".join(obj.getPhysicalPath()) for obj in (filed, first))
    assert viewers(own) == viewers(case) | {"user:dora"}


@pytest.mark.parametrize("kind", ["submit", "return"])
def test_the_catalog_says_what_a_full_reindexing_would(filed, take, kind):
    take(filed, "anna", "submit")
    if kind == "return":
        take(filed, "bela", "return", "Because.")
    found = {path: viewers(path) for path in inside(filed)}
    for document in filed.objectValues():
        document.reindexObject()
    assert found == {path: viewers(path) for path in inside(filed)}


@pytest.mark.parametrize("kind", ["submit", "approve", "return"])
def test_the_columns_say_what_a_full_reindexing_would(filed, take, kind):
    take(filed, "anna", "submit")
    if kind != "submit":
        take(filed, "bela", kind, "Because.")
    processQueue()
    tool = api.portal.get_tool("portal_catalog")
    catalog, rid = tool._catalog, tool.getrid("/".join(filed.getPhysicalPath()))
    fresh = catalog.recordify(getMultiAdapter((filed, tool), IIndexableObject))
    kept = dict(zip(catalog.names, catalog.data[rid], strict=True))
    assert kept == dict(zip(catalog.names, fresh, strict=True))
