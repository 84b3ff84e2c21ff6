"""What makes a dispatch list right; no Plone needed."""

from dataclasses import replace
from datetime import date
from muniflow.registry.dispatch.errors import UnknownDispatch
from muniflow.registry.dispatch.errors import WrongDispatch
from muniflow.registry.dispatch.errors import WrongDispatchState
from muniflow.registry.dispatch.interfaces import Addressee
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import STATES
from muniflow.registry.dispatch.rules import addressees_in
from muniflow.registry.dispatch.rules import check_addressee
from muniflow.registry.dispatch.rules import check_day
from muniflow.registry.dispatch.rules import check_mode
from muniflow.registry.dispatch.rules import check_said
from muniflow.registry.dispatch.rules import check_way
from muniflow.registry.dispatch.rules import gaps
from muniflow.registry.dispatch.rules import numbered
from muniflow.registry.dispatch.rules import partner_in

import pytest

SENT = Dispatch(
    year=2026,
    running=7,
    document="u",
    reference="ONK/1-1/2026",
    title="Letter",
    addressee="Zöld Liget Kft.",
    address="2120 Dunakeszi",
    mode="registered",
    prepared="2026-11-20T08:00:00+00:00",
    prepared_by="anna",
    day="2026-11-20",
)
TODAY = date(2026, 11, 22)

MAY = {
    ("prepared", "handed"),
    ("prepared", "cancelled"),
    ("handed", "delivered"),
    ("handed", "returned"),
    ("handed", "lost"),
    ("lost", "delivered"),
    ("lost", "returned"),
}


@pytest.mark.parametrize("after", sorted(STATES))
@pytest.mark.parametrize("before", sorted(STATES))
def test_a_dispatch_goes_its_ways_and_no_others(before, after):
    entry = replace(SENT, state=before)
    if (before, after) in MAY:
        assert check_way(entry, after) is None
    else:
        with pytest.raises((WrongDispatchState, WrongDispatch)):
            check_way(entry, after)


@pytest.mark.parametrize("mode", sorted(MODES))
def test_only_by_hand_goes_without_an_address(mode):
    if mode == "hand":
        assert check_addressee(" Kiss Anna ", "", mode) == Addressee("Kiss Anna", "")
    else:
        with pytest.raises(WrongDispatch):
            check_addressee("Kiss Anna", " ", mode)


def test_somebody_has_to_be_named():
    with pytest.raises(WrongDispatch):
        check_addressee("  ", "2120 Dunakeszi", "post")


def test_an_unknown_mode_is_named():
    with pytest.raises(WrongDispatch) as problem:
        check_mode("pigeon")
    assert problem.value.message.mapping["value"] == "pigeon"


def test_addressees_stand_in_lines():
    assert addressees_in("A; Street 1; door 2\n\n  B  \n") == [
        Addressee("A", "Street 1; door 2"),
        Addressee("B", ""),
    ]


@pytest.mark.parametrize(
    ("partner", "name", "address"),
    [
        (
            "Zöld Kft., 2131 Göd, Pesti út 62., 99703156-2-13",
            "Zöld Kft.",
            "2131 Göd, Pesti út 62.",
        ),
        ("Stavby s.r.o., Praha 1, CZ12345678", "Stavby s.r.o.", "Praha 1"),
        ("Kiss Anna", "Kiss Anna", ""),
        ("", "", ""),
    ],
)
def test_a_partner_is_an_addressee_without_the_tax_number(partner, name, address):
    assert partner_in(partner) == Addressee(name, address)


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 22)])
def test_the_end_lies_between_leaving_and_today(day):
    assert check_day(day, SENT, TODAY) == day.isoformat()


@pytest.mark.parametrize("day", [date(2026, 11, 19), date(2026, 11, 23)])
def test_no_end_before_leaving_or_after_today(day):
    with pytest.raises(WrongDispatch):
        check_day(day, SENT, TODAY)


@pytest.mark.parametrize("reason", ["", "  ", "no"])
def test_a_reason_says_something(reason):
    with pytest.raises(WrongDispatch):
        check_said(reason)


@pytest.mark.parametrize("text", ["P7/2026", "p7/2026", "7/2026", " P7/2026 "])
def test_a_number_is_read(text):
    assert numbered(text) == (2026, 7)


def test_a_number_is_read_as_it_is_written():
    assert numbered(SENT.number) == (SENT.year, SENT.running)


@pytest.mark.parametrize("text", ["", "P/2026", "7", "ONK/7/2026", "P7/26", "P1234567890/2026"])
def test_what_is_no_number_is_named(text):
    with pytest.raises(UnknownDispatch):
        numbered(text)


def test_gaps_are_found():
    assert gaps([replace(SENT, running=n) for n in (1, 3)], 4) == [2, 4]
