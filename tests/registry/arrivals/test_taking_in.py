"""What comes in is numbered at once, without a gap, and stays for ever."""

from datetime import timedelta
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.document.rules import sha256
from muniflow.registry.arrivals.errors import ArrivalIncomplete
from muniflow.registry.arrivals.errors import ArrivalStays
from muniflow.registry.arrivals.operations import book_of_year
from muniflow.registry.arrivals.operations import doubles_of
from muniflow.registry.arrivals.operations import files_of_arrival
from muniflow.registry.arrivals.rules import audit
from plone import api
from zExceptions import Unauthorized

import pytest

YEAR = clock.today().year


def test_each_organisation_counts_for_itself(arrive):
    found = [arrive(organisation=o).arrival_number for o in ("onk", "phi", "onk")]
    assert found == [f"ONK-É/1/{YEAR}", f"PHI-É/1/{YEAR}", f"ONK-É/2/{YEAR}"]


def test_it_lies_in_its_year_and_month(arrive):
    day = clock.today()
    path = "/".join(arrive().getPhysicalPath()[3:])
    assert path == f"arrivals/{day.year}/{day.month:02}/1"


def test_the_book_has_no_gap(town, arrive):
    for _number in range(3):
        arrive()
    book = book_of_year(town["onk"], YEAR)
    assert [e.number for e in book.entries()] == [1, 2, 3]
    assert audit(book.entries(), book.last) == []


@pytest.mark.parametrize(
    ("start", "size", "numbers"), [(0, 2, [5, 4]), (3, 9, [2, 1]), (9, 2, [])]
)
def test_the_newest_are_had_page_by_page(town, arrive, start, size, numbers):
    for _number in range(5):
        arrive()
    book = book_of_year(town["onk"], YEAR)
    assert [e.number for e in book.newest(start, size)] == numbers


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": " "},
        {"subject": ""},
        {"subject": "x" * 501},
        {"mode": "pigeon"},
        {"carrier": "stone"},
        {"annexes": -1},
        {"received": clock.now() + timedelta(days=1)},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_cannot_be_is_refused_and_takes_no_number(town, arrive, wrong):
    with pytest.raises(ArrivalIncomplete):
        arrive(**wrong)
    assert arrive().arrival_number == f"ONK-É/1/{YEAR}"


def test_files_are_kept_with_their_hash_in_the_journal(town, arrive):
    arrival = arrive(files=[("level.txt", b"Tisztelt Cim!"), ("b.txt", b"b")])
    assert [d.file.data for d in files_of_arrival(arrival)] == [b"Tisztelt Cim!", b"b"]
    hashes = {e["details"].get("sha256") for e in IJournal(town["onk"]).entries()}
    assert {sha256(b"Tisztelt Cim!"), sha256(b"b")} <= hashes


def test_the_journal_says_who_took_it_in(town, arrive):
    arrival = arrive()
    entry = next(e for e in IJournal(town["onk"]).entries() if e["act"] == "arrival-received")
    assert (entry["actor"], entry["details"]["number"]) == ("gabi", arrival.arrival_number)


def test_a_double_is_found_by_what_the_carrier_calls_it(town, arrive):
    first = arrive(external_id="RL 123 HU")
    arrive("hugo", "phi", external_id="RL 123 HU")
    assert [b.UID for b in doubles_of(town["onk"], " RL 123 HU ")] == [first.UID()]
    assert doubles_of(town["onk"], "") == []


@pytest.mark.parametrize("what", ["arrival", "file", "month", "section"])
def test_it_is_never_deleted(town, arrive, what):
    arrival = arrive(files=[("a.txt", b"a")])
    obj = {
        "arrival": arrival,
        "file": files_of_arrival(arrival)[0],
        "month": arrival.aq_parent,
        "section": town["onk"]["arrivals"],
    }[what]
    with api.env.adopt_roles(["Manager"]), pytest.raises(ArrivalStays):
        obj.aq_parent._delObject(obj.getId())


def test_nobody_has_the_right_to_delete_it(arrive):
    arrival = arrive()
    with api.env.adopt_roles(["Manager"]), pytest.raises(Unauthorized):
        arrival.aq_parent.manage_delObjects([arrival.getId()])


def test_it_is_neither_copied_nor_moved(arrive):
    arrival = arrive()
    assert not arrival.cb_isCopyable()
    assert not arrival.cb_isMoveable()
