"""The acts on a case as people do them on its page; a refusal keeps what was written."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import people_with
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import state_of
from muniflow.approval.operations import token_of
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.process.operations import bind_policy
from muniflow.process.operations import install_library
from pathlib import Path
from plone import api
from plone.uuid.interfaces import IUUID
from tests.security import door

import pytest
import transaction

DRAWING = (Path(__file__).parent / "data" / "parallel.bpmn").read_bytes()
CHECKED = DRAWING.replace(
    b'<userTask id="sign"', b'<userTask id="sign" m:checklist="Cover is there;Annexes read"'
)


def take(case, person, kind, comment="", **more):
    """Let a person take the first decision of a kind."""
    with api.env.adopt_user(username=person):
        choice = next(c for c in choices_for(case) if c.kind == kind)
        decide(case, transition=choice.id, comment=comment, **more)


def choice_of(case, person, kind):
    """Return the id of a person's decision."""
    with api.env.adopt_user(username=person):
        return next(c.id for c in choices_for(case) if c.kind == kind)


def started(site, title="Playground", value=500_000):
    """Start a contract as anna."""
    values = {
        "title": title,
        "partners": ("Zöld Liget Kft.",),
        "value_net": Decimal(value),
        "unit": "works",
        "responsible": "anna",
        "term_from": date(2026, 1, 1),
    }
    with api.env.adopt_user(username="anna"):
        return start_contract(site["onk"], portal_type="OutgoingContract", values=values)


@pytest.fixture()
def case(live_town):
    """A contract that waits for bela, the head of the unit."""
    found = started(live_town)
    with api.env.adopt_user(username="anna"):
        file_document(found, title="Draft", filename="d.txt", data=b"one")
    take(found, "anna", "submit")
    return found


@pytest.fixture()
def parallel(live_town):
    """A contract that waits for the sign-offs of cili and dani, then for emma's list."""
    with api.env.adopt_roles(["Manager"]):
        assert install_library(live_town, {"parallel": CHECKED}) == []
        bind_policy(live_town["onk"], {"OutgoingContract": "parallel"})
    found = started(live_town)
    with api.env.adopt_user(username="anna"):
        file_document(found, title="Draft", filename="d.txt", data=b"one")
    take(found, "anna", "submit")
    return found


def path(case, view=""):
    """Return the path of a page of a case."""
    return "/".join((*case.getPhysicalPath(), view)) if view else "/".join(case.getPhysicalPath())


def page(case, person, view=""):
    """Return the HTML of a page of a case."""
    answer = door.ask(path(case, view), person=person)
    assert answer.status == 200
    return unescape(answer.body)


def send(case, person, view, **form):
    """Send a form of the case's page as a person."""
    form["_authenticator"] = door.token_of(person)
    answer = door.ask(path(case, view), person=person, method="POST", form=form)
    transaction.begin()
    return replace(answer, body=unescape(answer.body))


# Deciding


def test_the_page_sends_what_it_has_seen(case):
    assert f'value="{token_of(case)}"' in page(case, "bela")


def test_a_decision_leads_back_to_the_case(case):
    wanted = choice_of(case, "bela", "approve")
    answer = send(case, "bela", "@@decide", decision=wanted, seen=token_of(case))
    assert (answer.status, answer.location) == (302, case.absolute_url())
    assert people_with(case) == ["emma"]


@pytest.mark.parametrize("view", ["@@decide", "@@undo", "@@give-opinion", "@@withdraw-question"])
def test_nothing_is_done_on_get(case, view):
    before = proceedings_of(case).acts
    answer = door.ask(path(case, view), person="bela", query={"decision": "approve"})
    assert answer.status == 302
    assert proceedings_of(case).acts == before


@pytest.mark.parametrize(
    "view", ["@@forward", "@@delegate", "@@ask-opinion", "@@withdraw-approval"]
)
def test_the_page_of_an_act_writes_nothing(case, live_town, view):
    transaction.commit()
    before = live_town._p_jar.db().lastTransaction()
    page(case, "bela", view)
    assert live_town._p_jar.db().lastTransaction() == before


def test_without_the_token_of_the_page_nothing_is_decided(case):
    form = {"decision": choice_of(case, "bela", "approve")}
    door.ask(path(case, "@@decide"), person="bela", method="POST", form=form)
    assert people_with(case) == ["bela"]


