"""Who is told of what, and with which words."""

from muniflow.approval.mailing import Mails
from muniflow.approval.mails import compose
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import delegate
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import undo
from muniflow.approval.records import writable_proceedings

import pytest


def told(case):
    return {(n.kind, n.person) for n in proceedings_of(case).notices}


def forget(case):
    """Let all mails be sent so far."""
    writable_proceedings(case).notices = ()


def test_whose_turn_it_is_is_told(submitted):
    assert told(submitted()) == {("yours", "bela")}


def test_the_requester_is_told_of_a_return(submitted, take):
    case = submitted()
    forget(case)
    take(case, "bela", "return", "the guarantee")
    assert told(case) == {("returned", "anna")}


def test_the_requester_is_told_of_the_end(submitted, take):
    case = submitted()
    take(case, "bela", "approve")
    forget(case)
    take(case, "emma", "settle")
    assert told(case) == {("ended", "anna")}


def test_a_delegate_is_told(submitted, as_person):
    case = submitted()
    forget(case)
    with as_person("bela"):
        delegate(case, to="cili")
    assert told(case) == {("yours", "cili")}


def test_units_are_asked_and_who_asked_is_told(submitted, as_person):
    case = submitted()
    forget(case)
    with as_person("bela"):
        ask_opinion(case, units=["legal", "finance"], question="Is it lawful?")
    assert told(case) == {("opinion", "cili"), ("opinion", "dani")}
    forget(case)
    with as_person("cili"):
        give_opinion(case, opinion=opinions_for_me(case)[0].id, text="Yes.")
    assert told(case) == {("answered", "bela")}


def test_what_was_taken_back_before_it_was_sent_is_not_sent(submitted, take, as_person):
    case = submitted(2_000_000)
    forget(case)
    take(case, "bela", "approve")
    assert told(case) == {("yours", "cili")}
    with as_person("bela"):
        undo(case)
    assert told(case) == set()


def test_who_was_told_already_is_told_that_it_was_taken_back(submitted, take, as_person):
    case = submitted(2_000_000)
    take(case, "bela", "approve")
    forget(case)
    with as_person("bela"):
        undo(case)
    assert told(case) == {("taken-back", "cili")}


def test_the_worker_finds_what_is_to_be_sent(submitted, town):
    case = submitted()
    (item,) = Mails().pending(town)
    assert Mails().is_pending(town, item)
    forget(case)
    assert not Mails().is_pending(town, item)


@pytest.mark.parametrize(
    "part", ["Playground maintenance", "Kiss Anna", "Municipality", "/cases/", "Due: "]
)
def test_a_mail_says_what_and_where(submitted, part):
    case = submitted()
    mail = compose(case, proceedings_of(case).notices[0])
    assert part in mail.get_content()


def test_the_subject_names_number_and_step(submitted):
    case = submitted()
    mail = compose(case, proceedings_of(case).notices[0])
    assert mail["Subject"].startswith(f"[{case.registry_number}] Head of unit approval")


def test_the_same_notice_has_the_same_id(submitted):
    case = submitted()
    notice = proceedings_of(case).notices[0]
    assert compose(case, notice)["Message-ID"] == compose(case, notice)["Message-ID"]


def test_a_line_break_in_a_title_stays_out_of_the_head(submitted):
    case = submitted(title="Play\r\nBcc: kata@town.example")
    mail = compose(case, proceedings_of(case).notices[0])
    assert mail["Bcc"] is None
