"""Every file is hashed anew at night; what is not what it was is found by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hashlib import sha256
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.document import checking
from muniflow.document.checking import Integrity
from muniflow.document.integrity import batches
from muniflow.document.integrity import digits_for
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.operations import check_now
from muniflow.document.operations import checked
from muniflow.document.operations import integrity_findings
from muniflow.document.operations import last_round
from pathlib import Path
from plone import api

import pytest
import transaction

TODAY = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with clock.frozen(TODAY):
        yield


@contextmanager
def days_later(days: int) -> Iterator[None]:
    with clock.frozen(TODAY + timedelta(days=days)):
        yield


@pytest.fixture()
def letter(filed, as_person):
    """A letter of two versions with an annex."""
    document = filed("letter.txt", b"one")
    with as_person("anna"):
        add_version(document, filename="letter.txt", data=b"two")
        add_component(document, filename="annex.txt", data=b"annex")
    transaction.commit()
    return document


def file_on_disk(document, component, version) -> Path:
    return Path(document.parts.blobs[component, version].committed())


def change_a_byte(path: Path) -> None:
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(bytes(data))


def told(site, act):
    return [e["details"] for e in IJournal(site["onk"]).entries() if e["act"] == act]


def test_nothing_is_found_where_nothing_is_wrong(letter, work, live_town):
    work("integrity")
    assert integrity_findings(live_town["onk"]) == []
    assert last_round(live_town["onk"]).versions == 3


@pytest.mark.parametrize(
    "component,version,name,data",
    [(1, 1, "letter.txt", b"one"), (1, 2, "letter.txt", b"two"), (2, 1, "annex.txt", b"annex")],
)
def test_one_byte_is_found_by_name(letter, work, live_town, component, version, name, data):
    change_a_byte(file_on_disk(letter, component, version))
    work("integrity")
    (found,) = integrity_findings(live_town["onk"])
    assert (found.title, found.component, found.name, found.version) == (
        *("Paper", component, name),
        version,
    )
    assert found.recorded == sha256(data).hexdigest()
    assert found.found == sha256(bytes([data[0] ^ 1]) + data[1:]).hexdigest()


def test_the_journal_has_both_hashes(letter, work, live_town):
    change_a_byte(file_on_disk(letter, 2, 1))
    work("integrity")
    (entry,) = told(live_town, "integrity-violated")
    assert entry == {
        "component": 2,
        "name": "annex.txt",
        "version": 1,
        "hash_function": "SHA-256",
        "sha256": sha256(b"annex").hexdigest(),
        "found": sha256(b"`nnex").hexdigest(),
    }


def test_a_file_that_is_gone_is_found(letter, work, live_town):
    file_on_disk(letter, 1, 1).unlink()
    work("integrity")
    (found,) = integrity_findings(live_town["onk"])
    assert (found.version, found.found) == (1, "")


def test_it_is_told_once_and_told_when_it_is_well_again(letter, work, live_town):
    path = file_on_disk(letter, 2, 1)
    change_a_byte(path)
    work("integrity")
    with days_later(1):
        work("integrity")
    change_a_byte(path)
    with days_later(2):
        work("integrity")
    assert integrity_findings(live_town["onk"]) == []
    assert len(told(live_town, "integrity-violated")) == 1
    assert len(told(live_town, "integrity-restored")) == 1


def test_what_is_found_goes_with_the_document(letter, filed, work, live_town):
    filed("other.txt", b"words")
    change_a_byte(file_on_disk(letter, 1, 1))
    work("integrity")
    with api.env.adopt_roles(["Manager"]):
        letter.aq_parent._delObject(letter.getId())
    with days_later(1):
        work("integrity")
    assert integrity_findings(live_town["onk"]) == []


@pytest.mark.parametrize("days,rounds", [(0, 1), (1, 2), (2, 2)])
def test_a_round_a_night(letter, work, live_town, days, rounds):
    work("integrity")
    with days_later(days):
        work("integrity")
        work("integrity")
    assert last_round(live_town["onk"]).number == rounds


def test_not_before_the_night_has_come(letter, work, live_town, monkeypatch):
    monkeypatch.setattr(checking, "NIGHT", 24)
    work("integrity")
    with days_later(1):
        work("integrity")
    assert last_round(live_town["onk"]).number == 1


def test_the_records_officer_need_not_wait(letter, work, live_town, as_person):
    work("integrity")
    with as_person("gabi"):
        check_now(live_town["onk"])
    work("integrity")
    assert last_round(live_town["onk"]).number == 2


def test_a_round_that_was_stopped_goes_on(filed, live_town, functional, work):
    for number in range(6):
        filed(f"{number}.txt", b"words")
    with api.env.adopt_roles(["Manager"]):
        job = Integrity()
        items = list(job.pending(live_town))
        first = items[0]
        job.perform(live_town, first, job.prepare(live_town, first))
        transaction.commit()
        left = [item.key for item in job.pending(live_town)]
    assert left == [item.key for item in items[1:]]
    assert not job.is_pending(live_town, first)
    work("integrity")
    assert last_round(live_town["onk"]).documents == 6


def test_each_organisation_has_its_own(filed, work, live_town):
    document = filed("a.txt", b"words", "phi", "hugo")
    change_a_byte(file_on_disk(document, 1, 1))
    work("integrity")
    assert integrity_findings(live_town["onk"]) == []
    assert len(integrity_findings(live_town["phi"])) == 1


def test_a_document_knows_when_it_was_checked(letter, work):
    assert checked(letter) == ""
    with days_later(1):
        work("integrity")
        assert checked(letter) == clock.now().isoformat()


def test_what_was_filed_since_was_not_checked(letter, work, as_person):
    with days_later(1):
        work("integrity")
    with days_later(2), as_person("anna"):
        add_version(letter, filename="letter.txt", data=b"three")
    assert checked(letter) == ""


@pytest.mark.parametrize("number,digits", [(0, 1), (1599, 1), (1600, 2), (25_600, 3), (10**6, 3)])
def test_how_many_batches(number, digits):
    assert digits_for(number) == digits


def test_batches():
    uids = [("0a", "/1"), ("1b", "/2"), ("0c", "/3")]
    assert list(batches(uids, 1)) == [("0", ["/1", "/3"]), ("1", ["/2"])]
