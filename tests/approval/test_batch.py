"""Many cases at once: each is judged alone, and what fails leaves the others alone."""

from muniflow.approval import batch
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import decide_many
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import token_of
from plone import api
from plone.uuid.interfaces import IUUID

import pytest


@pytest.fixture()
def three(submitted):
    """Contracts that wait for the head of their unit."""
    return [submitted(title=f"Matter {n}") for n in (1, 2, 3)]


def states(cases):
    return [api.content.get_state(case) for case in cases]


def approve_all(cases, **more):
    return decide_many(cases, kind="approve", **more)


def test_all_are_decided(three, as_person):
    before = states(three)
    with as_person("bela"):
        outcomes = approve_all(three, comment="Fine.")
    assert [o.done for o in outcomes] == [True, True, True]
    assert [o.uid for o in outcomes] == [IUUID(case) for case in three]
    assert not set(states(three)) & set(before)
    assert [proceedings_of(c).acts[-1].comment for c in three] == ["Fine."] * 3


def test_what_is_not_mine_is_refused_and_the_others_done(three, contract, as_person):
    other = contract(title="Still a draft")
    with as_person("bela"):
        outcomes = approve_all([three[0], other, three[1]])
    assert [o.done for o in outcomes] == [True, False, True]
    assert "Still a draft" in outcomes[1].reason.mapping["title"]


def test_nobody_approves_an_own_request(town, submitted, as_person):
    mine = submitted(title="Béla's own")
    mine.responsible = "bela"
    with as_person("bela"):
        (outcome,) = approve_all([mine])
    assert (outcome.done, bool(outcome.reason)) == (False, True)


def test_a_missing_comment_is_said_for_each(three, as_person):
    with as_person("bela"):
        outcomes = decide_many(three, kind="return")
    assert [o.done for o in outcomes] == [False] * 3
    assert {str(o.reason) for o in outcomes} == {"error_comment_missing"}


def test_who_was_faster_is_named(three, as_person, take):
    seen = {IUUID(case): token_of(case) for case in three}
    take(three[1], "bela", "approve")
    with as_person("bela"):
        outcomes = approve_all(three, seen=seen)
    assert [o.done for o in outcomes] == [True, False, True]
    assert outcomes[1].reason.mapping["person"] == "Nagy Béla"


@pytest.fixture()
def broken(three, monkeypatch):
    """Decisions on the second case fail after all has been written."""

    def fail(case, **given):
        decide(case, **given)
        if case is three[1]:
            api.content.find(context=case)
            raise KeyError("broken")

    monkeypatch.setattr(batch, "decide", fail)
    return three


def test_one_that_breaks_leaves_no_trace(broken, as_person):
    acts = len(proceedings_of(broken[1]).acts)
    with as_person("bela"):
        outcomes = approve_all(broken)
    assert [o.done for o in outcomes] == [True, False, True]
    assert len(proceedings_of(broken[1]).acts) == acts
    assert len(set(states(broken))) == 2


def test_and_the_catalog_knows(broken, as_person, town):
    with as_person("bela"):
        approve_all(broken)
    found = town.portal_catalog.unrestrictedSearchResults(UID=[IUUID(c) for c in broken])
    brains = {brain.UID: brain for brain in found}
    assert [brains[IUUID(c)].review_state for c in broken] == states(broken)


def test_the_same_name_may_be_of_two_kinds(three, as_person):
    with as_person("bela"):
        groups = batch.groups_of([choices_for(case) for case in three])
    assert (groups[0].kind, groups[0].number) == ("approve", 3)
    assert {g.kind for g in groups} >= {"approve", "return"}


@pytest.mark.parametrize("kind,against", [("approve", False), ("settle", True)])
def test_what_will_happen_is_said_before(three, as_person, kind, against):
    with as_person("bela"):
        seen = batch.prospect(three[0], choices_for(three[0]), kind=kind, title=None, comment="")
    assert bool(seen.against) is against


def test_foreign_and_missing_are_the_same(three, as_person):
    uids = [IUUID(three[0]), "0" * 32]
    with as_person("hugo"):
        assert batch.cases_by_uid(uids) == dict.fromkeys(uids)
    with as_person("bela"):
        assert batch.cases_by_uid(uids) == {uids[0]: three[0], uids[1]: None}
