"""Nothing of the Municipality is found by those who do not belong to it, whatever they ask."""

from collections.abc import Callable
from collections.abc import Iterator
from muniflow.core import clock
from OFS.CopySupport import _cb_encode
from tests.security.door import Answer
from tests.security.door import ask
from tests.security.door import HOST
from tests.security.door import HTML
from tests.security.door import JSON
from tests.security.door import token_of
from tests.security.registry import services_of
from tests.security.registry import views_of
from tests.security.world import Record
from tests.security.world import records
from tests.security.world import WORDS
from tests.town import PASSWORD
from urllib.parse import quote

import json
import pytest


@pytest.fixture(scope="module")
def world(lasting_world):
    """The site; nobody here changes it."""
    return lasting_world


OUTSIDERS = ("kata", "hugo", "lajos", "mara")

# Words that find the records, cut so that an answer which repeats the question is no hit.
ASKED = ("Zsilip*", "Kékmad*", "terv.txt", "ONK/1/2*", "Municip*")


def _named(answer: Answer, portal: object) -> set[str]:
    """Return what an answer names of the Municipality."""
    text = answer.body + answer.location
    return {word for word in _words(portal) if word in text}


def _words(portal: object) -> Iterator[str]:
    yield from WORDS["onk"]
    yield "Municipality"
    yield "/onk"
    yield from ("Tóth Cili", "Nagy Béla", "onk.")
    for record in records(portal, "onk"):
        yield record.uid
        if record.number:
            yield record.number


def _record(portal: object, portal_type: str = "OutgoingContract") -> Record:
    return next(r for r in records(portal, "onk") if r.portal_type == portal_type)


SEARCHES = (
    ("/plone/@search", JSON, "SearchableText"),
    ("/plone/phi/@search", JSON, "SearchableText"),
    ("/plone/@search", JSON, "Title"),
    ("/plone/@search", JSON, "registry_number"),
    ("/plone/@@search", HTML, "SearchableText"),
    ("/plone/@@ajax-search", HTML, "SearchableText"),
    ("/plone/@@search_rss", HTML, "SearchableText"),
    ("/plone/@@contracts", HTML, "words"),
    ("/plone/@@documents", HTML, "words"),
    ("/plone/@@desk", HTML, "words"),
    ("/plone/@@people", HTML, "person"),
    ("/plone/@vocabularies/plone.app.vocabularies.Catalog", JSON, "title"),
    ("/plone/@vocabularies/plone.app.vocabularies.Users", JSON, "title"),
    ("/plone/@vocabularies/plone.app.vocabularies.Groups", JSON, "title"),
    ("/plone/@vocabularies/plone.app.vocabularies.Principals", JSON, "title"),
    ("/plone/@vocabularies/plone.app.vocabularies.Keywords", JSON, "title"),
    ("/plone/@principals", JSON, "search"),
    ("/plone/@users", JSON, "query"),
    ("/plone/@groups", JSON, "query"),
    ("/plone/@@sharing", HTML, "search_term"),
    ("/plone/@sharing", JSON, "search"),
)


@pytest.mark.parametrize("person", ["kata", "hugo", "lajos"])
@pytest.mark.parametrize(("path", "accept", "field"), SEARCHES, ids=lambda v: str(v)[-40:])
def test_no_search_names_anything(world, person, path, accept, field):
    found = set()
    for words in (*ASKED, "Tóth", ""):
        answer = ask(path, person=person, accept=accept, query={field: words})
        found |= _named(answer, world)
        assert answer.status < 500
    assert found == set()


