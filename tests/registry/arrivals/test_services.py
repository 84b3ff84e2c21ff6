"""Programs take in, list and register what comes."""

from base64 import b64encode
from muniflow.core import clock
from tests.security.door import ask
from tests.security.door import JSON

import json
import pytest

YEAR = clock.today().year
LETTER = {
    "sender": "Fényhíd Bt.",
    "subject": "Közvilágítás hibája",
    "mode": "portal",
    "carrier": "electronic",
    "files": [{"filename": "a.txt", "data": b64encode(b"abc").decode()}],
}


def send(path, data, person="gabi"):
    """Post JSON as a person; return status and answer."""
    answer = ask(path, person=person, method="POST", accept=JSON, data=data)
    return answer.status, json.loads(answer.body or "{}")


def test_a_program_takes_in_and_registers(live_town):
    status, arrival = send("/plone/onk/@arrivals", LETTER)
    assert (status, arrival["number"]) == (201, f"ONK-É/1/{YEAR}")
    path = arrival["@id"].partition("nohost")[2]
    new = {"unit": "works", "handler": "anna", "term": "administrative"}
    status, arrival = send(f"{path}/@register", {"new": new})
    assert (status, arrival["registered_as"]) == (200, f"ONK/1-1/{YEAR}")
    answer = ask("/plone/onk/@arrivals", person="gabi", accept=JSON, query={"tab": "registered"})
    assert json.loads(answer.body)["items_total"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": ""},
        {"mode": "pigeon"},
        {"annexes": "two"},
        {"annexes": True},
        {"received": "yesterday"},
        {"files": [{"filename": "a", "data": "%%"}]},
        {"files": "a"},
        {"thread": [1]},
        {"by_name": "yes"},
    ],
    ids=lambda wrong: repr(wrong),
)
def test_what_is_wrong_is_named(live_town, wrong):
    status, answer = send("/plone/onk/@arrivals", {**LETTER, **wrong})
    assert status == 400
    assert answer["message"]


@pytest.mark.parametrize(
    ("person", "status"), [("anna", 201), ("cili", 403), ("judit", 403), ("hugo", 404)]
)
def test_clerks_and_records_officers_take_in(live_town, person, status):
    assert send("/plone/onk/@arrivals", LETTER, person)[0] == status


def test_an_outsider_finds_no_list(live_town):
    assert ask("/plone/onk/@arrivals", person="hugo", accept=JSON).status == 404


def test_a_member_sees_what_is_theirs(live_town):
    send("/plone/onk/@arrivals", LETTER)
    for person, number in (("gabi", 1), ("cili", 0)):
        answer = ask("/plone/onk/@arrivals", person=person, accept=JSON)
        assert json.loads(answer.body)["items_total"] == number
