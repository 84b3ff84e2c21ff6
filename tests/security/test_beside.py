"""No page and no service of one's own organisation names anything of another."""

from muniflow.core import clock
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from plone import api
from tests.security.door import ask
from tests.security.door import JSON
from tests.security.registry import ours
from tests.security.registry import services_of
from tests.security.registry import views_of
from tests.security.world import records
from tests.security.world import WORDS

import pytest
import transaction


@pytest.fixture(scope="module")
def world(lasting_world) -> object:
    """The site, with somebody away and somebody standing in on either side."""
    away = (("onk", "cili", "bela", "legal"), ("phi", "hugo", "ida", "clerk"))
    with api.env.adopt_roles(["Manager"]):
        for organisation, absent, substitute, function in away:
            enter_absence(absent, since=clock.today(), until=clock.today(), kind="leave")
            enter_substitution(
                lasting_world[organisation],
                absent=absent,
                substitute=substitute,
                functions=[function],
                since=clock.today(),
                until=clock.today(),
            )
    transaction.commit()
    return lasting_world


# A process of the shared library is called after the Mayor's Office, so that name tells nothing.
NAMES = {
    "onk": ("Tóth Cili", "Nagy Béla", "Papp Judit", "Municipality", "/onk"),
    "phi": ("Horváth Hugó", "Balogh Ida", "Kovács Feri", "/phi"),
}


def _words(world: object, organisation: str) -> set[str]:
    """Return what belongs to an organisation alone."""
    found = {*NAMES[organisation], *WORDS[organisation]}
    for record in records(world, organisation):
        found |= {record.uid} | ({record.number} if record.number else set())
    return found


def _ours() -> set[str]:
    """Return the names of all views and services of our own."""
    return {line.split(" ", 1)[1].split(" ")[-1] for line in ours()}


# A head who knows only the Office, and an administrator who knows only the Municipality.
@pytest.mark.parametrize(
    ("person", "own", "other"), [("ida", "phi", "onk"), ("judit", "onk", "phi")]
)
def test_nothing_of_another_organisation_is_named(world, layered, person, own, other):
    names, strange = _ours(), _words(world, other)
    places = ["/plone", "/plone/processes", "/plone/processes/outgoing-contract"]
    places += [record.path for record in records(world, own)]
    found, good = {}, 0
    for path in places:
        obj = world.unrestrictedTraverse(path)
        asked = [(f"@@{v}", "*/*") for v in views_of(obj, layered) if v in names]
        asked += [
            (s.name, JSON)
            for s in services_of(obj, layered)
            if s.method == "GET" and s.name in names
        ]
        for tail, accept in asked:
            answer = ask(f"{path}/{tail}", person=person, accept=accept)
            good += answer.status == 200
            if named := {w for w in strange if w in answer.body + answer.location}:
                found[f"{path}/{tail}"] = named
    assert found == {}
    assert good > 60


@pytest.mark.parametrize(
    ("page", "stranger"), [("phi/@@person", "cili"), ("phi/@@handover", "cili")]
)
@pytest.mark.parametrize("person", ["ida", "hugo"])
def test_a_stranger_is_told_from_nobody_by_none(world, page, stranger, person):
    """Whoever asks about somebody of another organisation learns what one learns of nobody."""
    seen = [
        ask(f"/plone/{page}", person=person, query={"person": name}).seen(**{name: "nobody"})
        for name in (stranger, "xxxx")
    ]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("word", ["x", "x.y", "e30.e30", "a" * 700])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_without_a_true_seal_tells_nothing(world, word, method):
    answers = [ask(f"/plone/by-mail/{w}", method=method, form={}) for w in ("nothing", word)]
    assert answers[0].status == 404
    assert answers[0].seen(nothing=word) == answers[1].seen()
    assert not any(w in answers[1].body for w in _words(world, "onk") - {"/onk"})


@pytest.mark.parametrize("person", ["judit", "ida", "gabi", "kata", ""])
def test_the_worker_is_for_site_managers_alone(world, person):
    answer = ask("/plone/@@worker", person=person)
    assert answer.status in (302, 403, 404)
    assert "Zsilipkapu" not in answer.body
