"""Deciding by a link in a mail: once, by one person, for some days, and only on the button."""

from datetime import timedelta
from muniflow.approval import maillinks
from muniflow.approval.interfaces import IMailLink
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import token_of
from muniflow.approval.operations import undo
from muniflow.contract.operations import start_contract
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.organisation.operations import enter_substitution
from plone import api
from tests.security.door import ask
from tests.town import PASSWORD
from zope.component import getUtility

import datetime
import pytest
import re
import transaction

TITLE = "Árvíztűrő játszótér"


def take(case, person, kind, comment=""):
    with api.env.adopt_user(username=person):
        choice = next(c for c in choices_for(case) if c.kind == kind)
        decide(case, transition=choice.id, comment=comment)
    transaction.commit()


@pytest.fixture()
def case(live_town):
    """A contract that waits for the head of its unit."""
    with api.env.adopt_user(username="anna"):
        made = start_contract(
            live_town["onk"],
            portal_type="OutgoingContract",
            values={
                "title": TITLE,
                "partners": ("Zöld Liget Kft.",),
                "value_net": 2_000_000,
                "unit": "works",
                "responsible": "anna",
                "term_from": datetime.date(2026, 1, 1),
            },
        )
    take(made, "anna", "submit")
    return made


def path(link: str) -> str:
    return link.replace("http://nohost", "")


@pytest.fixture()
def link(case):
    """The way of the link that Béla got."""
    return path(maillinks.address(case, "bela"))


@pytest.fixture()
def form(case):
    """What the page would send for an approval."""
    with api.env.adopt_user(username="bela"):
        choice = next(c for c in choices_for(case) if c.kind == "approve")
    return {"decision": choice.id, "comment": "Rendben.", "seen": token_of(case)}


def step(case) -> str:
    transaction.begin()
    return api.content.get_state(case)


def last(live_town) -> bytes:
    return live_town._p_jar.db().lastTransaction()


@pytest.mark.parametrize(
    "part",
    [TITLE, "Nagy Béla", "Zöld Liget Kft.", "Municipality", "Approve", "Legal review", "Comment"],
)
def test_the_page_shows_what_is_decided(link, part):
    page = ask(link)
    assert page.status == 200
    assert part in page.body


def test_looking_changes_nothing(live_town, case, link):
    before, stood = last(live_town), step(case)
    for method in ("GET", "HEAD", "GET"):
        assert ask(link, method=method).status in (200, 404)
    ask(f"{link}?decision=approve&seen=x")
    assert (last(live_town), step(case)) == (before, stood)


def test_the_page_is_kept_by_nobody(link):
    page = ask(link)
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "set-cookie" not in page.headers
    assert "<script" not in page.body


def test_the_button_decides(case, link, form):
    stood = step(case)
    answer = ask(link, method="POST", form=form)
    assert answer.status == 200
    assert "approved" in answer.body
    assert "set-cookie" not in answer.headers
    assert step(case) != stood
    act = proceedings_of(case).acts[-1]
    assert (act.person, act.channel, act.comment) == ("bela", "mail", "Rendben.")


def test_the_journal_knows_the_channel(live_town, link, form):
    ask(link, method="POST", form=form)
    transaction.begin()
    *_before, entry = (e for e in IJournal(live_town["onk"]).entries() if e["act"] == "decided")
    assert (entry["actor"], entry["channel"]) == ("bela", "mail")


def test_a_link_works_once(case, link, form):
    ask(link, method="POST", form=form)
    stood, acts = step(case), len(proceedings_of(case).acts)
    for method in ("GET", "POST"):
        again = ask(link, method=method, form=form)
        assert again.status == 410
        assert TITLE not in again.body
    assert (step(case), len(proceedings_of(case).acts)) == (stood, acts)


def test_nor_after_it_was_taken_back(case, link, form):
    ask(link, method="POST", form=form)
    transaction.begin()
    with api.env.adopt_user(username="bela"):
        undo(case)
    transaction.commit()
    assert ask(link, method="POST", form=form).status == 410
    assert proceedings_of(case).acts[-1].kind == "undone"


def test_others_may_have_been_faster(case, link, form):
    take(case, "bela", "approve")
    answer = ask(link)
    assert (answer.status, TITLE in answer.body) == (410, False)


def test_a_link_is_over_after_some_days(link, form, case):
    stood = step(case)
    with clock.frozen(clock.now() + timedelta(days=6, hours=23)):
        assert ask(link).status == 200
    with clock.frozen(clock.now() + timedelta(days=7, hours=1)):
        answer = ask(link, method="POST", form=form)
    assert (answer.status, TITLE in answer.body, step(case)) == (410, False, stood)


def _flipped(word: str, position: int) -> str:
    new = "A" if word[position] != "A" else "B"
    return word[:position] + new + word[position + 1 :]


@pytest.mark.parametrize("position", [0, 10, 40, -44, -20, -1])
def test_a_changed_letter_makes_it_worthless(live_town, link, form, position, case):
    way, _slash, word = link.rpartition("/")
    stood, before = step(case), last(live_town)
    answer = ask(f"{way}/{_flipped(word, position)}", method="POST", form=form)
    assert (answer.status, TITLE in answer.body) == (404, False)
    assert (step(case), last(live_town)) == (stood, before)


