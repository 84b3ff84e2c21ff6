"""Who decides, until when, and why, on pages; and a case that waits goes on from its page."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import state_of
from muniflow.approval.operations import way_ahead
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core import formats
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import enter_substitution
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path
from plone import api
from tests.security import door

import pytest
import re
import transaction

DATA = Path(__file__).parent / "data"
ANSWER = "Partner's answer"
HEADING = "Who decides, until when, and why"


def take(case, person, kind, comment=""):
    """Let a person take the first decision of a kind."""
    with api.env.adopt_user(username=person):
        choice = next(c for c in choices_for(case) if c.kind == kind)
        decide(case, transition=choice.id, comment=comment)


@pytest.fixture()
def start(live_town):
    """A factory of contracts of anna's, through the shipped process or a drawing of the tests."""

    def make(value=500_000, drawing="", responsible="anna"):
        if drawing:
            with api.env.adopt_roles(["Manager"]):
                data = (DATA / f"{drawing}.bpmn").read_bytes()
                assert install_library(live_town, {drawing: data}) == []
                bind_policy(live_town["onk"], {"OutgoingContract": drawing})
        values = {
            "title": "Playground",
            "partners": ("Zöld Liget Kft.",),
            "value_net": Decimal(value),
            "unit": "works",
            "responsible": responsible,
            "term_from": date(2026, 1, 1),
        }
        with api.env.adopt_user(username=responsible):
            return start_contract(live_town["onk"], portal_type="OutgoingContract", values=values)

    return make


@pytest.fixture()
def submitted(start):
    """A contract that waits for bela, the head of the unit."""
    case = start(2_000_000)
    take(case, "anna", "submit")
    return case


@pytest.fixture()
def waiting(start):
    """A contract that waits for its partner's answer."""
    case = start(drawing="waiting")
    take(case, "anna", "submit")
    return case


def path(case, view=""):
    return "/".join((*case.getPhysicalPath(), *filter(None, [view])))


def page(case, person, view=""):
    """Return what a person reads on a page of a case, without its marks."""
    answer = door.ask(path(case, view), person=person)
    assert answer.status == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.body)).split())


def marked(case, person):
    """Return the HTML of a case's page."""
    return unescape(door.ask(path(case), person=person).body)


def send(case, person, **form):
    form["_authenticator"] = door.token_of(person)
    answer = door.ask(path(case, "@@take-in-message"), person=person, method="POST", form=form)
    transaction.begin()
    return replace(answer, body=unescape(answer.body))


# The way ahead


@pytest.mark.parametrize(
    "value,there,absent",
    [
        (500_000, ("Nagy Béla", "Varga Emma"), ("Tóth Cili", "Szabó Dani")),
        (2_000_000, ("Nagy Béla", "Tóth Cili", "Varga Emma"), ("Szabó Dani",)),
        (6_000_000, ("Nagy Béla", "Tóth Cili", "Szabó Dani", "Varga Emma"), ()),
    ],
)
def test_a_draft_says_who_decides(start, value, there, absent):
    said = page(start(value), "anna").partition(HEADING)[2]
    assert [name in said for name in there] == [True] * len(there)
    assert [name in said for name in absent] == [False] * len(absent)


@pytest.mark.parametrize(
    "words", ["net value", "every case comes here", "the case is here now", "Head of unit"]
)
def test_and_why(start, words):
    assert words in page(start(2_000_000), "anna")


def test_and_until_when(start):
    case = start()
    latest = [c.due for c in way_ahead(case) if c.due]
    assert latest
    html = marked(case, "anna")
    cells = [f'<td class="num">{formats.day(due, "en", clock.today())}</td>' for due in latest]
    assert [cell for cell in cells if cell not in html] == []


def test_a_case_under_way_only_leads_there(submitted):
    html = marked(submitted, "anna")
    assert "@@way-ahead" in html
    assert "At the latest" not in html


@pytest.mark.parametrize("person", ["anna", "bela", "cili", "gabi"])
def test_whoever_sees_the_case_sees_its_way(submitted, person):
    said = page(submitted, person, "@@way-ahead")
    assert "Tóth Cili" in said
    assert "every case comes here" in said


@pytest.mark.parametrize("person,status", [("hugo", 404), ("kata", 404), ("", 302)])
def test_nobody_else_does(submitted, person, status):
    assert door.ask(path(submitted, "@@way-ahead"), person=person).status == status


@pytest.mark.parametrize(
    "line", ["Legal review: Tóth Cili Legal", "Finance countersignature: Szabó Dani Finance"]
)
def test_every_sign_off_has_its_line(start, line):
    assert line in page(start(drawing="parallel"), "anna", "@@way-ahead")


def test_who_stands_in_is_named(submitted, live_town):
    with api.env.adopt_user(username="bela"):
        enter_substitution(
            live_town["onk"],
            absent="bela",
            substitute="cili",
            functions=("head",),
            since=clock.today(),
            until=clock.today(),
        )
    assert "stands in: Tóth Cili" in page(submitted, "anna", "@@way-ahead")


