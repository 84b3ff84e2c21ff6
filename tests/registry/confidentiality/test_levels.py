"""Levels on cases and documents: who sees, who may change them, and what stays in step."""

from datetime import timedelta
from muniflow.approval.errors import WrongPerson
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import opinions_for_me
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.document.operations import file_document
from muniflow.organisation.access import access_to
from muniflow.organisation.operations import add_post
from muniflow.process.interfaces import FORWARD
from muniflow.registry.confidentiality.errors import WouldStop
from muniflow.registry.operations import documents_of
from muniflow.registry.operations import may_see
from muniflow.registry.operations import seen_of
from muniflow.registry.operations import set_confidentiality
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from tests.conftest import acting
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest

EVERYBODY = ("anna", "bela", "cili", "dani", "emma", "gabi", "judit")


@pytest.fixture()
def case(contract) -> object:
    """A contract that Anna answers for, in the unit of which Béla is the head."""
    case = contract(term_from=clock.today())
    processQueue()
    return case


@pytest.fixture()
def document(case, as_person) -> object:
    """A document in the case."""
    with as_person("anna"):
        return file_document(case, title="Offer", filename="a.txt", data=b"one")


def put(obj: object, level: str, *people: str, person: str = "anna", **more: object) -> None:
    """Set a level as somebody."""
    with acting(person):
        set_confidentiality(obj, level, people, reason="Personal data.", **more)
    processQueue()


def seeing(obj: object) -> str:
    """Return who sees an object, and fail where the catalog says otherwise."""
    seen = [person for person in EVERYBODY if may_see(obj, person)]
    found = []
    for person in EVERYBODY:
        with acting(person):
            if api.portal.get_tool("portal_catalog")(UID=IUUID(obj)):
                found.append(person)
    assert found == seen
    return " ".join(seen)


def forward(case: object, person: str) -> None:
    """Bring a case on."""
    with acting(person):
        choice = next(c for c in decisions_for(case) if c.kind in FORWARD)
        decide(case, transition=choice.id, comment="Good.")
    processQueue()


def test_a_case_that_was_never_given_a_level_is_open(case):
    assert seeing(case) == " ".join(EVERYBODY)
    assert not case.__ac_local_roles_block__


@pytest.mark.parametrize(
    "level,people,expected",
    [
        ("unit", (), "anna bela gabi"),
        ("named", ("dani",), "anna dani"),
        ("sealed", ("anna", "dani"), "anna dani emma"),
    ],
)
def test_a_level_says_who_sees(case, document, level, people, expected):
    put(case, level, *people)
    assert seeing(case) == expected
    assert seeing(document) == expected


def test_the_other_clerks_of_the_unit_are_not_those_who_answer(case, town):
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="kata", unit="works", function="clerk")
    put(case, "named", "dani")
    assert not may_see(case, "kata")
    put(case, "unit", person="bela")
    assert may_see(case, "kata")


def test_whose_turn_it_is_comes_in_and_goes_out(case, document):
    put(case, "named", "dani")
    forward(case, "anna")
    assert seeing(case) == "anna bela dani"
    assert seeing(document) == "anna bela dani"
    forward(case, "bela")
    assert "bela" not in seeing(case)
    assert seeing(case) == seeing(document)


def test_the_process_goes_on_to_its_end(case):
    put(case, "unit")
    for person in ("anna", "bela", "emma"):
        forward(case, person)
    assert seeing(case) == "anna bela gabi"


def test_a_document_may_be_stricter(case, document):
    put(document, "named", "gabi")
    assert seeing(case) == " ".join(EVERYBODY)
    assert seeing(document) == "anna gabi"


def test_a_stricter_document_stays_so_whatever_becomes_of_the_case(case, document):
    put(case, "named", "gabi")
    put(document, "named", "gabi")
    put(case, "organisation", person="bela")
    assert seeing(case) == " ".join(EVERYBODY)
    assert seeing(document) == "anna gabi"
    forward(case, "anna")
    assert seeing(document) == "anna bela gabi"


def test_a_document_is_never_more_open(case, document):
    put(document, "unit")
    put(case, "named", "dani")
    assert seeing(document) == "anna dani"
    with pytest.raises(Invalid):
        put(document, "unit")
    with pytest.raises(Invalid):
        put(document, "named", "gabi", person="bela")


@pytest.mark.parametrize(
    "person,level,allowed",
    [
        ("anna", "named", True),
        ("bela", "sealed", True),
        ("gabi", "named", True),
        ("cili", "named", False),
        ("judit", "named", False),
        ("anna", "organisation", False),
        ("bela", "organisation", True),
        ("gabi", "organisation", True),
        ("emma", "organisation", False),
    ],
)
def test_who_may_change_a_level(case, person, level, allowed):
    put(case, "unit")
    if allowed:
        put(case, level, "anna", person=person)
        assert case.confidentiality == level
    else:
        with pytest.raises(NotAllowed):
            put(case, level, "anna", person=person)


