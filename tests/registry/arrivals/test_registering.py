"""What came in is registered: into a new case or one that is there, found by its antecedents."""

from dataclasses import replace
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.document.operations import components_of
from muniflow.registry.arrivals.errors import NotNow
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.interfaces import NewCase
from muniflow.registry.arrivals.interfaces import Paper
from muniflow.registry.arrivals.operations import antecedents_for
from muniflow.registry.arrivals.operations import arrival_of
from muniflow.registry.arrivals.operations import files_of_arrival
from muniflow.registry.arrivals.operations import register_arrival
from muniflow.registry.arrivals.operations import register_paper
from muniflow.registry.arrivals.operations import reopen_arrival
from muniflow.registry.arrivals.operations import unfile_arrival
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_of
from muniflow.registry.operations import void_number
from plone import api
from plone.app.uuid.utils import uuidToObject
from Products.CMFCore.indexing import processQueue

import pytest

YEAR = clock.today().year
NEW = NewCase(title="Közvilágítás javítása", unit="works", handler="anna")
SCAN = ("level.txt", b"Tisztelt Cim!")


@pytest.fixture()
def registered(arrive, as_person):
    """A function that takes something in and registers it; returns arrival and document."""

    def make(into=NEW, **values):
        arrival = arrive(**{"files": [SCAN], **values})
        with as_person("gabi"):
            register_arrival(arrival, into=into)
        return arrival, uuidToObject(arrival.standing.document, unrestricted=True)

    return make


def test_a_new_case_gets_the_number_and_the_paper(registered):
    arrival, document = registered()
    case = document.aq_parent
    assert (case.portal_type, case.title) == ("GeneralCase", "Közvilágítás javítása")
    assert (case.registry_number, document.registry_number) == (
        f"ONK/1/{YEAR}",
        f"ONK/1-1/{YEAR}",
    )
    assert arrival.standing.number == document.registry_number
    assert (case.unit, case.responsible) == ("works", "anna")


def test_the_book_says_what_is_known_of_the_arrival(registered):
    arrival, document = registered(external_id="RL 1", reference="F-7", annexes=2)
    entry = register_of(document.aq_parent).book.entry(1, 1)
    facts = entry.facts
    assert (facts.direction, facts.arrival) == ("incoming", arrival.arrival_number)
    assert (facts.partner, facts.mode, facts.carrier) == ("Fényhíd Bt.", "post", "paper")
    assert (facts.external_id, facts.reference, facts.annexes) == ("RL 1", "F-7", 2)
    assert facts.received.startswith(clock.today().isoformat()[:7])


def test_the_arrival_keeps_its_own_file_and_the_case_has_the_same_bytes(registered):
    arrival, document = registered()
    own = files_of_arrival(arrival)[0]
    assert own.versions[0].sha256 == document.versions[0].sha256
    assert own.file._blob is document.file._blob
    assert own.file is not document.file


def test_further_files_are_components(registered):
    arrival, document = registered(files=[SCAN, ("terv.txt", b"terv")])
    assert len(files_of_arrival(arrival)) == 2
    assert [c.versions[0].sha256 for c in components_of(document)] == [
        d.versions[0].sha256 for d in files_of_arrival(arrival)
    ]


def test_a_paper_without_a_scan_is_stood_for_by_a_sheet(registered):
    arrival, document = registered(files=[])
    text = document.file.data.decode()
    assert arrival.arrival_number in text
    assert "Fényhíd Bt." in text


def test_into_a_case_it_gets_the_next_sub_number(registered):
    _arrival, first = registered()
    _arrival, second = registered(into=first.aq_parent)
    assert second.registry_number == f"ONK/1-2/{YEAR}"
    assert register_of(first.aq_parent).book.entry(1, 2).facts.partner == "Fényhíd Bt."


def test_nothing_is_registered_twice(registered, as_person):
    arrival, _document = registered()
    with as_person("gabi"), pytest.raises(NotNow):
        register_arrival(arrival, into=NEW)


@pytest.mark.parametrize("person", ["anna", "bela", "judit"])
def test_only_a_records_officer_registers(arrive, as_person, person):
    arrival = arrive()
    with as_person(person), pytest.raises(NotYours):
        register_arrival(arrival, into=NEW)


def test_a_case_of_another_organisation_is_none(registered, arrive, as_person):
    _arrival, document = registered()
    arrival = arrive("gabi", "phi")
    with as_person("gabi"), pytest.raises(NotYours):
        register_arrival(arrival, into=document.aq_parent)


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "nowhere"}, {"handler": "hugo"}, {"plan_item": "zzz"}, {"title": " "}],
    ids=lambda w: next(iter(w)),
)
def test_what_cannot_be_is_refused_and_no_number_is_lost(arrive, as_person, registered, wrong):
    arrival = arrive()
    with as_person("gabi"), pytest.raises(Invalid):
        register_arrival(arrival, into=replace(NEW, **wrong))
    _arrival, document = registered()
    assert document.registry_number == f"ONK/1-1/{YEAR}"


