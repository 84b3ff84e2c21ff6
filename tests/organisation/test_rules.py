"""Groups follow from posts; no Plone needed."""

from datetime import date
from muniflow.organisation.rules import ANSWERING
from muniflow.organisation.rules import groups_of
from muniflow.organisation.rules import leaders
from muniflow.organisation.rules import name_order
from muniflow.organisation.rules import NAMED
from muniflow.organisation.rules import personal_id
from muniflow.organisation.rules import PostRecord
from muniflow.organisation.rules import split_group
from muniflow.organisation.rules import split_personal

import pytest

DAY = date(2026, 11, 22)
PARENTS = {"works": "", "parks": "works", "legal": ""}
HEAD = PostRecord("bela", "works", "head")


@pytest.mark.parametrize(
    "since,until,active",
    [
        (None, None, True),
        (DAY, DAY, True),
        (None, date(2026, 11, 21), False),
        (date(2026, 11, 23), None, False),
    ],
)
def test_a_post_counts_from_its_first_to_its_last_day(since, until, active):
    assert PostRecord("anna", "works", "clerk", since, until).active(DAY) is active


def test_who_holds_no_post_has_no_group():
    assert list(groups_of("onk", [], {}, DAY)) == []


@pytest.mark.parametrize("group", ["onk.all.member", "onk.all.clerk", "onk.works.clerk"])
def test_a_post_gives_its_group_and_the_rollups(group):
    assert group in groups_of("onk", [PostRecord("anna", "works", "clerk")], {}, DAY)


@pytest.mark.parametrize(
    "records,unit,leader",
    [
        ([HEAD], "works", "works"),
        ([HEAD], "parks", "works"),
        ([HEAD], "legal", None),
        ([HEAD, PostRecord("cili", "parks", "head")], "parks", "parks"),
        ([PostRecord("bela", "works", "head", None, date(2026, 1, 1))], "parks", None),
    ],
)
def test_a_unit_without_a_head_is_led_from_above(records, unit, leader):
    assert leaders(PARENTS, records, DAY).get(unit) == leader


def test_the_head_above_acts_for_the_unit_below():
    led = leaders(PARENTS, [HEAD], DAY)
    assert "onk.parks.head" in groups_of("onk", [HEAD], led, DAY)


@pytest.mark.parametrize(
    "group,parts",
    [
        ("onk.works.clerk", ("onk", "works", "clerk")),
        ("onk.all.member", ("onk", "all", "member")),
        ("Administrators", None),
        ("a.b.c", None),
        ("a.b.c.clerk", None),
    ],
)
def test_only_our_groups_are_split(group, parts):
    assert split_group(group) == parts


@pytest.mark.parametrize(
    "group,parts",
    [
        (personal_id("onk", "anna", NAMED), ("onk", "anna", NAMED)),
        (
            personal_id("onk", "kiss.anna@onk.hu", ANSWERING),
            ("onk", "kiss.anna@onk.hu", ANSWERING),
        ),
        ("onk.works.clerk", None),
        ("onk.named", None),
    ],
)
def test_groups_of_one_person_are_told_from_others(group, parts):
    assert split_personal(group) == parts


def test_names_sort_as_in_an_office():
    names = ["Tóth", "dr. Kelemen", "Mészáros", "Molnár", "Ágoston", "Ing. Novák"]
    assert sorted(names, key=name_order) == [
        "Ágoston",
        "dr. Kelemen",
        "Mészáros",
        "Molnár",
        "Ing. Novák",
        "Tóth",
    ]
