"""What the root tells to nobody at all, and that a seal opens one case for one person."""

from collections.abc import Iterator
from muniflow.approval import maillinks
from muniflow.approval.operations import decisions_for
from muniflow.core import clock
from plone import api
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.registry import ours
from tests.security.world import Record
from tests.security.world import records
from tests.security.world import WORDS
from urllib.parse import urlsplit

import pytest


@pytest.fixture(scope="module")
def world(lasting_world):
    """The site; nobody here changes it."""
    return lasting_world


@pytest.fixture(scope="module")
def case(world) -> Record:
    """A contract of the Municipality."""
    return next(r for r in records(world, "onk") if r.portal_type == "OutgoingContract")


def _named(answer: Answer, case: Record, asked: str = "") -> set[str]:
    """Return what an answer names of the Municipality besides what it was asked for."""
    text = answer.body + answer.location
    words = {*WORDS["onk"], "Municipality", "/onk", "Nagy Béla", case.uid, case.number} - {""}
    return {word for word in words if word in text and word not in asked}


def _at_root() -> Iterator[str]:
    for line in ours():
        place, name = line.split(" ", 1)
        if place in ("IPloneSiteRoot", "INavigationRoot", "*") and " " not in name:
            yield name


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_our_pages_at_the_root_tell_nobody_anything(world, case, method):
    found = {}
    for name in sorted(set(_at_root())):
        answer = ask(f"/plone/@@{name}", method=method, form={} if method == "POST" else None)
        if _named(answer, case):
            found[name] = _named(answer, case)
    assert found == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_those_with_content_ask_for_the_login(world, method):
    open_ = set()
    for name in sorted(set(_at_root())):
        answer = ask(f"/plone/@@{name}", method=method, form={} if method == "POST" else None)
        if answer.status == 200:
            open_.add(name)
    # The page for missing rights, and the parts of pages, which are none of their own.
    assert open_ <= {"insufficient-privileges", "main_template"}


def _link(case: Record, person: str, world: object) -> str:
    obj = world.unrestrictedTraverse(case.path)
    # The layers of other tests may serve the site at a port of their own.
    return urlsplit(maillinks.address(obj, person)).path


@pytest.mark.parametrize("person", ["kata", "hugo", "lajos", "mara", "nobody", "cili", ""])
def test_a_seal_gives_no_right_that_its_person_has_not(world, case, person):
    obj = world.unrestrictedTraverse(case.path)
    if person and api.user.get(userid=person) is not None:
        with api.env.adopt_user(username=person):
            assert decisions_for(obj) == []
    for method in ("GET", "POST"):
        answer = ask(_link(case, person, world), method=method, form={"decision": "approve"})
        assert answer.status in (404, 410)
        assert _named(answer, case) == set()


@pytest.mark.parametrize("tail", ["", "/", "/x.y", "/x.y/z", "/../onk", "/%2e%2e/onk"])
def test_without_a_seal_there_is_nothing(world, case, tail):
    for accept in ("text/html", "application/json"):
        answer = ask(f"/plone/@@by-mail{tail}", accept=accept)
        assert answer.status in (302, 404)
        assert _named(answer, case, tail) == set()


def test_a_seal_opens_nothing_else(world, case):
    link = _link(case, "bela", world)
    assert ask(link).status == 200
    for tail in ("/onk", "/view", "/@@desk", f"/{case.uid}"):
        answer = ask(link + tail)
        assert (answer.status, _named(answer, case, tail)) == (404, set())


def test_an_old_seal_is_worth_no_more_than_a_forged_one(world, case):
    link = _link(case, "bela", world)
    with clock.frozen(clock.now().replace(year=clock.now().year + 1)):
        assert _named(ask(link), case) == set()