def test_what_is_set_aside_is_not_registered_before_it_is_taken_up_again(arrive, as_person):
    arrival = arrive()
    with as_person("gabi"):
        unfile_arrival(arrival, kind="advert", reason="Hirdetés")
        with pytest.raises(NotNow):
            register_arrival(arrival, into=NEW)
        reopen_arrival(arrival, reason="mégis ügy")
        assert register_arrival(arrival, into=NEW) == f"ONK/1-1/{YEAR}"


def test_after_its_number_is_void_it_is_registered_anew(registered, as_person):
    arrival, document = registered()
    with as_person("gabi"):
        with pytest.raises(NotNow):
            reopen_arrival(arrival, reason="téves ügy")
        void_number(document, reason="téves ügy")
        reopen_arrival(arrival, reason="téves ügy")
        assert register_arrival(arrival, into=document.aq_parent) == f"ONK/1-2/{YEAR}"


@pytest.mark.parametrize("direction", ["outgoing", "internal"])
def test_what_goes_out_or_stays_is_registered_alike(town, as_person, direction):
    paper = Paper("Válasz", direction, partner="Fényhíd Bt.", files=(("v.txt", b"v"),))
    with as_person("gabi"):
        document = register_paper(town["onk"], paper=paper, into=NEW)
    assert document.registry_number == f"ONK/1-1/{YEAR}"
    assert (document.facts.direction, document.facts.arrival) == (direction, "")


def test_what_comes_in_is_taken_in_first(town, as_person):
    with as_person("gabi"), pytest.raises(Invalid):
        register_paper(town["onk"], paper=Paper("Levél", "incoming"), into=NEW)


@pytest.fixture()
def earlier(contract, registered, as_person):
    """A contract with a partner, and a case in which a mail was registered; both numbered."""
    playground = contract(
        title="Játszóterek karbantartása",
        partners=("Zöld Liget Kft., 2120 Dunakeszi",),
        partner_reference="ZL-77/2026",
    )
    register_case(playground)
    _arrival, mail = registered(
        into=replace(NEW, title="Kátyúk a Barátság útján"),
        sender="Bányai Gergely",
        subject="Kátyúk a Barátság útján",
        mode="mail",
        external_id="<abc@example>",
    )
    processQueue()
    return playground, mail.aq_parent


@pytest.mark.parametrize(
    ("asked", "expected", "least"),
    [
        ({"subject": f"Hiv. sz.: ONK/1/{YEAR}"}, 0, 100),
        ({"reference": f"ONK/2-1/{YEAR}"}, 1, 100),
        ({"thread": ["<abc@example>"]}, 1, 90),
        ({"reference": "zl 77/2026"}, 0, 70),
        ({"sender": "Zöld Liget Kft."}, 0, 30),
        ({"sender": "BÁNYAI GERGELY, Göd"}, 1, 30),
        ({"subject": "Re: játszóterek karbantartási munkái"}, 0, 25),
        ({"subject": "kátyúk javítása"}, 1, 25),
    ],
    ids=lambda v: next(iter(v)) if isinstance(v, dict) else None,
)
def test_antecedents_are_found(town, earlier, as_person, asked, expected, least):
    with as_person("gabi"):
        found = antecedents_for(town["onk"], **asked)
    assert found
    assert found[0].uid == earlier[expected].UID()
    assert found[0].score >= least
    assert found[0].reasons


@pytest.mark.parametrize(
    "asked", [{}, {"subject": "Egészen más"}, {"sender": "Senki"}, {"reference": "x"}]
)
def test_nothing_is_found_for_what_is_new(town, earlier, as_person, asked):
    with as_person("gabi"):
        assert antecedents_for(town["onk"], **asked) == []


def test_another_organisation_finds_nothing(town, earlier, as_person):
    with as_person("gabi"):
        assert antecedents_for(town["phi"], sender="Zöld Liget Kft.") == []


def test_a_void_case_is_no_antecedent(town, earlier, as_person):
    void_number(earlier[0], reason="téves iktatás")
    processQueue()
    with as_person("gabi"):
        assert antecedents_for(town["onk"], reference="ZL-77/2026") == []


def test_reasons_count_together(town, earlier, as_person):
    with as_person("gabi"):
        found = antecedents_for(
            town["onk"], sender="Zöld Liget Kft.", subject="Játszóterek karbantartása"
        )
    assert found[0].score > 70
    assert len(found[0].reasons) == 2


def test_the_reader_s_own_catalog_is_asked(town, earlier):
    with api.env.adopt_user(username="hugo"):
        assert antecedents_for(town["onk"], reference="ZL-77/2026") == []


def test_arrival_and_document_lead_to_each_other(registered):
    arrival, document = registered()
    assert arrival_of(document).UID() == arrival.UID()
    assert arrival.standing.document == document.UID()
