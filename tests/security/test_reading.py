"""Reading writes nothing: no page and no service that is got changes the database."""

from collections.abc import Iterator
from tests.security.door import ask
from tests.security.door import HTML
from tests.security.door import JSON
from tests.security.registry import ours
from tests.security.registry import services_of
from tests.security.registry import views_of
from tests.security.world import MANAGER
from tests.security.world import records
from zope.component import getGlobalSiteManager
from ZPublisher.interfaces import IPubBeforeCommit

import pytest

# Makes a place for rules where it looks for some; none of it is kept.
PLONES_OWN = "/@content-rules: "


@pytest.fixture()
def touched(world) -> Iterator[list[str]]:
    """What requests have changed by the time they would be committed."""
    found: list[str] = []

    def look(event: object) -> None:
        connection = event.request["PARENTS"][-1]._p_jar
        found.extend(f"{event.request['URL']}: {obj!r}" for obj in connection._registered_objects)

    registry = getGlobalSiteManager()
    registry.registerHandler(look, (IPubBeforeCommit,))
    yield found
    registry.unregisterHandler(look, (IPubBeforeCommit,))


def _last(world: object) -> bytes:
    return world._p_jar.db().lastTransaction()


def _ours(obj: object, request: object) -> list[str]:
    names = {line.split()[-1] for line in ours()}
    return [name for name in views_of(obj, request) if name in names]


def _paths(world: object) -> list[str]:
    shared = ["/plone", "/plone/processes", "/plone/processes/outgoing-contract"]
    return shared + [record.path for record in records(world, "onk")]


@pytest.mark.parametrize("person", ["gabi", MANAGER])
def test_no_page_writes(world, layered, touched, person):
    before, good = _last(world), 0
    views = {p: _ours(world.unrestrictedTraverse(p), layered) for p in _paths(world)}
    for path in views:
        for view in ("", *(f"/@@{name}" for name in views[path])):
            good += ask(path + view, person=person, accept=HTML).status == 200
    assert touched == []
    assert _last(world) == before
    assert good > 20


@pytest.mark.parametrize("person", ["gabi", MANAGER])
def test_no_service_writes(world, layered, touched, person):
    before, good = _last(world), 0
    for path in _paths(world):
        for service in services_of(world.unrestrictedTraverse(path), layered):
            if service.method == "GET":
                answer = ask(f"{path}/{service.name}", person=person, accept=JSON)
                good += answer.status == 200
    assert _last(world) == before
    assert [line for line in touched if PLONES_OWN not in line] == []
    assert good > 50


def test_the_guard_sees_a_write(world, touched):
    form = {"organisation": "onk"}
    ask("/plone/@@open-register", person="gabi", method="POST", form=form)
    ask(
        "/plone/onk",
        person="judit",
        method="PATCH",
        accept=JSON,
        data={"address": "Fő tér 1."},
    )
    assert touched != []
