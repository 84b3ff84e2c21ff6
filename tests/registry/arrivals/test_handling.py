"""Who may do what with an arrival, and who sees it."""

from muniflow.core.interfaces import IJournal
from muniflow.registry.arrivals.errors import ArrivalIncomplete
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.interfaces import NewCase
from muniflow.registry.arrivals.operations import acknowledge_arrival
from muniflow.registry.arrivals.operations import counterparts_of
from muniflow.registry.arrivals.operations import files_of_arrival
from muniflow.registry.arrivals.operations import hand_arrival_over
from muniflow.registry.arrivals.operations import open_arrival
from muniflow.registry.arrivals.operations import refuse_arrival
from muniflow.registry.arrivals.operations import register_arrival
from muniflow.registry.arrivals.operations import share_arrival
from muniflow.registry.arrivals.operations import shareable
from muniflow.registry.arrivals.operations import unfile_arrival
from muniflow.registry.arrivals.worklists import count
from muniflow.registry.operations import set_confidentiality
from plone import api
from plone.app.uuid.utils import uuidToObject
from Products.CMFCore.indexing import processQueue

import pytest

EVERYBODY = ("anna", "bela", "cili", "dani", "emma", "gabi", "judit", "hugo", "kata")


def sees(person, obj):
    """Tell whether a person may see something."""
    with api.env.adopt_user(username=person):
        return bool(api.user.has_permission("View", obj=obj))


def who_sees(obj):
    """Return everybody who may see something."""
    return {person for person in EVERYBODY if sees(person, obj)}


def listed_for(person):
    """Return how many arrivals a person's catalog has."""
    processQueue()
    with api.env.adopt_user(username=person):
        return len(api.portal.get_tool("portal_catalog")(portal_type="Arrival"))


@pytest.fixture()
def taken_in(arrive):
    """A letter that a clerk took in at the desk."""
    return arrive("anna", files=[("a.txt", b"a")])


def test_it_is_seen_by_the_records_officers_and_who_took_it_in(taken_in):
    assert who_sees(taken_in) == {"gabi", "anna"}
    assert who_sees(files_of_arrival(taken_in)[0]) == {"gabi", "anna"}


def test_the_catalog_says_the_same(taken_in):
    assert {p for p in EVERYBODY if listed_for(p)} == {"gabi", "anna"}


@pytest.mark.parametrize(
    ("to", "more"), [({"unit": "legal"}, {"cili"}), ({"person": "emma"}, {"emma"})]
)
def test_handed_over_it_is_seen_there_too(taken_in, as_person, to, more):
    with as_person("gabi"):
        hand_arrival_over(taken_in, **to)
    assert who_sees(taken_in) == {"gabi", "anna"} | more
    assert {p for p in EVERYBODY if listed_for(p)} == {"gabi", "anna"} | more


def test_refused_it_is_seen_there_no_more(taken_in, as_person):
    with as_person("gabi"):
        hand_arrival_over(taken_in, unit="legal")
    with as_person("cili"):
        refuse_arrival(taken_in, reason="nem jogi kérdés")
    assert who_sees(taken_in) == {"gabi", "anna"}
    assert listed_for("cili") == 0


def test_who_reads_the_case_reads_the_arrival(taken_in, as_person):
    with as_person("gabi"):
        register_arrival(taken_in, into=NewCase("Lámpák", unit="works", handler="anna"))
    document = uuidToObject(taken_in.standing.document, unrestricted=True)
    assert who_sees(document) >= {"anna", "bela", "cili"}
    assert who_sees(taken_in) == who_sees(document)


def test_a_confidential_case_closes_the_arrival_as_well(taken_in, as_person):
    with as_person("gabi"):
        register_arrival(taken_in, into=NewCase("Lámpák", unit="works", handler="anna"))
        case = uuidToObject(taken_in.standing.document, unrestricted=True).aq_parent
    with as_person("anna"):
        set_confidentiality(case, level="named", people=(), reason="személyes adat")
    assert not sees("cili", case)
    assert not sees("cili", taken_in)