@pytest.mark.parametrize("words", ["Nothing was decided", "nem jó a 4. pont"])
def test_a_changed_file_is_told_and_the_comment_kept(case, words):
    seen, wanted = token_of(case), choice_of(case, "bela", "return")
    with api.env.adopt_user(username="anna"):
        add_version(case.objectValues()[0], filename="d.txt", data=b"two")
    form = {"decision": wanted, "seen": seen, "comment": "nem jó a 4. pont"}
    answer = send(case, "bela", "@@decide", **form)
    assert (answer.status, words in answer.body) == (200, True)
    assert people_with(case) == ["bela"]


@pytest.mark.parametrize("words", ["was faster", "nem jó a 4. pont"])
def test_who_was_faster_is_told_and_the_comment_kept(case, words):
    seen, wanted = token_of(case), choice_of(case, "bela", "return")
    take(case, "bela", "approve")
    form = {"decision": wanted, "seen": seen, "comment": "nem jó a 4. pont"}
    answer = send(case, "bela", "@@decide", **form)
    assert (answer.status, words in answer.body) == (200, True)
    assert people_with(case) == ["emma"]


def test_a_refused_decision_is_readable(case):
    with api.env.adopt_user(username="bela"):
        ask_opinion(case, units=["legal"], question="Is it lawful?", until=clock.today())
    html = page(case, "bela")
    assert 'aria-disabled="true"' in html
    assert "The opinion of Legal is awaited" in html


def test_the_list_of_a_step_is_ticked(parallel):
    for person in ("cili", "dani"):
        take(parallel, person, "approve")
    wanted = choice_of(parallel, "emma", "settle")
    html = page(parallel, "emma")
    assert html.count('name="checked:list"') == 2
    answer = send(
        parallel, "emma", "@@decide", decision=wanted, **{"checked:list": ["Cover is there"]}
    )
    assert "Annexes read" in answer.body
    assert answer.body.count(" checked") == 1
    both = {"checked:list": ["Cover is there", "Annexes read"]}
    send(parallel, "emma", "@@decide", decision=wanted, **both)
    assert state_of(parallel).outcome == "settled"


def test_a_substitute_reads_for_whom(case, live_town):
    with api.env.adopt_roles(["Manager"]):
        add_post(live_town["onk"], person="ida", unit="finance", function="clerk")
        enter_substitution(
            live_town["onk"],
            absent="bela",
            substitute="ida",
            functions=("head",),
            since=clock.today(),
            until=date(clock.today().year + 1, 1, 31),
        )
    html = page(case, "ida")
    assert "You act for Nagy Béla (substitution until" in html
    take(case, "ida", "approve")
    assert "Balogh Ida for Nagy Béla" in page(case, "anna")


# Returning


@pytest.mark.parametrize(
    "words", ["What is missing", "From whom", "Until when", "needs a comment"]
)
def test_a_return_without_words_asks_for_them(case, words):
    wanted = choice_of(case, "bela", "return")
    assert words in send(case, "bela", "@@decide", decision=wanted).body


def test_the_page_of_a_return_brings_the_comment_along(case):
    wanted = choice_of(case, "bela", "return")
    answer = send(case, "bela", "@@decision", decision=wanted, comment="hiányzik a garancia")
    assert "hiányzik a garancia" in answer.body
    assert people_with(case) == ["bela"]


def test_a_return_with_everything(case):
    wanted = choice_of(case, "bela", "return")
    until = date(clock.today().year + 1, 1, 15)
    send(
        case,
        "bela",
        "@@decide",
        decision=wanted,
        comment="the guarantee",
        until=until.isoformat(),
        to="anna",
        **{"from": "decision"},
    )
    supplement = proceedings_of(case).progress.supplement
    assert (supplement.missing, supplement.to, supplement.until) == (
        "the guarantee",
        "anna",
        until,
    )


@pytest.mark.parametrize(
    "words", ["Something is missing", "the guarantee", "Nagy Béla", "stands still"]
)
def test_the_requester_reads_what_is_missing(case, words):
    take(case, "bela", "return", "the guarantee")
    assert words in page(case, "anna")


@pytest.mark.parametrize("until", ["soon", "2020-01-01"])
def test_a_wrong_date_is_named_and_the_words_kept(case, until):
    wanted = choice_of(case, "bela", "return")
    answer = send(
        case,
        "bela",
        "@@decide",
        decision=wanted,
        comment="the guarantee",
        until=until,
        **{"from": "decision"},
    )
    assert until in answer.body
    assert "the guarantee" in answer.body
    assert people_with(case) == ["bela"]


