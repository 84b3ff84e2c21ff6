"""In whose name somebody may act, and up to which amount; no Plone needed."""

from datetime import date
from decimal import Decimal
from muniflow.organisation.authority import Claim
from muniflow.organisation.authority import judge
from muniflow.organisation.interfaces import Authority
from muniflow.organisation.interfaces import Refusal
from muniflow.organisation.substitution import SubstitutionRecord

import pytest

DAY = date(2026, 11, 22)


def record(absent="bela", ceiling=None):
    return SubstitutionRecord(
        "1", absent, "cili", "onk", ("head",), DAY, DAY, ceiling and Decimal(ceiling), absent, ""
    )


def ask(own=False, covering=(), amount=500_000, currency="HUF"):
    value = None if amount is None else Decimal(amount)
    claim = Claim("cili", "head", "works", value, currency)
    return judge(claim, own=own, covering=lambda: covering, home="HUF", missing=lambda: "nothing")


def test_the_own_post_counts_first_and_has_no_ceiling():
    assert ask(own=True, covering=[record(ceiling=1)]) == Authority("cili", "head", "works")


@pytest.mark.parametrize("ceiling", [None, 500_000, 1_000_000])
def test_up_to_the_ceiling_one_acts_for_another(ceiling):
    assert ask(covering=[record(ceiling=ceiling)]).for_whom == "bela"


@pytest.mark.parametrize(
    "ceiling,amount,currency,reason",
    [
        (499_999, 500_000, "HUF", "error_over_ceiling"),
        (1_000_000, 500_000, "EUR", "error_ceiling_currency"),
        (1_000_000, 500_000, "", "error_ceiling_currency"),
        (1_000_000, None, "HUF", "error_ceiling_no_amount"),
    ],
)
def test_over_the_ceiling_is_refused_with_the_reason(ceiling, amount, currency, reason):
    found = ask(covering=[record(ceiling=ceiling)], amount=amount, currency=currency)
    assert found.reason == reason


@pytest.mark.parametrize("amount,currency", [(None, "HUF"), (500_000, "EUR")])
def test_without_a_ceiling_the_amount_does_not_matter(amount, currency):
    assert ask(covering=[record()], amount=amount, currency=currency).for_whom == "bela"


def test_the_one_that_reaches_so_far_is_taken():
    found = ask(covering=[record("bela", 1), record("emma", 500_000)])
    assert found.for_whom == "emma"


def test_the_refusal_names_the_highest_ceiling():
    found = ask(covering=[record("bela", 10), record("emma", 20), record("feri", 5)])
    assert found.reason.mapping == {"ceiling": "20", "person": "emma"}


def test_who_stands_in_for_nobody_is_told_what_is_missing():
    assert ask() == Refusal("nothing")
