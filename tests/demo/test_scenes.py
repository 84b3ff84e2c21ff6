"""Whoever opens the demo meets what offices ask for, without searching."""

from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide_many
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import standing_of
from muniflow.approval.operations import undoable
from muniflow.demo.data import demo
from muniflow.organisation.operations import absences_of
from muniflow.process.operations import bound_process
from plone import api

import pytest

TITLES = {row.key: row.subject for row in demo().contracts}


@pytest.fixture
def case(demo_site):
    """Return the case of a key."""

    def found(key):
        years = [y for o in ("onk", "phi") for y in demo_site[o]["cases"].objectValues()]
        return next(c for y in years for c in y.objectValues() if c.title == TITLES[key])

    return found


def state(case):
    return api.portal.get_tool("portal_workflow").getInfoFor(case, "review_state")


def choices(case, person):
    with api.env.adopt_user(username=person):
        return choices_for(case)


def acts(case):
    return [act.kind for act in proceedings_of(case).acts]


@pytest.mark.parametrize(("key", "person"), [("c61", "nagy.bela"), ("c67", "balogh.marta")])
def test_a_substitute_has_what_the_absent_one_would(case, key, person):
    assert any(one.for_whom or one.obstacle for one in choices(case(key), person))


def test_within_the_ceiling_the_substitute_decides(case):
    assert any(c.kind == "approve" and not c.obstacle for c in choices(case("c61"), "nagy.bela"))


@pytest.mark.parametrize(("key", "person"), [("c62", "nagy.bela"), ("c44", "balogh.marta")])
def test_over_the_ceiling_it_waits(case, key, person):
    found = choices(case(key), person)
    assert found
    assert all(one.obstacle for one in found)


def test_whoever_countersigned_does_not_commit_for_another(case):
    settle = next(c for c in choices(case("c67"), "balogh.marta") if c.kind == "settle")
    assert settle.obstacle == "error_segregation"


@pytest.mark.parametrize("person", ["meszaros.sandor", "horvath.judit"])
def test_somebody_is_away(demo_site, person):
    with api.env.adopt_user(username=person):
        assert absences_of(person)


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("c42", "forwarded"),
        ("c45", "delegated"),
        ("c46", "opinion-asked"),
        ("c48", "undone"),
        ("c63", "approval-withdrawn"),
        ("c65", "asked-again"),
        ("c67", "message"),
        ("c42", "reminded"),
        ("c42", "escalated"),
        ("c50", "escalated"),
    ],
)
def test_it_is_in_the_history(case, key, kind):
    known = {*acts(case(key)), *(a.transition for a in proceedings_of(case(key)).acts)}
    assert kind in known or any(kind in one for one in known)


def test_one_of_two_opinions_has_come(case):
    opinions = proceedings_of(case("c46")).progress.opinions
    assert [bool(one.answered) for one in opinions] == [False, True]


@pytest.mark.parametrize("key", ["c53", "c54", "c55"])
def test_what_was_returned_says_until_when(case, key):
    supplement = proceedings_of(case(key)).progress.supplement
    assert supplement.missing
    assert supplement.until


def test_the_clock_of_the_step_that_returned_it_stands_still(case):
    clocks = proceedings_of(case("c54")).progress.clocks
    assert any(clock.paused for clock in clocks.values())


def test_the_undone_act_stands_no_more(case):
    assert state(case("c48")) == "legal-review"
    with api.env.adopt_user(username="szabo.eszter"):
        assert undoable(case("c48")) is None


@pytest.mark.parametrize(("key", "given"), [("c64", 1), ("c65", 0), ("c66", 0)])
def test_sign_offs(case, key, given):
    signoffs = proceedings_of(case(key)).progress.signoffs
    assert sum(one.verdict == "given" for one in signoffs) == given


def test_one_waits_for_the_partner(case):
    assert state(case("c66")) == "partner-s-answer"


def test_nobody_can_decide_on_the_request_of_the_only_head(case):
    assert standing_of(case("b07"))
    found = choices(case("b07"), "balogh.marta")
    assert next(c for c in found if c.kind == "approve").obstacle == "error_own_request"


def test_forty_at_once_three_refused_by_rule(case):
    cases = [case(f"b{number:02}") for number in range(1, 41)]
    with api.env.adopt_user(username="balogh.marta"):
        outcomes = decide_many(cases, kind="approve")
    refused = [one for one in outcomes if not one.done]
    assert [str(one.reason) for one in refused] == [
        "error_own_request",
        "error_own_request",
        "error_opinion_awaited",
    ]


def test_the_office_has_levels_of_its_own(demo_site):
    assert bound_process(demo_site["phi"], "OutgoingContract") == "phi-outgoing-contract-office"
    assert bound_process(demo_site["onk"], "OutgoingContract") == "outgoing-contract"