QUERIES = (
    {"UID": "uid"},
    {"path": "path"},
    {"path.depth": 0, "path.query": "path"},
    {"organisation": "onk"},
    {"responsible": "lajos"},
    {"Creator": "lajos"},
    {"actors": "user:lajos"},
    {"portal_type": "OutgoingContract"},
    {"portal_type": "Organisation"},
    {"registry_number": "number"},
    {"getId": "onk"},
    {"show_inactive": 1, "portal_type": "FiledDocument"},
    {"allowedRolesAndUsers": "Manager"},
    {"allowedRolesAndUsers": "user:onk.all.member"},
    {"effectiveRange": "2000-01-01", "portal_type": "Post"},
)


def _filled(query: dict[str, object], record: Record) -> dict[str, object]:
    return {k: getattr(record, v, v) if isinstance(v, str) else v for k, v in query.items()}


@pytest.mark.parametrize("person", OUTSIDERS)
@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_no_index_finds_or_counts(world, person, query):
    asked = _filled(query, _record(world)) | {"b_size": 1000}
    answer = ask("/plone/@search", person=person, accept=JSON, query=asked)
    items = [item["@id"] for item in answer.json["items"]]
    assert answer.json["items_total"] == len(items)
    # The site itself and the library of processes are everybody's.
    known = (f"{HOST}/plone/processes", f"{HOST}/plone/phi" if person == "hugo" else "-")
    assert [i for i in items if i != f"{HOST}/plone" and not i.startswith(known)] == []


def test_members_do_find(world):
    answer = ask("/plone/@search", person="cili", accept=JSON, query={"SearchableText": "Zsilip*"})
    assert answer.json["items_total"] == 6