@pytest.mark.parametrize("word", ["x", "a.b", "é.é", "." * 30, "A" * 5000, "W10.W10", "%00.%00"])
def test_forged_and_unknown_are_the_same(live_town, word, link, case):
    base = link.rpartition("/")[0]
    unknown = maillinks.seal(
        maillinks.Ticket("0" * 32, 1, 1, int(clock.now().timestamp()), "bela"),
        getUtility(maillinks.IKeyManager).secret("_system"),
    )
    answers = {ask(f"{base}/{w}").body for w in (word, unknown)}
    assert len(answers) == 1
    assert ask(f"{base}/{word}").status == 404


def test_somebody_else_may_not_use_it(case, link, form):
    stood = step(case)
    for person in ("cili", "anna"):
        answer = ask(link, person=person, password=PASSWORD, method="POST", form=form)
        assert (answer.status, TITLE in answer.body) == (410, False)
    assert step(case) == stood


def test_the_addressee_may_be_logged_in(case, link, form):
    stood = step(case)
    assert ask(link, person="bela", method="POST", form=form).status == 200
    assert step(case) != stood


def test_without_the_post_the_link_is_nothing(live_town, case, link, form):
    stood = step(case)
    with api.env.adopt_roles(["Manager"]):
        for unit in live_town["onk"]["units"].objectValues():
            for post in list(unit.objectValues()):
                if getattr(post, "person", "") == "bela":
                    unit.manage_delObjects([post.getId()])
    transaction.commit()
    answer = ask(link, method="POST", form=form)
    assert (answer.status, TITLE in answer.body, step(case)) == (410, False, stood)


def test_a_page_that_is_out_of_date_decides_nothing(case, link, form):
    stood = step(case)
    for seen in ("", "1-7", "nonsense"):
        answer = ask(link, method="POST", form={**form, "seen": seen})
        assert answer.status == 200
        assert 'role="alert"' in answer.body
    assert step(case) == stood


def test_what_was_written_is_kept_when_refused(case, link, form):
    answer = ask(link, method="POST", form={**form, "seen": "1-7", "comment": "Ez <b>szép</b>"})
    assert "Ez &lt;b&gt;szép&lt;/b&gt;" in answer.body


@pytest.mark.parametrize("decision", ["", "nothing", "withdraw"])
def test_only_what_is_offered(case, link, form, decision):
    stood = step(case)
    answer = ask(link, method="POST", form={**form, "decision": decision})
    assert 'role="alert"' in answer.body
    assert step(case) == stood


def test_a_comment_has_its_bounds(case, link, form):
    stood = step(case)
    ask(link, method="POST", form={**form, "comment": "x" * 6000})
    assert step(case) == stood


def say(message):
    return message


def lines(case, person):
    return getUtility(IMailLink).lines(case, person, say)


def test_the_mail_of_who_may_decide_has_the_link(case):
    assert "/@@by-mail/" in lines(case, "bela")[1]


@pytest.mark.parametrize("person", ["anna", "hugo", "kata", "nobody"])
def test_and_that_of_nobody_else(case, person):
    assert lines(case, person) == []


def test_the_site_may_switch_it_off(case, link, form):
    api.portal.set_registry_record("muniflow.mail_decisions", False)
    transaction.commit()
    stood = step(case)
    assert lines(case, "bela") == []
    assert ask(link, method="POST", form=form).status == 410
    assert step(case) == stood


def test_a_process_may_switch_it_off(case, link, form, monkeypatch):
    definition = maillinks.definition_of(case)
    without = type(definition)(**{**vars_of(definition), "mail": False})
    monkeypatch.setattr(maillinks, "definition_of", lambda case: without)
    assert lines(case, "bela") == []
    assert ask(link, method="POST", form=form).status == 410


def vars_of(definition):
    return {name: getattr(definition, name) for name in definition.__dataclass_fields__}


def test_the_page_speaks_the_language_of_its_reader(case, link):
    api.user.get("bela").setMemberProperties({"language": "hu"})
    transaction.commit()
    page = ask(link, headers={"Accept-Language": "cs"})
    assert re.search(r'<html[^>]* lang="hu"', page.body)
    assert "Elutasítás" in page.body


def test_a_substitute_acts_for_the_other(live_town, case):
    today = clock.today()
    with api.env.adopt_user(username="bela"):
        enter_substitution(
            live_town["onk"],
            absent="bela",
            substitute="cili",
            functions=["head"],
            since=today,
            until=today,
        )
    transaction.commit()
    link = path(maillinks.address(case, "cili"))
    with api.env.adopt_user(username="cili"):
        choice = next(c for c in choices_for(case) if c.kind == "approve")
    assert "Nagy Béla" in ask(link).body
    ask(link, method="POST", form={"decision": choice.id, "seen": token_of(case)})
    transaction.begin()
    act = proceedings_of(case).acts[-1]
    assert (act.person, act.for_whom, act.channel) == ("cili", "bela", "mail")