# Handing on


def test_a_step_is_delegated(case):
    send(case, "bela", "@@delegate", to="dani", comment="I am away")
    assert people_with(case) == ["dani"]
    html = page(case, "dani")
    assert "who delegated this to you" in html
    assert "I am away" in html
    assert "delegated it to Szabó Dani" in page(case, "anna")


def test_a_step_is_forwarded_to_a_colleague(case, live_town):
    assert "@@forward" not in page(case, "bela")
    with api.env.adopt_roles(["Manager"]):
        add_post(live_town["onk"], person="ida", unit="works", function="head")
    assert "Balogh Ida" in page(case, "bela", "@@forward")
    send(case, "bela", "@@forward", to="ida")
    assert people_with(case) == ["ida"]


@pytest.mark.parametrize("view", ["@@forward", "@@delegate"])
def test_a_wrong_person_is_named_and_the_words_kept(case, view):
    answer = send(case, "bela", view, to="kata", comment="please")
    assert "Kívül Kata" in answer.body
    assert "please" in answer.body
    assert people_with(case) == ["bela"]


@pytest.mark.parametrize("view", ["@@forward", "@@delegate", "@@ask-opinion"])
@pytest.mark.parametrize("person", ["anna", "cili"])
def test_only_who_has_the_step_hands_it_on(case, person, view):
    form = {"to": "dani", "units:list": ["finance"], "question": "Why?"}
    send(case, person, view, **form)
    assert people_with(case) == ["bela"]
    assert proceedings_of(case).progress.opinions == ()
    assert view not in page(case, person)


# Opinions


@pytest.fixture()
def asked(case):
    """The case, on which bela has asked two units."""
    form = {"units:list": ["legal", "finance"], "question": "Is it lawful?"}
    send(case, "bela", "@@ask-opinion", **form)
    return case


def test_several_units_are_asked_at_once(asked):
    assert [o.unit for o in proceedings_of(asked).progress.opinions] == ["legal", "finance"]


@pytest.mark.parametrize("person,count", [("cili", 1), ("dani", 1), ("anna", 0), ("emma", 0)])
def test_those_asked_get_a_panel(asked, person, count):
    assert page(asked, person).count("@@give-opinion") == count


def test_an_opinion_is_given_and_stands_on_the_page(asked):
    (opinion, _other) = proceedings_of(asked).progress.opinions
    send(asked, "cili", "@@give-opinion", opinion=opinion.id, text="It is lawful.")
    html = page(asked, "bela")
    assert "It is lawful." in html
    assert html.count("not answered yet") == 1


def test_an_empty_opinion_is_refused(asked):
    (opinion, _other) = proceedings_of(asked).progress.opinions
    answer = send(asked, "cili", "@@give-opinion", opinion=opinion.id, text="  ")
    assert "Write the opinion." in answer.body


@pytest.mark.parametrize("person,left", [("bela", 1), ("cili", 2), ("anna", 2)])
def test_the_asker_takes_a_question_back(asked, person, left):
    (opinion, _other) = proceedings_of(asked).progress.opinions
    send(asked, person, "@@withdraw-question", opinion=opinion.id)
    assert sum(o.open for o in proceedings_of(asked).progress.opinions) == left


def test_an_opinion_of_an_earlier_step_stays_on_the_page(asked):
    for opinion, person in zip(
        proceedings_of(asked).progress.opinions, ("cili", "dani"), strict=True
    ):
        send(asked, person, "@@give-opinion", opinion=opinion.id, text=f"Words of {person}")
    take(asked, "bela", "approve")
    assert page(asked, "emma").count("Words of cili") == 2


# Taking back


def test_the_last_act_is_taken_back(case):
    take(case, "bela", "approve")
    assert "You can take it back for" in page(case, "bela")
    answer = send(case, "bela", "@@undo")
    assert answer.status == 302
    assert people_with(case) == ["bela"]
    html = page(case, "anna")
    assert "taken back by Nagy Béla" in html
    assert "<del><b>Nagy Béla</b>" in html


@pytest.mark.parametrize("person", ["anna", "emma", "cili"])
def test_nobody_takes_back_for_another(case, person):
    take(case, "bela", "approve")
    assert "@@undo" not in page(case, person)
    send(case, person, "@@undo")
    assert people_with(case) == ["emma"]


