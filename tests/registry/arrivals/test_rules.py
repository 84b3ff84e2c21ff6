"""What may happen to an arrival, whatever is tried in whatever order; no Plone needed."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from muniflow.core.calendar import national_calendar
from muniflow.core.errors import MuniflowError
from muniflow.core.packs import pack
from muniflow.registry.arrivals import rules
from muniflow.registry.arrivals.errors import ArrivalIncomplete
from muniflow.registry.arrivals.errors import NotNow
from muniflow.registry.arrivals.errors import NotYours
from muniflow.registry.arrivals.errors import ReasonNeeded
from muniflow.registry.arrivals.interfaces import ArrivalEntry
from muniflow.registry.arrivals.interfaces import HANDED
from muniflow.registry.arrivals.interfaces import OPEN
from muniflow.registry.arrivals.interfaces import REGISTERED
from muniflow.registry.arrivals.interfaces import Standing
from muniflow.registry.arrivals.interfaces import STATUSES
from muniflow.registry.arrivals.interfaces import UNFILED
from muniflow.registry.rules import DOUBLE
from muniflow.registry.rules import GAP

import pytest

AT = "2026-11-20T09:00:00+00:00"
NEW = Standing()
HANDED_ON = rules.hand_over(NEW, unit="works", person="", by="gabi", at=AT)
TAKEN = rules.acknowledge(HANDED_ON, by="anna", at=AT, receivers=["anna"])
ENTERED = rules.register(NEW, number="ONK/1-1/2026", document="u", by="gabi", at=AT)
ASIDE = rules.unfile(NEW, kind="advert", reason="Hirdetés")
NAMED = Standing(by_name=True)


@pytest.mark.parametrize(("country", "number"), [("hu", "ONK-É/7/2026"), ("cz", "ONK D 7/2026")])
def test_numbers_are_written_as_the_country_does(country, number):
    assert rules.format_arrival(pack(country), code="ONK", number=7, year=2026) == number


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 18), date(2026, 11, 19)),
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 12, 23), date(2026, 12, 28)),
    ],
)
def test_it_has_until_the_next_working_day(received, due):
    assert rules.due_of(received, national_calendar("HU")) == due


@pytest.mark.parametrize(("minutes", "fits"), [(-60, True), (4, True), (6, False)])
def test_nothing_arrives_in_the_future(minutes, fits):
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    received = now + timedelta(minutes=minutes)
    if fits:
        assert rules.check_received(received, now) == received
    else:
        with pytest.raises(ArrivalIncomplete):
            rules.check_received(received, now)


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (NEW, "open"),
        (HANDED_ON, "handed"),
        (TAKEN, "acknowledged"),
        (ENTERED, "registered"),
        (ASIDE, "unfiled"),
    ],
)
def test_lists_tell_handed_from_taken_over(standing, state):
    assert rules.state_of(standing) == state


def test_what_is_addressed_by_name_is_not_opened_by_the_registry():
    with pytest.raises(NotYours):
        rules.open_it(NAMED, by="gabi", at=AT)
    handed = rules.hand_over(NAMED, unit="", person="anna", by="gabi", at=AT)
    assert rules.open_it(handed, by="anna", at=AT).opened_by == "anna"


def test_what_was_not_opened_is_not_registered():
    with pytest.raises(NotNow):
        rules.register(NAMED, number="n", document="u", by="gabi", at=AT)


def test_registering_says_who_opened_it():
    assert (ENTERED.opened, ENTERED.opened_by) == (AT, "gabi")


def test_it_is_handed_to_somebody():
    with pytest.raises(ArrivalIncomplete):
        rules.hand_over(NEW, unit="", person="", by="gabi", at=AT)


@pytest.mark.parametrize("act", [rules.acknowledge, rules.refuse])
def test_only_the_other_side_takes_over_or_refuses(act):
    words = {"at": AT} if act is rules.acknowledge else {"reason": "nem a miénk"}
    with pytest.raises(NotYours):
        act(HANDED_ON, by="hugo", receivers=["anna"], **words)


def test_refused_it_is_with_the_registry_again():
    back = rules.refuse(TAKEN, by="anna", reason="nem a miénk", receivers=["anna"])
    assert (back.status, back.unit, back.handed, back.acknowledged) == (OPEN, "", "", "")
    assert back.reason == "nem a miénk"


@pytest.mark.parametrize("reason", ["", "  ", "ok"])
def test_setting_aside_asks_why(reason):
    with pytest.raises(ReasonNeeded):
        rules.unfile(NEW, kind="advert", reason=reason)


def test_setting_aside_asks_what_it_is():
    with pytest.raises(ArrivalIncomplete):
        rules.unfile(NEW, kind="bomb", reason="furcsa")


@pytest.mark.parametrize(("void", "fits"), [(False, False), (True, True)])
def test_what_is_registered_is_taken_up_again_when_its_number_is_void(void, fits):
    if fits:
        assert rules.reopen(ENTERED, reason="téves ügy", void=void).number == ""
    else:
        with pytest.raises(NotNow):
            rules.reopen(ENTERED, reason="téves ügy", void=void)


def entry(number):
    """Return a line of the book."""
    return ArrivalEntry(number, f"É/{number}", "u", AT, "gabi", "s", "t", "post", "paper", AT)


@pytest.mark.parametrize(
    ("numbers", "last", "kinds"),
    [
        ([1, 2, 3], 3, []),
        ([], 0, []),
        ([1, 3], 3, [(GAP, "2")]),
        ([2], 2, [(GAP, "1")]),
        ([1], 3, [(GAP, "2"), (GAP, "3")]),
        ([1, 2, 2], 2, [(DOUBLE, "É/2")]),
    ],
)
def test_an_audit_names_gaps_and_doubles(numbers, last, kinds):
    found = rules.audit([entry(n) for n in numbers], last)
    assert [(f.kind, f.number) for f in found] == kinds


PEOPLE = st.sampled_from(["gabi", "anna", "hugo"])
TEXTS = st.sampled_from(["", "mert úgy kell"])
ACTS = st.one_of(
    st.builds(lambda by: lambda s: rules.open_it(s, by=by, at=AT), PEOPLE),
    st.builds(lambda flag: lambda s: rules.mark_by_name(s, flag), st.booleans()),
    st.builds(
        lambda unit, person: (
            lambda s: rules.hand_over(s, unit=unit, person=person, by="gabi", at=AT)
        ),
        st.sampled_from(["", "works"]),
        st.sampled_from(["", "anna"]),
    ),
    st.builds(lambda by: lambda s: rules.acknowledge(s, by=by, at=AT, receivers=["anna"]), PEOPLE),
    st.builds(
        lambda by, why: lambda s: rules.refuse(s, by=by, reason=why, receivers=["anna"]),
        PEOPLE,
        TEXTS,
    ),
    st.builds(
        lambda by: lambda s: rules.register(s, number="N/1", document="u", by=by, at=AT), PEOPLE
    ),
    st.builds(lambda why: lambda s: rules.unfile(s, kind="advert", reason=why), TEXTS),
    st.builds(
        lambda why, void: lambda s: rules.reopen(s, reason=why, void=void), TEXTS, st.booleans()
    ),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ACTS, max_size=25), st.booleans())
def test_whatever_is_tried_an_arrival_stands_somewhere_sensible(acts, by_name):
    standing = Standing(by_name=by_name)
    for act in acts:
        before = standing
        try:
            standing = act(standing)
        except MuniflowError:
            assert standing is before
        assert standing.status in STATUSES
        assert bool(standing.number) == (standing.status == REGISTERED)
        assert bool(standing.kind) == (standing.status == UNFILED)
        assert not standing.acknowledged or standing.handed
        assert standing.status != HANDED or (
            standing.handed and (standing.unit or standing.person)
        )
        assert standing.status != REGISTERED or standing.opened
        assert bool(standing.opened) == bool(standing.opened_by)
        assert standing.status != UNFILED or len(standing.reason) >= 3