def test_an_ended_case_has_no_way(submitted):
    take(submitted, "bela", "reject", "no need")
    assert HEADING not in page(submitted, "anna")
    assert "Nobody has to decide" in page(submitted, "anna", "@@way-ahead")


# Why it stands still


def test_nothing_holds_an_ordinary_case(submitted):
    assert "Why it stands still" not in page(submitted, "anna")


def test_an_absence_without_a_substitute_blocks(submitted):
    with api.env.adopt_user(username="bela"):
        enter_absence("bela", since=clock.today(), until=clock.today(), kind="leave")
    assert "nobody stands in" in page(submitted, "anna")
    assert "mf-callout mf-late" in marked(submitted, "anna")


def test_an_opinion_holds_without_blocking(submitted):
    with api.env.adopt_user(username="bela"):
        ask_opinion(submitted, units=["legal"], question="Lawful?")
    assert "Why it stands still The opinion of Legal is awaited" in page(submitted, "anna")
    assert "mf-callout mf-late" not in marked(submitted, "anna")


def test_a_supplement_is_told_once(submitted):
    take(submitted, "bela", "return", "Annex 2")
    said = page(submitted, "anna")
    assert "Something is missing" in said
    assert "Why it stands still" not in said


def test_rules_against_everybody_block(start):
    case = start(responsible="bela")
    take(case, "bela", "submit")
    assert "own request" in page(case, "bela").partition("Why it stands still")[2]


# The answer has come


@pytest.mark.parametrize(
    "person,offered", [("anna", True), ("gabi", True), ("bela", False), ("emma", False)]
)
def test_taking_in_is_offered_to_who_may(waiting, person, offered):
    html = marked(waiting, person)
    assert ("@@take-in-message" in html) is offered
    assert "It waits for a message" in html


@pytest.mark.parametrize("person", ["anna", "gabi"])
def test_taking_in_goes_on(waiting, person):
    answer = send(waiting, person, message=ANSWER, comment="by post")
    assert (answer.status, answer.location) == (302, waiting.absolute_url())
    assert state_of(waiting).waits == "timer"
    acts = [(a.kind, a.person, a.comment) for a in proceedings_of(waiting).acts]
    assert acts[-2] == ("taken-in", person, "by post")


def test_the_history_says_who_took_it_in(waiting):
    send(waiting, "gabi", message=ANSWER, comment="by post")
    said = page(waiting, "anna")
    assert f"took in what had come: {ANSWER}" in said
    assert "Molnár Gabi" in said


def test_nobody_takes_it_back(waiting):
    send(waiting, "anna", message=ANSWER)
    assert "@@undo" not in marked(waiting, "anna")


@pytest.mark.parametrize(
    "person,message,said",
    [
        ("bela", ANSWER, "Only who registers"),
        ("anna", "Something else", f"it waits for: {ANSWER}"),
        ("anna", "", "it waits for"),
    ],
)
def test_a_refusal_says_why_and_keeps_the_words(waiting, person, message, said):
    before = proceedings_of(waiting).acts
    answer = send(waiting, person, message=message, comment="mert csak")
    assert answer.status == 200
    assert said in answer.body
    assert "mert csak" in answer.body
    assert proceedings_of(waiting).acts == before


def test_nothing_is_done_on_get(waiting):
    before = proceedings_of(waiting).acts
    answer = door.ask(path(waiting, "@@take-in-message"), person="anna", query={"message": ANSWER})
    assert answer.status == 302
    assert proceedings_of(waiting).acts == before


@pytest.mark.parametrize("view", ["", "@@way-ahead"])
def test_looking_writes_nothing(waiting, live_town, view):
    transaction.commit()
    before = live_town._p_jar.db().lastTransaction()
    page(waiting, "anna", view)
    assert live_town._p_jar.db().lastTransaction() == before


# Over REST


def post(case, person, **data):
    answer = door.ask(
        path(case, "@message"), person=person, method="POST", accept=door.JSON, data=data
    )
    transaction.begin()
    return answer


@pytest.mark.parametrize("person", ["anna", "gabi"])
def test_a_program_takes_in(waiting, person):
    answer = post(waiting, person, message=ANSWER, comment="by post")
    assert (answer.status, answer.json["awaited"]) == (200, [])
    assert state_of(waiting).waits == "timer"


def test_a_program_learns_what_is_awaited(waiting):
    answer = door.ask(path(waiting, "@standing"), person="anna", accept=door.JSON)
    assert answer.json["awaited"] == [ANSWER]


@pytest.mark.parametrize(
    "person,data,status",
    [
        ("anna", {"message": "Something else"}, 400),
        ("anna", {}, 400),
        ("bela", {"message": ANSWER}, 400),
        ("hugo", {"message": ANSWER}, 404),
        ("", {"message": ANSWER}, 401),
    ],
)
def test_a_program_is_refused(waiting, person, data, status):
    before = proceedings_of(waiting).acts
    assert post(waiting, person, **data).status == status
    assert proceedings_of(waiting).acts == before
