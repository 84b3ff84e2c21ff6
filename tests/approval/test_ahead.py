"""Who must decide and why, before; why it stands where it stands, after."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import standing_of
from muniflow.approval.operations import way_ahead
from muniflow.core import clock
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from muniflow.process.errors import plain
from plone import api

import pytest

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture()
def monday():
    with clock.frozen(MONDAY):
        yield


def names(case):
    return [tuple(p for s in c.signers for p in s.people) for c in way_ahead(case)]


@pytest.mark.parametrize(
    "value,people",
    [
        (500_000, ["bela", "emma"]),
        (2_000_000, ["bela", "cili", "emma"]),
        (6_000_000, ["bela", "cili", "dani", "emma"]),
    ],
)
def test_before_submitting_one_sees_who_must_approve(contract, value, people):
    case = contract(value_net=value)
    assert names(case)[1:-1] == [(person,) for person in people]


def test_the_condition_says_why(contract):
    reasons = {c.step: plain(c.reason) for c in way_ahead(contract(value_net=2_000_000))}
    assert "net value" in reasons["legal-review"]
    assert reasons["head-of-unit-approval"] == "every case comes here"


def test_the_latest_days_follow_each_other(monday, submitted):
    case = submitted(2_000_000)
    dues = [c.due for c in way_ahead(case) if c.due]
    assert dues == sorted(dues)
    assert dues[0] == date(2026, 11, 5)


def test_an_end_has_nobody(contract):
    assert way_ahead(contract())[-1].signers == ()


def test_where_it_stands(monday, submitted):
    case = submitted()
    with clock.frozen(MONDAY + timedelta(days=7)):
        found = standing_of(case)
    assert (found.people, found.waiting, found.late) == (("bela",), 5, 2)


def test_nothing_holds_an_ordinary_case(submitted):
    assert standing_of(submitted()).reasons == ()


def said(case):
    return " ".join(plain(reason) for reason in standing_of(case).reasons)


def test_nobody_holds_the_function(submitted, town):
    case = submitted()
    with api.env.adopt_roles(["Manager"]):
        for post in list(town["onk"]["units"]["works"].objectValues("Dexterity Item")):
            if post.portal_type == "Post" and post.function == "head":
                api.content.delete(post)
    assert standing_of(case).blocked
    assert "Nobody holds" in said(case)


def away(as_person):
    with as_person("bela"):
        enter_absence("bela", since=clock.today(), until=clock.today(), kind="leave")


def test_away_without_a_substitute(submitted, as_person):
    case = submitted()
    away(as_person)
    assert standing_of(case).blocked
    assert "nobody stands in" in said(case)


def test_away_with_a_substitute(submitted, as_person, town):
    case = submitted()
    away(as_person)
    with as_person("bela"):
        enter_substitution(
            town["onk"],
            absent="bela",
            substitute="cili",
            functions=("head",),
            since=clock.today(),
            until=clock.today(),
        )
    assert not standing_of(case).blocked


def test_ones_own_request(submitted):
    case = submitted(person="bela", responsible="bela")
    assert standing_of(case).blocked
    assert "own request" in said(case)


def test_an_opinion_is_awaited(submitted, as_person):
    case = submitted()
    with as_person("bela"):
        ask_opinion(case, units=["legal"], question="Lawful?")
    assert "Legal" in said(case)


def test_an_opinion_does_not_block(submitted, as_person):
    case = submitted()
    with as_person("bela"):
        ask_opinion(case, units=["legal"], question="Lawful?")
    found = standing_of(case)
    assert (found.blocked, len(found.reasons)) == (False, 1)


def test_a_ceiling_holds_it(submitted, as_person, town):
    case = submitted(6_000_000)
    away(as_person)
    with as_person("bela"):
        enter_substitution(
            town["onk"],
            absent="bela",
            substitute="cili",
            functions=("head",),
            since=clock.today(),
            until=clock.today(),
            ceiling=Decimal(1_000_000),
        )
    assert standing_of(case).blocked
    assert "less than this amount" in said(case)
