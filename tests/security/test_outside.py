"""Every view and every service of every record, asked for by those who do not belong there."""

from itertools import cycle
from plone.app.redirector.interfaces import IRedirectionStorage
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.door import HTML
from tests.security.door import JSON
from tests.security.door import Seen
from tests.security.registry import services_of
from tests.security.registry import views_of
from tests.security.world import records
from zope.component import getUtility

import pytest


@pytest.fixture(scope="module")
def world(lasting_world):
    """The site; nobody here changes it."""
    return lasting_world


# Without any post, only in the other organisation, until yesterday, from tomorrow.
OUTSIDERS = ("kata", "hugo", "lajos", "mara")
NOTHING = "nix"

KINDS = (
    "Organisation",
    "Section units",
    "Section cases",
    "Section registers",
    "Section year",
    "Unit",
    "Post",
    "Register",
    "OutgoingContract",
    "IncomingContract",
    "GeneralCase",
    "FiledDocument",
    "Section arrivals",
    "Arrival",
    "Process",
)


def _of_kind(world: object, kind: str) -> str:
    """Return the path of a record of the Municipality."""
    portal_type, _, name = kind.partition(" ")
    for record in records(world, "onk"):
        last = record.path.rsplit("/", 1)[-1]
        if record.portal_type == portal_type and (
            not name or name == last or (name == "year" and last.isdigit())
        ):
            return record.path
    raise LookupError(kind)


def _seen(answer: Answer) -> Seen:
    """Return what the asker can tell from an answer, whatever the organisation is called."""
    return answer.seen(**{"/onk": f"/{NOTHING}"})


def _differs(path: str, **how: object) -> str:
    """Return a line when the answer is another one than that for a path to nothing."""
    got, nothing = (_seen(ask(p, **how)) for p in (path, path.replace("/onk", f"/{NOTHING}", 1)))
    return "" if got == nothing else f"{path} {how}: {got}, not {nothing}"


@pytest.mark.parametrize("kind", KINDS)
def test_no_view_and_no_service_is_there(world, layered, kind):
    path = _of_kind(world, kind)
    obj = world.unrestrictedTraverse(path)
    who = cycle(OUTSIDERS)
    # One answer for all: what a path to nothing gives, which names nothing of the record.
    nothing = _seen(ask(f"/plone/{NOTHING}", person="kata", accept=JSON))
    assert nothing[0] == 404
    asked = [(f"{path}/@@{view}", "GET", "*/*") for view in views_of(obj, layered)]
    asked += [(f"{path}/{s.name}", s.method, JSON) for s in services_of(obj, layered)]
    assert len(asked) > 250
    found = []
    for address, method, accept in asked:
        person = next(who)
        answer = ask(address, person=person, method=method, accept=accept)
        if _seen(answer) != nothing:
            found.append(f"{method} {address} as {person}: {answer.status} {answer.location}")
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_led_to_the_login(world, layered, kind):
    path = _of_kind(world, kind)
    obj = world.unrestrictedTraverse(path)
    found = []
    for view in views_of(obj, layered)[::5]:
        answer = ask(f"{path}/@@{view}")
        if (answer.status, "require_login" in answer.location) != (302, True):
            found.append(f"{view}: {answer.status} {answer.location}")
    for service in services_of(obj, layered)[::2]:
        answer = ask(f"{path}/{service.name}", method=service.method, accept=JSON)
        if answer.status != 401:
            found.append(f"{service}: {answer.status}")
    assert found == []


TAILS = (
    "",
    "/",
    "/view",
    "/edit",
    "/@@edit",
    "/nothing/at/all",
    "/cases",
    "/units/works/@@who-may",
    "/++add++Section",
    "/++widget++x",
    "/++resource++x",
    "/manage_main",
    "/manage_workspace",
    "/index_html",
    "/title",
    "/aq_parent",
    "/@@images/seal",
    "/@@download/seal",
    "/login",
    "/logged_out",
    "/RSS",
    "/sitemap.xml.gz",
    "/resolveuid/nothing",
    "/folder_contents",
    "/registers/2026/@@view",
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "MKCOL", "LOCK")


