"""From concept to dispatched; what is approved or dispatched no longer changes."""

from muniflow.core.interfaces import IJournal
from muniflow.document.errors import FileLocked
from muniflow.document.errors import WrongState
from muniflow.document.interfaces import APPROVED
from muniflow.document.interfaces import CONCEPT
from muniflow.document.interfaces import DISPATCHED
from muniflow.document.interfaces import FINAL
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.operations import approve
from muniflow.document.operations import file_document
from muniflow.document.operations import finalise
from muniflow.document.operations import mark_dispatched
from muniflow.document.operations import withdraw_approval
from plone import api
from plone.namedfile.file import NamedBlobFile
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


@pytest.fixture()
def document(contract, as_person):
    with as_person("anna"):
        yield file_document(contract(), title="Letter", filename="l.txt", data=b"letter")


def test_what_is_filed_is_a_concept(document):
    assert document.status == CONCEPT


@pytest.mark.parametrize(
    "verbs,status",
    [
        ([finalise], FINAL),
        ([finalise, finalise], FINAL),
        ([approve], APPROVED),
        ([finalise, approve], APPROVED),
        ([approve, withdraw_approval], FINAL),
        ([withdraw_approval], CONCEPT),
        ([approve, mark_dispatched], DISPATCHED),
        ([mark_dispatched, mark_dispatched], DISPATCHED),
        ([approve, mark_dispatched, withdraw_approval], DISPATCHED),
    ],
)
def test_the_way_of_a_document(document, verbs, status):
    for verb in verbs:
        verb(document)
    assert document.status == status


@pytest.mark.parametrize("before,verb", [(mark_dispatched, approve), (mark_dispatched, finalise)])
def test_there_is_no_way_back(document, before, verb):
    before(document)
    with pytest.raises(WrongState):
        verb(document)


def test_a_final_document_that_changes_is_a_concept_again(document):
    finalise(document)
    add_component(document, filename="a.txt", data=b"a")
    assert document.status == CONCEPT


def new_version(document):
    add_version(document, filename="l.txt", data=b"other")


def new_component(document):
    add_component(document, filename="a.txt", data=b"a")


def another_door(document):
    document.file = NamedBlobFile(b"other", filename="l.txt")
    notify(ObjectModifiedEvent(document))


def delete(document):
    api.content.delete(document)


CHANGES = [new_version, new_component, another_door, delete]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("verb", [approve, mark_dispatched])
def test_what_is_approved_or_dispatched_stays(document, verb, change):
    verb(document)
    with pytest.raises(FileLocked):
        change(document)


def test_the_refusal_says_who(document):
    mark_dispatched(document, by="bela")
    with pytest.raises(FileLocked, match="Nagy Béla"):
        new_version(document)


def test_after_the_approval_is_withdrawn_it_may_change(document):
    approve(document)
    withdraw_approval(document)
    new_version(document)
    assert len(document.versions) == 2


def test_the_journal_has_the_states_with_the_hashes(document, town):
    finalise(document)
    approve(document, by="bela")
    mark_dispatched(document)
    found = [
        (e["act"], e["details"]["by"], e["details"]["hashes"])
        for e in IJournal(town["onk"]).entries()
        if e["act"].startswith("document-") and e["act"] != "document-filed"
    ]
    hashes = f"1.1 {document.versions[0].sha256}"
    assert found == [
        ("document-finalised", "anna", hashes),
        ("document-approved", "bela", hashes),
        ("document-dispatched", "anna", hashes),
    ]
