"""The demo logins that a start prints."""

from backend import logins
from backend.logins import KINDS
from backend.logins import pick
from backend.logins import places

import pytest


def post(person, function, until=""):
    return {
        "person": person,
        "organisation": "onk",
        "unit": "jog",
        "function": function,
        "from": "-4y",
        "until": until,
    }


def test_each_kind_gets_a_person_of_its_own():
    posts = [post("a", "clerk"), post("a", "head"), post("b", "head")]
    assert list(pick(posts)) == [("clerk", "a"), ("head", "b")]


def test_a_post_that_ended_is_no_login():
    assert list(pick([post("a", "clerk", until="-1m")])) == []


def test_all_posts_of_a_person_are_named():
    posts = [post("a", "clerk"), post("a", "head"), post("a", "legal", until="-1m")]
    assert places(posts, "a") == "clerk of ONK jog, head of ONK jog"


@pytest.mark.parametrize("kind", KINDS)
def test_the_demo_town_has_every_kind(kind):
    assert kind in dict(pick(logins.read("posts.csv")))


def test_only_existing_people_are_shown():
    kind, person = next(pick(logins.read("posts.csv")))
    lines = logins.table(lambda name: name == person).splitlines()
    assert len(lines) == 2
    assert lines[1].split()[:2] == [kind, person]


def test_a_site_without_the_demo_shows_no_table():
    assert logins.table(lambda name: False) == ""