@pytest.mark.parametrize("person", ["kata", "hugo", "lajos"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_query_builder_finds(world, person, method):
    query = [
        {
            "i": "SearchableText",
            "o": "plone.app.querystring.operation.string.contains",
            "v": "Zsilip*",
        }
    ]
    how = (
        {"data": {"query": query}}
        if method == "POST"
        else {"query": {"query": json.dumps({"query": query})}}
    )
    answer = ask("/plone/@querystring-search", person=person, accept=JSON, method=method, **how)
    assert (answer.status, answer.json["items_total"]) == (200, 0)


@pytest.mark.parametrize("person", ["kata", "hugo", "lajos"])
def test_no_query_results_view_finds(world, person):
    form = {
        "query.i:records": "SearchableText",
        "query.o:records": "plone.app.querystring.operation.string.contains",
        "query.v:records": "Zsilip*",
    }
    for view in ("@@querybuilder_html_results", "@@querybuildernumberofresults"):
        answer = ask(f"/plone/{view}", person=person, query=form)
        assert _named(answer, world) == set()


@pytest.mark.parametrize("person", ["", *OUTSIDERS])
@pytest.mark.parametrize("door", ["resolveuid/{}", "@@redirect-to-uuid/{}", "resolveuid/{}/view"])
def test_no_uid_leads_anywhere(world, person, door):
    answers = [
        ask(f"/plone/{door.format(uid)}", person=person) for uid in (_record(world).uid, "0" * 32)
    ]
    seen = [a.seen(**{_record(world).uid: "0" * 32}) for a in answers]
    assert seen[0] == seen[1]
    assert seen[0][0] == (404 if person or door.startswith("@@") else 302)
    assert not person or "mf-failure" in seen[0][2]


def test_members_are_led_by_uid(world):
    record = _record(world)
    assert ask(f"/plone/resolveuid/{record.uid}", person="cili").location.endswith(record.path)


@pytest.mark.parametrize("person", ["kata", "hugo", "lajos"])
@pytest.mark.parametrize(
    "path",
    [
        "/plone/@linkintegrity?uids={uid}",
        "/plone/@relations?source={path}",
        "/plone/@relations?target={uid}",
        "/plone/@copy",
        "/plone/@move",
        "/plone/@aliases",
        "/plone/@history",
        "/plone/@navigation?expand.navigation.depth=5",
        "/plone/@contextnavigation?expand.contextnavigation.topLevel=0",
        "/plone/@breadcrumbs",
        "/plone/@types",
        "/plone/@workflow",
        "/plone/@inherit?expand.inherit.behaviors=muniflow.case",
        "/plone/@users/cili",
        "/plone/@querysources/x?query=Zsilip",
        "/plone/author/cili",
        "/plone/sitemap",
        "/plone/sitemap.xml.gz",
        "/plone/RSS",
        "/plone/rss.xml",
        "/plone/atom.xml",
        "/plone/itunes.xml",
        "/plone/recently_modified",
        "/plone/@@folder_contents",
        "/plone/@@getVocabulary?name=plone.app.vocabularies.Catalog",
        "/plone/@@getVocabulary?name=plone.app.vocabularies.Users",
        "/plone/@@fc-contextInfo",
        "/plone/@@mf-act-for?organisation=onk",
        "/plone/@@process-version",
        "/plone/processes/@@who-may",
        "/plone/processes/outgoing-contract",
        "/plone/processes/outgoing-contract/@search",
    ],
)
def test_no_door_names_anything(world, person, path):
    record = _record(world)
    path, _, asked = path.partition("?")
    query = dict([asked.format(uid=record.uid, path=record.path).split("=")]) if asked else {}
    found = set()
    for accept in (HTML, JSON):
        answer = ask(path, person=person, accept=accept, query=query)
        found |= _named(answer, world) - set(query.values())
    assert {word for word in found if word not in str(query)} == set()


def _source(base: str, service: str) -> Callable:
    def asked(path: str) -> Answer:
        data = {"source": path}
        return ask(f"{base}/{service}", person="hugo", method="POST", accept=JSON, data=data)

    return asked


def _field(url: str, field: str, prefix: str = "") -> Callable:
    def asked(path: str) -> Answer:
        return ask(url, person="hugo", accept="*/*", query={field: prefix + path})

    return asked


def _form(url: str, field: str) -> Callable:
    def asked(path: str) -> Answer:
        form = {"_authenticator": token_of("hugo"), field: path, "selection": "[]"}
        return ask(url, person="hugo", method="POST", accept="*/*", form=form)

    return asked


def _reference(path: str) -> Answer:
    rule = {"i": "getRawRelatedItems", "o": REFERENCE, "v": path.removeprefix("/plone")}
    query = json.dumps({"query": [rule]})
    return ask("/plone/@querystring-search", person="hugo", accept=JSON, query={"query": query})


def _pasted(path: str) -> Answer:
    held = quote(_cb_encode((0, [path.split("/")[1:]])).decode())
    form = {"_authenticator": token_of("hugo"), "cb_copy_data": held}
    cookie = {"Cookie": f'__cp="{held}"'}
    url = f"{YEAR}/object_paste"
    return ask(url, person="hugo", method="POST", accept="*/*", form=form, headers=cookie)


def _login(path: str) -> Answer:
    form = {
        "__ac_name": "hugo",
        "__ac_password": PASSWORD,
        "came_from": HOST + path,
        "buttons.login": "Log in",
        "_authenticator": token_of("hugo"),
    }
    return ask("/plone/login", method="POST", form=form)


REFERENCE = "plone.app.querystring.operation.reference.is"
YEAR = f"/plone/phi/cases/{clock.today().year}"

ORACLES = {
    "copy to the root": _source("/plone", "@copy"),
    "copy to one's own": _source(YEAR, "@copy"),
    "move to one's own": _source(YEAR, "@move"),
    "relations": _field("/plone/@relations", "source"),
    "link integrity": _field("/plone/@linkintegrity", "uids"),
    "navigation": _field("/plone/@contextnavigation", "expand.contextnavigation.root_path"),
    "navigation of one's own": _field(
        "/plone/phi/@contextnavigation", "expand.contextnavigation.root_path"
    ),
    "upload": _field(f"{YEAR}/allow_upload", "path"),
    "rename": _form(f"{YEAR}/@@fc-rename", "folder"),
    "paste": _form(f"{YEAR}/@@fc-paste", "folder"),
    "tags": _form("/plone/phi/@@fc-tags", "folder"),
    "publish": _form(f"{YEAR}/folder_publish", "paths:list"),
    "status": _form(f"{YEAR}/content_status_history", "paths:list"),
    "reference": _reference,
    "copy buffer": _pasted,
    "login": _login,
    "acting for": _field("/plone/@@mf-act-for", "came_from", HOST),
    "search below": _field("/plone/@search", "path.query"),
    "vocabulary": _field("/plone/@vocabularies/plone.app.vocabularies.Catalog", "title"),
}


@pytest.mark.parametrize("oracle", ORACLES.values(), ids=ORACLES)
@pytest.mark.parametrize("kind", ["Organisation", "OutgoingContract"])
def test_no_path_is_told_from_nothing(world, oracle, kind):
    path = _record(world, kind).path
    nothing = path.replace("/onk", "/nix")
    names = {path: nothing, quote(path, safe=""): quote(nothing, safe=""), "onk": "nix"}
    answers = [oracle(asked).seen(**names) for asked in (path, nothing)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("oracle", ["link integrity", "relations", "copy to one's own"])
def test_no_uid_is_told_from_nothing(world, oracle):
    uids = (_record(world).uid, "0" * 32)
    seen = [ORACLES[oracle](uid).seen(**{uids[0]: uids[1]}) for uid in uids]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("tail", ["", "/cases/@@view?x=1", "/cases#top"])
def test_members_come_back_after_the_login(world, tail):
    answer = _login(f"/plone/phi{tail}")
    assert answer.location == f"{HOST}/plone/phi{tail}"


@pytest.mark.parametrize("accept", [HTML, JSON])
@pytest.mark.parametrize("group", ["{}.all.member", "{}.works.clerk"])
def test_groups_are_told_from_nothing_by_none(world, accept, group):
    seen = [
        ask(f"/plone/@groups/{group.format(name)}", person="hugo", accept=accept).seen(onk="nix")
        for name in ("onk", "nix")
    ]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("person", ["kata", "hugo"])
@pytest.mark.parametrize("door", ["author/{}", "@users/{}", "@portrait/{}"])
def test_strangers_are_told_from_nobody_by_none(world, person, door):
    answers = [
        ask(f"/plone/{door.format(name)}", person=person, accept=JSON) for name in ("cili", "xxxx")
    ]
    assert len({(a.status, a.body) for a in answers}) == 1


def test_colleagues_have_a_page(world):
    assert ask("/plone/author/cili", person="anna").location.endswith("@@people?person=cili")


def test_no_view_of_the_site_names_anything(world, layered):
    """Whatever is published at the root, to somebody of the other organisation."""
    query = {"SearchableText": "Zsilip*", "term": "Zsilip*"}
    found = {}
    for view in views_of(world, layered):
        named = _named(ask(f"/plone/@@{view}", person="hugo", accept="*/*", query=query), world)
        if named:
            found[view] = named
    assert found == {}


def test_no_service_of_the_site_names_anything(world, layered):
    found = {}
    for service in services_of(world, layered):
        data = None if service.method == "GET" else {}
        answer = ask(
            f"/plone/{service.name}",
            person="hugo",
            method=service.method,
            accept=JSON,
            data=data,
        )
        if _named(answer, world):
            found[service] = _named(answer, world)
    assert found == {}


def test_nobody_uses_a_service(world, layered):
    """Without an account there is nothing but the login.

    Portraits are found by nobody who does not know the account; sites are those of the server.
    """
    found = {
        service
        for service in services_of(world, layered)
        if ask(
            f"/plone/{service.name}",
            method=service.method,
            accept=JSON,
            data=None if service.method == "GET" else {},
        ).status
        not in (401, 403)
    }
    assert {service.name for service in found} == {"@login", "@portrait", "@sites"}
