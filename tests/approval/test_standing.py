"""Which acts still count, and what they hold fast."""

from muniflow.approval.records import Act
from muniflow.approval.records import FileSeen
from muniflow.approval.records import Manifest
from muniflow.approval.standing import file_changes
from muniflow.approval.standing import last_of
from muniflow.approval.standing import locking
from muniflow.approval.standing import standing
from muniflow.approval.standing import value_changes

import pytest

ORDER = {"draft": 0, "head": 1, "legal": 2, "sign": 3, "signed": 4}
FILE = FileSeen("doc", "Contract", 1, "aa")
FILES = Manifest({"doc": FILE})


def act(id_, step, target, kind="approve", **more):
    return Act(id_, f"2026-01-0{id_}", kind, kind, step, step, target=target, **more)


SUBMIT = act(1, "draft", "head", "submit", person="anna", files=FILES)
HEAD = act(2, "head", "legal", person="bela", files=FILES)
RETURN = act(3, "legal", "draft", "return", person="cili", files=FILES)
BACK = act(3, "legal", "head", "return", person="cili", files=FILES)
UNDONE = act(2, "head", "legal", person="bela", undone="2026-01-02")


@pytest.mark.parametrize(
    "acts,ids",
    [
        ([], []),
        ([SUBMIT, HEAD], [1, 2]),
        ([SUBMIT, HEAD, RETURN], []),
        ([SUBMIT, HEAD, BACK], [1]),
        ([SUBMIT, UNDONE], [1]),
        ([SUBMIT, HEAD, act(3, "legal", "legal", branch="x")], [1, 2, 3]),
        ([SUBMIT, act(2, "head", "head", "forwarded")], [1]),
    ],
)
def test_what_counts(acts, ids):
    assert [a.id for a in standing(acts, ORDER)] == ids


@pytest.mark.parametrize(
    "acts,step,locked",
    [
        ([SUBMIT], "head", False),
        ([SUBMIT, HEAD], "legal", True),
        ([SUBMIT, HEAD], "head", False),
        ([SUBMIT, HEAD, RETURN], "draft", False),
        ([SUBMIT, UNDONE], "head", False),
    ],
)
def test_what_an_earlier_step_approved_is_locked(acts, step, locked):
    assert (locking(acts, ORDER, step, "doc") is not None) is locked


def test_a_file_nobody_saw_is_free():
    assert locking([SUBMIT, HEAD], ORDER, "legal", "other") is None


def test_files_differ_by_their_hash():
    newer = FileSeen("doc", "Contract", 2, "bb")
    added = FileSeen("more", "Annex", 1, "cc")
    changes = file_changes({"doc": FILE}, {"doc": newer, "more": added})
    assert changes == [(FILE, newer), (None, added)]


def test_the_same_hash_is_no_change():
    assert file_changes({"doc": FILE}, {"doc": FileSeen("doc", "Renamed", 2, "aa")}) == []


def test_values_differ_by_their_text():
    (change,) = value_changes({"amount": "1", "unit": "a"}, {"amount": "2", "unit": "a"})
    assert (change.what, change.before, change.now) == ("amount", "1", "2")


def test_an_undone_decision_is_no_last_one():
    assert last_of([SUBMIT, UNDONE], "bela") is None


def test_a_manifest_with_the_same_files_has_the_same_digest():
    again = Manifest().having(FILE)
    assert again.digest == FILES.digest