@pytest.mark.parametrize("person,allowed", [("bela", False), ("gabi", False), ("emma", True)])
def test_only_one_function_unseals(case, person, allowed):
    put(case, "sealed", "anna")
    if allowed:
        put(case, "organisation", person=person)
        assert seeing(case) == " ".join(EVERYBODY)
    else:
        with pytest.raises(NotAllowed):
            put(case, "organisation", person=person)


def test_sealing_asks_when_it_would_stop_the_case(case):
    forward(case, "anna")
    with pytest.raises(WouldStop) as refused:
        put(case, "sealed", "anna", person="bela")
    assert refused.value.people == ("bela",)
    put(case, "sealed", "anna", person="bela", confirmed=True)
    assert seeing(case) == "anna emma"


def test_a_named_person_goes_on_acting_on_a_sealed_case(case):
    put(case, "sealed", "anna", "bela")
    forward(case, "anna")
    with acting("bela"):
        assert [c for c in decisions_for(case) if c.kind == "approve"]


def test_without_a_reason_nothing_is_changed(case):
    with acting("anna"), pytest.raises(Invalid):
        set_confidentiality(case, "unit", reason=" ")


def test_a_sealed_case_is_handed_only_to_who_goes_on_seeing_it(case):
    forward(case, "anna")
    put(case, "sealed", "anna", "bela", person="bela")
    with acting("bela"):
        with pytest.raises(WrongPerson):
            delegate(case, to="cili")
        with pytest.raises(Invalid):
            ask_opinion(case, units=["legal"], question="Known?")
        delegate(case, to="anna")


def test_who_was_handed_the_step_finds_a_case_for_named_people(case):
    put(case, "named", "dani")
    forward(case, "anna")
    with acting("bela"):
        delegate(case, to="cili")
    processQueue()
    assert "cili" in seeing(case)


def test_a_unit_that_was_asked_sees_the_case_until_it_has_answered(case):
    put(case, "named", "dani")
    forward(case, "anna")
    with acting("bela"):
        ask_opinion(case, units=["finance", "legal"], question="Known?")
    processQueue()
    assert "cili" in seeing(case)
    with acting("cili"):
        (question,) = opinions_for_me(case)
        give_opinion(case, opinion=question.id, text="Yes.")
    processQueue()
    assert "cili" not in seeing(case)


def test_whoever_leaves_sees_nothing_and_nothing_is_indexed_anew(case, town):
    put(case, "named", "dani")
    path = "/".join(case.getPhysicalPath())
    before = town.portal_catalog.getIndexDataForUID(path)
    with api.env.adopt_roles(["Manager"]):
        (post,) = [
            b._unrestrictedGetObject()
            for b in town.portal_catalog.unrestrictedSearchResults(
                portal_type="Post", path="/plone/onk/units/finance"
            )
        ]
        post.until = clock.today() - timedelta(days=1)
        notify(ObjectModifiedEvent(post))
    assert seeing(case) == "anna"
    assert town.portal_catalog.getIndexDataForUID(path) == before


def test_who_answers_takes_the_case_along(case):
    put(case, "named")
    assert seeing(case) == "anna"
    with api.env.adopt_roles(["Manager"]):
        case.responsible = "cili"
        notify(ObjectModifiedEvent(case))
        case.reindexObjectSecurity()
    processQueue()
    assert seeing(case) == "cili"


def test_the_page_on_who_may_names_them(case):
    put(case, "sealed", "anna", "dani")
    assert {(a.person, a.named) for a in access_to(case)} == {
        ("anna", True),
        ("dani", True),
        ("emma", False),
    }


def test_a_role_of_the_whole_site_finds_nothing_confidential(case, town):
    api.user.grant_roles(username="kata", roles=["Manager"])
    with acting("kata"):
        assert town.portal_catalog(UID=IUUID(case))
    put(case, "unit")
    with acting("kata"):
        assert not town.portal_catalog(UID=IUUID(case))


def test_the_level_stands_in_the_journal(case, town):
    put(case, "sealed", "anna", "dani")
    (entry,) = [
        e
        for e in IJournal(town["onk"]).entries(uid=IUUID(case))
        if e["act"] == "confidentiality-changed"
    ]
    assert (entry["actor"], entry["acting_as"]) == ("anna", "responsible@works")
    assert entry["details"]["level"] == "sealed"
    assert entry["details"]["people"] == "anna, dani"
    assert entry["details"]["reason"] == "Personal data."


def test_the_case_page_names_no_document_that_is_hidden(case, document, as_person):
    put(document, "named", "gabi")
    with as_person("bela"):
        assert seen_of(documents_of(case)) == []
    with as_person("gabi"):
        assert seen_of(documents_of(case)) == [document]