def test_the_receiver_is_asked_to_take_it_over(town, taken_in, as_person):
    with as_person("gabi"):
        hand_arrival_over(taken_in, unit="works", note="Kérlek, nézd meg")
    processQueue()
    with as_person("anna"):
        assert count("unacknowledged", ["onk"], "anna") == 1
        acknowledge_arrival(taken_in)
        processQueue()
        assert count("unacknowledged", ["onk"], "anna") == 0
        assert count("mine", ["onk"], "anna") == 1
    acts = [e["act"] for e in IJournal(town["onk"]).entries(uid=taken_in.UID())]
    assert acts == ["arrival-received", "arrival-handed-over", "arrival-acknowledged"]


@pytest.mark.parametrize("person", ["bela", "cili", "gabi", "judit", "hugo"])
def test_nobody_takes_over_what_was_handed_to_another(taken_in, as_person, person):
    with as_person("gabi"):
        hand_arrival_over(taken_in, person="emma")
    with as_person(person), pytest.raises(NotYours):
        acknowledge_arrival(taken_in)


@pytest.mark.parametrize("person", ["bela", "cili", "judit", "hugo", "kata"])
def test_who_has_nothing_to_do_with_it_does_nothing(taken_in, as_person, person):
    for act in (
        lambda: open_arrival(taken_in),
        lambda: hand_arrival_over(taken_in, unit="legal"),
        lambda: unfile_arrival(taken_in, kind="advert", reason="hirdetés"),
    ):
        with as_person(person), pytest.raises(NotYours):
            act()


def test_whoever_has_taken_it_over_hands_it_on(taken_in, as_person):
    with as_person("gabi"):
        hand_arrival_over(taken_in, unit="legal")
    with as_person("cili"):
        with pytest.raises(NotYours):
            hand_arrival_over(taken_in, unit="works")
        acknowledge_arrival(taken_in)
        hand_arrival_over(taken_in, unit="works")
    assert taken_in.standing.unit == "works"


def test_it_is_handed_to_colleagues_alone(taken_in, as_person):
    with as_person("gabi"), pytest.raises(ArrivalIncomplete):
        hand_arrival_over(taken_in, person="hugo")


@pytest.fixture()
def twin(town, arrive, as_person):
    """The same paper in both books."""
    arrival = arrive(files=[("a.txt", b"a")])
    with as_person("gabi"):
        return arrival, share_arrival(arrival, town["phi"])


def test_each_book_gives_its_own_number_to_the_same_bytes(twin):
    first, second = twin
    assert (first.arrival_number[:3], second.arrival_number[:3]) == ("ONK", "PHI")
    assert files_of_arrival(first)[0].file._blob is files_of_arrival(second)[0].file._blob
    assert (
        files_of_arrival(first)[0].versions[0].sha256
        == files_of_arrival(second)[0].versions[0].sha256
    )


def test_who_belongs_to_both_is_led_from_one_to_the_other(twin, as_person):
    first, second = twin
    with as_person("gabi"):
        assert [c.number for c in counterparts_of(first)] == [second.arrival_number]
        assert [c.url for c in counterparts_of(second)] == [first.absolute_url()]


@pytest.mark.parametrize("person", ["judit", "bela"])
def test_nobody_else_learns_that_there_is_another(town, twin, as_person, person):
    with as_person("gabi"):
        hand_arrival_over(twin[0], unit="works")
    with as_person(person):
        assert counterparts_of(twin[0]) == []


def test_the_journals_do_not_name_the_other_side(town, twin):
    for own, other in ((0, 1), (1, 0)):
        name = ("onk", "phi")[own]
        told = repr([dict(e["details"]) for e in IJournal(town[name]).entries()])
        assert twin[other].UID() not in told
        assert twin[other].arrival_number not in told


def test_it_is_taken_in_once_there(town, twin, as_person):
    with as_person("gabi"):
        assert shareable(twin[0]) == []
        with pytest.raises(Exception, match="already"):
            share_arrival(twin[0], town["phi"])


def test_a_clerk_of_one_organisation_shares_nothing(town, taken_in, as_person):
    with as_person("bela"):
        assert shareable(taken_in) == []
        with pytest.raises(NotYours):
            share_arrival(taken_in, town["phi"])