@pytest.mark.parametrize("person", ["", *OUTSIDERS])
@pytest.mark.parametrize("accept", [HTML, JSON])
def test_the_answer_is_that_of_a_path_to_nothing(world, person, accept):
    found = [_differs(f"/plone/onk{tail}", person=person, accept=accept) for tail in TAILS]
    assert [line for line in found if line] == []


@pytest.mark.parametrize("person", ["", "hugo"])
@pytest.mark.parametrize("method", METHODS)
def test_whatever_the_method(world, person, method):
    lines = [
        _differs(f"/plone/onk{tail}", person=person, method=method, accept=accept)
        for tail in ("", "/cases", "/cases/@workflow")
        for accept in (HTML, JSON)
    ]
    assert [line for line in lines if line] == []


PREFIXES = (
    "/plone/++api++/onk",
    "/plone/phi/onk",
    "/plone/phi/cases/onk",
    "/plone/processes/onk",
    "/plone/@@desk/onk",
    "/VirtualHostBase/http/town.example:80/plone/VirtualHostRoot/onk",
    "/VirtualHostBase/http/town.example:80/plone/VirtualHostRoot/_vh_office/onk",
)


@pytest.mark.parametrize("person", ["", "hugo"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_way_round(world, person, prefix):
    lines = [
        _differs(f"{prefix}{tail}", person=person, accept=accept)
        for tail in ("", "/cases", "/nothing")
        for accept in (HTML, JSON)
    ]
    assert [line for line in lines if line] == []


@pytest.mark.parametrize("person", ["", "hugo"])
def test_no_way_by_xmlrpc(world, person):
    bodies = []
    for name in ("onk", NOTHING):
        answer = ask(
            f"/plone/{name}",
            person=person,
            method="POST",
            headers={"Content-Type": "text/xml"},
            raw=b"<methodCall><methodName>getId</methodName><params/></methodCall>",
        )
        bodies.append(_seen(answer))
    assert bodies[0] == bodies[1]


def test_preflight_tells_nothing(world):
    headers = {"Origin": "http://x.example", "Access-Control-Request-Method": "GET"}
    assert _differs("/plone/onk/cases", method="OPTIONS", headers=headers) == ""


def test_members_come_in(world):
    assert ask("/plone/onk/cases", person="cili").status == 200


def test_site_managers_come_in(world):
    assert ask("/plone/onk/cases", person="admin", password="secret").status == 200


@pytest.mark.parametrize(
    "headers",
    [{"Authorization": "Basic Y2lsaTp3cm9uZw=="}, {"Cookie": '__ac="Y2lsaTp3cm9uZw=="'}],
    ids=["basic", "cookie"],
)
def test_a_wrong_password_opens_nothing(world, headers):
    assert ask("/plone/onk", headers=headers).status == 302


@pytest.fixture()
def moved(world) -> str:
    """An address that leads to a unit of the Municipality since the unit was moved."""
    storage = getUtility(IRedirectionStorage)
    storage.add("/plone/works-of-old", "/plone/onk/units/works")
    return "/plone/works-of-old"


@pytest.mark.parametrize("tail", ["", "/@@view", "/view"])
@pytest.mark.parametrize("accept", [HTML, JSON])
def test_outsiders_are_not_led_to_where_things_moved(world, moved, tail, accept):
    assert ask(f"{moved}{tail}", person="hugo", accept=accept).status == 404
    assert ask(f"{moved}{tail}", accept=accept).status == (302 if accept == HTML else 401)
    assert "/onk" not in ask(f"{moved}{tail}", accept=accept).location


def test_members_are_led_to_where_things_moved(world, moved):
    assert ask(moved, person="cili").location == "http://nohost/plone/onk/units/works"
