"""The page of a register: what is asked for, corrections with their links, the audit."""

from muniflow.core import clock
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.document.operations import file_document
from muniflow.registry.auditing import audit_register
from muniflow.registry.auditing import RegisterAudits
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_of
from muniflow.registry.operations import void_number
from plone import api
from zope.interface import alsoProvides

import pytest


@pytest.fixture()
def register(contract, as_person):
    """A register with a case, a document in it, a void case and one of another subject."""
    first, second, third = contract(), contract(title="Lakossági bejelentés"), contract()
    for case in (first, second, third):
        register_case(case)
    with as_person("anna"):
        file_document(first, title="Offer", filename="a.txt", data=b"a")
    with as_person("gabi"):
        void_number(third, reason="entered twice")
    return register_of(first)


@pytest.fixture()
def page(register, integration, as_person):
    """A function that returns the page for what an address asks for."""
    request = integration["request"]
    alsoProvides(request, IMuniflowLayer)

    def ask(person="gabi", **form):
        request.form.clear()
        request.form.update(form)
        with as_person(person):
            return api.content.get_view("view", register, request)

    return ask


def numbers(view):
    """Return the numbers of a page without the year."""
    return [line.number.rsplit("/", 1)[0] for line in view.lines()]


@pytest.mark.parametrize(
    "form,expected",
    [
        ({}, ["ONK/3", "ONK/2", "ONK/1-1", "ONK/1"]),
        ({"sort": "number"}, ["ONK/1", "ONK/1-1", "ONK/2", "ONK/3"]),
        ({"text": "lakossagi"}, ["ONK/2"]),
        ({"text": "1"}, ["ONK/1-1", "ONK/1"]),
        ({"correction": "void"}, ["ONK/3"]),
        ({"correction": "moved"}, []),
        ({"correction": "nonsense"}, ["ONK/3", "ONK/2", "ONK/1-1", "ONK/1"]),
        ({"level": "document"}, ["ONK/1-1"]),
        ({"kind": "OutgoingContract", "unit": "works"}, ["ONK/3", "ONK/2", "ONK/1"]),
        ({"unit": "legal"}, []),
        ({"until": "1999-12-31"}, []),
        ({"until": "9999-12-31"}, ["ONK/3", "ONK/2", "ONK/1-1", "ONK/1"]),
        ({"since": "yesterday"}, ["ONK/3", "ONK/2", "ONK/1-1", "ONK/1"]),
        ({"text": ["a", "list"]}, ["ONK/3", "ONK/2", "ONK/1-1", "ONK/1"]),
        ({"b_start": 100}, []),
    ],
)
def test_the_address_says_what_is_shown(page, form, expected, as_person):
    with as_person("gabi"):
        assert numbers(page(**form)) == expected


def test_today_is_within_today(page, as_person):
    today = clock.today().isoformat()
    with as_person("gabi"):
        assert len(page(since=today, until=today).lines()) == 4


def test_a_void_says_why(page, as_person):
    with as_person("gabi"):
        text = page()()
    assert "VOID: entered twice (Molnár Gabi" in text
    assert text.count("<s>") == 2


@pytest.mark.parametrize("person,linked", [("gabi", True), ("kata", False)])
def test_a_number_leads_to_its_case_where_the_reader_sees_it(page, as_person, person, linked):
    with as_person(person):
        (line,) = page(text="lakossagi").lines()
    assert bool(line.url) is linked


def test_an_audit_is_shown(page, register, as_person):
    with as_person("gabi"):
        assert "Not audited yet" in page()()
    register.book.checked = audit_register(register)
    with as_person("gabi"):
        text = page()()
    assert "every number is there once" in text and "What the audit found" not in text


def test_what_is_wrong_is_listed_by_number(page, register, as_person):
    del register.book._entries[100_001]
    register.book.checked = audit_register(register)
    year = register.year
    with as_person("gabi"):
        text = page()()
        assert f"ONK/1-1/{year} is missing" in text
        assert "The entries do not add up: 4 ≠ 3" in text


def test_counters_that_differ_are_said_without_an_audit(page, register, as_person):
    register.book._counter.value += 1
    with as_person("gabi"):
        assert "counters of the register do not agree" in page()()


def test_the_worker_audits_once_a_night_and_when_asked(register, portal):
    job = RegisterAudits()
    (item,) = [i for i in job.pending(portal) if i.path == "/".join(register.getPhysicalPath())]
    job.perform(portal, item, job.prepare(portal, item))
    assert register.book.checked.total == 0 and register.book.checked.entries == 4
    assert not job.is_pending(portal, item)
    register.book.audit_wanted = "gabi"
    assert job.is_pending(portal, item)


def test_an_object_that_is_gone_or_says_another_number_is_found(register, town):
    catalog = api.portal.get_tool("portal_catalog")
    (document,) = catalog.unrestrictedSearchResults(portal_type="FiledDocument")
    (brain,) = catalog.unrestrictedSearchResults(registry_number=f"ONK/2/{register.year}")
    case = brain._unrestrictedGetObject()
    case.registry_number = "ONK/77/2026"
    case.numbers = ()
    case.reindexObject(idxs=["registry_number"])
    catalog.uncatalog_object(document.getPath())
    found = {(f.kind, f.number.rsplit("/", 1)[0]) for f in audit_register(register).findings}
    assert found == {("other number", "ONK/2"), ("object gone", "ONK/1-1")}
