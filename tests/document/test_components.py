"""Components: the letter and its annexes, each with versions of its own."""

from hashlib import sha256
from muniflow.core.interfaces import IJournal
from muniflow.document.errors import NotAFile
from muniflow.document.errors import Overwritten
from muniflow.document.errors import UnknownComponent
from muniflow.document.errors import UnknownVersion
from muniflow.document.interfaces import MAIN
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.operations import component_of
from muniflow.document.operations import components_of
from muniflow.document.operations import file_document
from muniflow.document.operations import file_of
from plone import api
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


@pytest.fixture()
def letter(contract, as_person):
    """A letter with one annex."""
    with as_person("anna"):
        document = file_document(contract(), title="Letter", filename="l.txt", data=b"letter")
        add_component(document, filename="annex.txt", data=b"annex")
        yield document


def test_the_main_component_is_first(letter):
    assert [(c.number, c.name) for c in components_of(letter)] == [(1, "l.txt"), (2, "annex.txt")]


def test_numbers_of_components_go_on(letter):
    assert add_component(letter, filename="b.txt", data=b"b").number == 3


def test_a_component_has_versions_of_its_own(letter):
    add_version(letter, filename="annex2.txt", data=b"newer", component=2)
    assert [v.number for v in component_of(letter, 2).versions] == [1, 2]
    assert len(letter.versions) == 1


def test_a_component_is_called_as_its_newest_file(letter):
    add_version(letter, filename="annex2.txt", data=b"newer", component=2)
    assert component_of(letter, 2).name == "annex2.txt"


@pytest.mark.parametrize(
    "component,number,data",
    [(1, 1, b"letter"), (1, 2, b"letter 2"), (2, 1, b"annex"), (2, 2, b"newer")],
)
def test_every_version_of_each_stays_readable(letter, component, number, data):
    add_version(letter, filename="l.txt", data=b"letter 2")
    add_version(letter, filename="annex.txt", data=b"newer", component=2)
    record, file = file_of(letter, number, component)
    assert (file.data, record.sha256) == (data, sha256(data).hexdigest())


def test_a_blob_is_stored_once(letter):
    repository = api.portal.get_tool("portal_repository")
    add_version(letter, filename="l.txt", data=b"letter 2")
    old = repository.retrieve(letter, letter.versions[0].saved).object.file._blob
    assert letter.parts.blobs[MAIN, 1] is old
    assert letter.parts.blobs[MAIN, 2] is letter.file._blob


def test_the_version_store_copies_no_component(letter):
    add_version(letter, filename="l.txt", data=b"letter 2")
    repository = api.portal.get_tool("portal_repository")
    old = repository.retrieve(letter, letter.versions[1].saved).object
    assert old.parts.components == ()


def test_a_document_of_before_reads_its_versions_from_the_store(letter):
    add_version(letter, filename="l.txt", data=b"letter 2")
    del letter.parts
    assert [file_of(letter, n)[1].data for n in (1, 2)] == [b"letter", b"letter 2"]


def test_an_old_version_is_never_written_over(letter):
    letter.file.data = b"in its place"
    with pytest.raises(Overwritten):
        notify(ObjectModifiedEvent(letter))


@pytest.mark.parametrize("number", [0, 3])
def test_an_unknown_component_is_named(letter, number):
    with pytest.raises(UnknownComponent):
        add_version(letter, filename="a.txt", data=b"a", component=number)


def test_an_unknown_version_of_a_component(letter):
    with pytest.raises(UnknownVersion):
        file_of(letter, 2, 2)


@pytest.mark.parametrize("filename,data", [("", b"x"), ("a.txt", b"")])
def test_what_is_no_file_is_no_component(letter, filename, data):
    with pytest.raises(NotAFile):
        add_component(letter, filename=filename, data=data)


def test_the_journal_has_the_hash_at_every_change(letter, town):
    add_version(letter, filename="annex.txt", data=b"newer", component=2)
    acts = ("document-filed", "component-added", "version-added")
    told = [
        (e["act"], e["details"]["component"], e["details"]["version"], e["details"]["sha256"])
        for e in IJournal(town["onk"]).entries()
        if e["act"] in acts
    ]
    assert told == [
        ("document-filed", 1, 1, sha256(b"letter").hexdigest()),
        ("component-added", 2, 1, sha256(b"annex").hexdigest()),
        ("version-added", 2, 2, sha256(b"newer").hexdigest()),
    ]


def test_the_journal_names_the_hash_function(letter, town):
    entries = [e for e in IJournal(town["onk"]).entries() if e["act"] == "component-added"]
    assert [e["details"]["hash_function"] for e in entries] == ["SHA-256"]
