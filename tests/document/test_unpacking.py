"""Containers that were filed are unpacked by the worker, each version once."""

from hashlib import sha256
from muniflow.core.interfaces import IJournal
from muniflow.document.interfaces import KEPT
from muniflow.document.interfaces import UNPACKED
from muniflow.document.interfaces import WAITING
from muniflow.document.operations import add_version
from muniflow.document.operations import approve
from muniflow.document.operations import components_of
from muniflow.document.operations import file_of
from tests.document.containers import ASIC
from tests.document.containers import encrypted
from tests.document.containers import letter
from tests.document.containers import zipped

import pytest

INSIDE = {"a.txt": b"one", "Mappa/terv.pdf": b"%PDF-1.7"}


def parts(document):
    """Return name and content of the newest version of what came out."""
    return {
        c.name: file_of(document, c.versions[-1].number, c.number)[1].data
        for c in components_of(document)
        if c.source
    }


@pytest.mark.parametrize(
    "filename,data",
    [
        ("plain.txt", b"words"),
        ("letter.pdf", b"%PDF-1.7"),
        ("a.docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b""})),
    ],
)
def test_what_is_no_container_does_not_wait(filed, filename, data):
    assert filed(filename, data).unpacking is None


def test_a_container_waits_for_the_worker(filed):
    assert filed("a.zip", zipped(INSIDE)).unpacking.state == WAITING


@pytest.mark.parametrize(
    "filename,data,inside",
    [
        ("a.zip", zipped(INSIDE), INSIDE),
        ("a.isdocx", zipped({"x.isdoc": b"<x/>"}), {"x.isdoc": b"<x/>"}),
        ("a.asice", zipped({"a.txt": b"1"}, ASIC), {"a.txt": b"1"}),
        (
            "a.eml",
            letter(offer=b"%PDF"),
            {"body.txt": "Tisztelt Címzett!\n".encode(), "offer.pdf": b"%PDF"},
        ),
    ],
)
def test_members_become_components(filed, work, filename, data, inside):
    document = filed(filename, data)
    assert work("unpack") == (["Paper"], {})
    assert parts(document) == inside
    assert (document.unpacking.state, document.unpacking.count) == (UNPACKED, len(inside))


def test_the_container_stays_the_main_component(filed, work):
    data = zipped(INSIDE)
    document = filed("a.zip", data)
    work("unpack")
    assert file_of(document, 1)[1].data == data


def test_it_is_done_once(filed, work):
    document = filed("a.zip", zipped(INSIDE))
    work("unpack")
    assert work("unpack") == ([], {})
    assert len(components_of(document)) == 3


def test_members_have_their_hash_in_the_journal(filed, work, live_town):
    filed("a.zip", zipped(INSIDE))
    work("unpack")
    told = [
        (e["details"]["name"], e["details"]["sha256"], e["actor"])
        for e in IJournal(live_town["onk"]).entries()
        if e["act"] == "component-unpacked"
    ]
    assert told == [(n, sha256(d).hexdigest(), "muniflow") for n, d in INSIDE.items()]


@pytest.mark.parametrize(
    "data,reason,member",
    [
        (zipped({"../a.txt": b"1"}), "path", "../a.txt"),
        (encrypted(), "encrypted", "a.txt"),
        (b"PK\x03\x04 broken", "broken", ""),
    ],
    ids=["path", "encrypted", "broken"],
)
def test_a_container_that_is_kept_as_it_is_says_why(filed, work, data, reason, member):
    document = filed("a.zip", data)
    assert work("unpack") == (["Paper"], {})
    found = document.unpacking
    assert (found.state, found.reason, found.member) == (KEPT, reason, member)
    assert parts(document) == {}


def test_a_new_version_of_the_container(filed, work, as_person):
    document = filed("a.zip", zipped(INSIDE))
    work("unpack")
    with as_person("anna"):
        newer = zipped({"a.txt": b"two", "Mappa/terv.pdf": b"%PDF-1.7", "b.txt": b"new"})
        add_version(document, filename="a.zip", data=newer)
    work("unpack")
    found = {
        c.name: (c.number, len(c.versions), c.source_version) for c in components_of(document)
    }
    assert found == {
        "a.zip": (1, 2, 0),
        "a.txt": (2, 2, 2),
        "Mappa/terv.pdf": (3, 1, 2),
        "b.txt": (4, 1, 2),
    }


def test_an_approved_container_is_unpacked_all_the_same(filed, work):
    document = filed("a.zip", zipped(INSIDE))
    approve(document)
    assert work("unpack") == (["Paper"], {})
    assert parts(document) == INSIDE