def test_an_approval_is_withdrawn_with_its_reason(parallel):
    take(parallel, "cili", "approve")
    html = page(parallel, "cili", "@@withdraw-approval")
    assert html.count('type="radio"') == 1
    (act,) = [a.id for a in proceedings_of(parallel).acts if a.kind == "approve"]
    refused = send(parallel, "cili", "@@withdraw-approval", act=act, comment=" ")
    assert "needs a comment" in refused.body
    send(parallel, "cili", "@@withdraw-approval", act=act, comment="a mistake")
    assert people_with(parallel) == ["cili", "dani"]
    assert "a mistake" in page(parallel, "anna")


# Beside the decision


@pytest.mark.parametrize(
    "words",
    ["Sign-offs: 1 of 2", "Tóth Cili", "waits with Szabó Dani", "Finance countersignature"],
)
def test_sign_offs_are_listed(parallel, words):
    take(parallel, "cili", "approve")
    assert words in page(parallel, "anna")


def test_a_sign_off_that_is_asked_again_says_why(parallel):
    take(parallel, "cili", "approve")
    with api.env.adopt_user(username="anna"):
        add_version(parallel.objectValues()[0], filename="d.txt", data=b"two")
    assert "asked again: “Draft” changed after Tóth Cili" in page(parallel, "dani")


@pytest.mark.parametrize(
    "words", ["Changed since your last decision", "version 1", "@@version/2", "500,000", "600,000"]
)
def test_what_changed_since_my_decision(case, words):
    take(case, "bela", "return", "the price")
    with api.env.adopt_user(username="anna"):
        add_version(case.objectValues()[0], filename="d.txt", data=b"two")
    case.value_net = Decimal(600_000)
    take(case, "anna", "submit")
    assert words in page(case, "bela")


def test_nothing_changed_is_not_told(case):
    assert "Changed since" not in page(case, "bela")


def test_an_approved_file_is_locked_on_its_page_and_in_the_list(case):
    document = case.objectValues()[0]
    assert "file-version" in page(document, "bela")
    take(case, "bela", "approve")
    html = page(document, "emma")
    assert "Nagy Béla approved it" in html
    assert "file-version" not in html
    assert "locked: approved by Nagy Béla" in page(case, "emma")


# One after the other

QUEUE = "/plone/@@approve"


@pytest.fixture()
def queue(live_town):
    """Three cases that wait for bela."""
    cases = [started(live_town, f"Matter {number}") for number in (1, 2, 3)]
    for one in cases:
        take(one, "anna", "submit")
    return cases


def test_the_queue_shows_what_waits(queue):
    html = door.ask(QUEUE, person="bela").body
    assert [f"Matter {n}" in html for n in (1, 2, 3)] == [True] * 3
    assert "1 of 3" in html


def test_an_empty_queue_says_so(live_town):
    assert "mf-empty" in door.ask(QUEUE, person="bela").body


def test_the_next_item_comes_after_a_decision(queue):
    first = queue[0]
    wanted = choice_of(first, "bela", "approve")
    answer = send(first, "bela", "@@decide", decision=wanted, queue="0")
    assert "@@approve?place=0" in answer.location
    html = door.ask(QUEUE, person="bela", query={"place": "0", "after": IUUID(first)}).body
    assert "1 of 2" in html
    assert "You can take it back" in html


def test_a_refusal_stays_in_the_queue_with_its_words(queue):
    second = queue[1]
    wanted = choice_of(second, "bela", "approve")
    answer = send(
        second, "bela", "@@decide", decision=wanted, queue="1", seen="0-0", comment="mert csak"
    )
    assert answer.status == 200
    assert "mf-queue" in answer.body
    assert "mert csak" in answer.body
    assert people_with(second) == ["bela"]


def test_taking_back_shows_the_item_again(queue):
    take(queue[0], "bela", "approve")
    answer = send(queue[0], "bela", "@@undo", queue="undo")
    assert answer.location.endswith(f"@@approve?item={IUUID(queue[0])}")


@pytest.mark.parametrize("form", [{"item": "nonsense"}, {"place": "99"}, {"place": "x"}])
def test_an_unknown_item_shows_another(queue, form):
    assert door.ask(QUEUE, person="bela", query=form).status == 200


@pytest.mark.parametrize("person,status", [("bela", 200), ("kata", 200), ("", 302)])
def test_the_queue_is_one_s_own(queue, person, status):
    answer = door.ask(QUEUE, person=person)
    assert answer.status == status
    assert ("Matter 1" in answer.body) is (person == "bela")
