"""What people do beside deciding: hand on, ask, take back, supply what is missing."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.approval.errors import AlreadyDecided
from muniflow.approval.errors import CommentMissing
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.errors import FilesChanged
from muniflow.approval.errors import NotUndoable
from muniflow.approval.errors import WrongDate
from muniflow.approval.errors import WrongPerson
from muniflow.approval.operations import ask_opinion
from muniflow.approval.operations import changes_since
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import desk_keys
from muniflow.approval.operations import forward
from muniflow.approval.operations import give_opinion
from muniflow.approval.operations import history_of
from muniflow.approval.operations import opinions_for_me
from muniflow.approval.operations import people_with
from muniflow.approval.operations import proceedings_of
from muniflow.approval.operations import state_of
from muniflow.approval.operations import token_of
from muniflow.approval.operations import undo
from muniflow.approval.operations import undoable
from muniflow.approval.operations import withdraw_approval
from muniflow.approval.operations import withdraw_question
from muniflow.core import clock
from muniflow.core.errors import NotAllowed
from muniflow.document.errors import FileLocked
from muniflow.document.operations import add_component
from muniflow.document.operations import add_version
from muniflow.document.operations import file_document
from muniflow.organisation.operations import add_post

import pytest

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def kinds(case):
    return {choice.kind for choice in decisions_for(case)}


@pytest.fixture()
def at(request):
    """Set the clock for the rest of a test."""

    def freeze(moment):
        block = clock.frozen(moment)
        block.__enter__()
        request.addfinalizer(lambda: block.__exit__(None, None, None))

    return freeze


@pytest.fixture()
def filed(as_person):
    """File a document as a person."""

    def make(case, person="anna"):
        with as_person(person):
            return file_document(case, title="Draft", filename="draft.txt", data=b"one")

    return make


# Delegating and forwarding


def test_a_delegate_decides_for_the_head(submitted, as_person, take):
    case = submitted()
    with as_person("bela"):
        delegate(case, to="cili", comment="I am on site")
    take(case, "cili", "approve")
    act = history_of(case)[0]
    assert (act.person, act.for_whom, act.acting_as) == ("cili", "bela", "head@works")


def test_a_delegated_step_is_on_the_delegates_desk(submitted, as_person, town):
    case = submitted()
    with as_person("bela"):
        delegate(case, to="cili")
    assert people_with(case) == ["cili"]
    with as_person("cili"):
        found = town.portal_catalog(actors=desk_keys("cili"))
    assert [b.getPath() for b in found] == ["/".join(case.getPhysicalPath())]


def test_what_is_delegated_ends_with_the_step(submitted, as_person, take):
    case = submitted(2_000_000)
    with as_person("bela"):
        delegate(case, to="dani")
    take(case, "dani", "approve")
    with as_person("dani"):
        assert decisions_for(case) == []


def test_nobody_delegates_outside(submitted, as_person):
    case = submitted()
    with as_person("bela"), pytest.raises(WrongPerson):
        delegate(case, to="hugo")


def test_no_chain_of_delegates(submitted, as_person):
    case = submitted()
    with as_person("bela"):
        delegate(case, to="cili")
    with as_person("cili"), pytest.raises(NotAllowed):
        delegate(case, to="dani")


@pytest.mark.parametrize("person", ["anna", "dani", "hugo", "kata"])
def test_only_who_has_the_step_hands_it_on(submitted, as_person, person):
    case = submitted()
    with as_person(person), pytest.raises(NotAllowed):
        delegate(case, to="cili")


def test_forwarding_goes_to_the_same_function(submitted, as_person, take, town):
    add_post(town["onk"], person="ida", unit="legal", function="legal")
    case = submitted(2_000_000)
    take(case, "bela", "approve")
    with as_person("cili"):
        forward(case, to="ida")
    assert people_with(case) == ["ida"]
    take(case, "ida", "approve")
    assert history_of(case)[0].for_whom == ""


def test_forwarding_elsewhere_is_refused(submitted, as_person):
    case = submitted()
    with as_person("bela"), pytest.raises(WrongPerson):
        forward(case, to="cili")


# Opinions


def asked(case, as_person, until=None):
    with as_person("bela"):
        ask_opinion(case, units=["legal", "finance"], question="Is it lawful?", until=until)


def test_those_asked_find_the_question(submitted, as_person, town):
    case = submitted()
    asked(case, as_person)
    with as_person("cili"):
        assert [o.question for o in opinions_for_me(case)] == ["Is it lawful?"]
    with as_person("dani"):
        assert len(town.portal_catalog(actors=desk_keys("dani"))) == 1


def test_the_case_waits_for_both(submitted, as_person):
    case = submitted()
    asked(case, as_person)
    with as_person("bela"):
        assert kinds(case) == {"return", "reject"}
    for person in ("cili", "dani"):
        with as_person(person):
            (question,) = opinions_for_me(case)
            give_opinion(case, opinion=question.id, text="Yes.")
    with as_person("bela"):
        assert "approve" in kinds(case)


def test_after_the_date_nobody_waits(submitted, as_person, at):
    at(MONDAY)
    case = submitted()
    asked(case, as_person, until=date(2026, 11, 4))
    at(MONDAY + timedelta(days=3))
    with as_person("bela"):
        assert "approve" in kinds(case)


def test_a_question_can_be_taken_back(submitted, as_person):
    case = submitted()
    asked(case, as_person)
    with as_person("bela"):
        for opinion in proceedings_of(case).progress.opinions:
            withdraw_question(case, opinion=opinion.id)
        assert "approve" in kinds(case)


@pytest.mark.parametrize("person", ["anna", "emma", "hugo", "kata"])
def test_only_the_units_asked_answer(submitted, as_person, person):
    case = submitted()
    asked(case, as_person)
    opinion = proceedings_of(case).progress.opinions[0].id
    with as_person(person), pytest.raises(NotAllowed):
        give_opinion(case, opinion=opinion, text="Yes.")


def test_the_refusal_names_the_unit(submitted, as_person):
    case = submitted()
    asked(case, as_person)
    with as_person("bela"):
        (choice,) = [c for c in choices_for(case) if c.kind == "approve"]
    assert choice.obstacle.mapping["unit"] == "Legal"


def test_a_question_needs_words(submitted, as_person):
    case = submitted()
    with as_person("bela"), pytest.raises(CommentMissing):
        ask_opinion(case, units=["legal"], question=" ")


# Supplements and clocks


def test_a_return_pauses_the_clock(submitted, take, at):
    at(MONDAY)
    case = submitted()
    assert case.due == date(2026, 11, 5)
    at(MONDAY + timedelta(days=1))
    take(case, "bela", "return", "The guarantee is missing", until=date(2026, 11, 20))
    assert case.due == date(2026, 11, 20)
    at(MONDAY + timedelta(days=14))
    take(case, "anna", "submit")
    assert case.due == date(2026, 11, 18)


def test_what_is_missing_is_kept(submitted, take):
    case = submitted()
    take(case, "bela", "return", missing="The guarantee", to="dani")
    supplement = proceedings_of(case).progress.supplement
    assert (supplement.missing, supplement.to, supplement.by) == ("The guarantee", "dani", "bela")


def test_somebody_else_supplies_it_for_the_requester(submitted, take):
    case = submitted()
    take(case, "bela", "return", missing="The guarantee", to="dani")
    take(case, "dani", "submit")
    assert (history_of(case)[0].person, history_of(case)[0].for_whom) == ("dani", "anna")


def test_a_date_that_is_over_is_refused(submitted, take):
    case = submitted()
    with pytest.raises(WrongDate):
        take(case, "bela", "return", "missing", until=date(2020, 1, 1))


# Taking back


def test_a_decision_can_be_taken_back(submitted, take, as_person):
    case = submitted(2_000_000)
    before = case.due
    take(case, "bela", "approve")
    with as_person("bela"):
        undo(case)
    assert people_with(case) == ["bela"]
    assert case.due == before
    assert [a.kind for a in history_of(case)][:2] == ["undone", "approve"]


def test_a_number_stays_when_a_decision_is_taken_back(contract, take, as_person):
    case = contract(term_from=date(2026, 1, 1))
    take(case, "anna", "submit")
    number = case.registry_number
    with as_person("anna"):
        undo(case)
    assert case.registry_number == number


def test_after_ten_minutes_it_is_too_late(submitted, take, as_person, at):
    at(MONDAY)
    case = submitted(2_000_000)
    take(case, "bela", "approve")
    at(MONDAY + timedelta(minutes=11))
    with as_person("bela"), pytest.raises(NotUndoable):
        undo(case)


def test_nobody_takes_back_what_another_has_acted_on(submitted, take, as_person):
    case = submitted(2_000_000)
    take(case, "bela", "approve")
    take(case, "cili", "approve")
    with as_person("bela"):
        assert undoable(case) is None
        with pytest.raises(NotUndoable):
            undo(case)


def test_nobody_takes_back_anothers_act(submitted, take, as_person):
    case = submitted(2_000_000)
    take(case, "bela", "approve")
    with as_person("cili"), pytest.raises(NotUndoable):
        undo(case)


def test_an_approval_can_be_withdrawn(submitted, take, as_person):
    case = submitted(6_000_000)
    take(case, "bela", "approve")
    take(case, "cili", "approve")
    with as_person("bela"):
        withdraw_approval(case, act=2, comment="I saw the wrong annex")
    assert people_with(case) == ["bela"]
    assert [a.undone for a in history_of(case)] == [False, True, True, False]


def test_withdrawing_needs_a_reason(submitted, take, as_person):
    case = submitted(6_000_000)
    take(case, "bela", "approve")
    with as_person("bela"), pytest.raises(CommentMissing):
        withdraw_approval(case, act=2, comment="")


def test_the_end_is_the_end(submitted, take, as_person):
    case = submitted()
    take(case, "bela", "approve")
    take(case, "emma", "settle")
    with as_person("bela"), pytest.raises(NotUndoable):
        withdraw_approval(case, act=2, comment="too late")


# Files


def test_a_decision_keeps_the_hashes_it_saw(submitted, take, filed):
    case = submitted()
    document = filed(case)
    take(case, "bela", "approve")
    (seen,) = proceedings_of(case).acts[-1].files.files.values()
    assert seen.sha256 == document.versions[0].sha256


def test_an_approved_file_is_locked(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    with as_person("anna"), pytest.raises(FileLocked):
        add_version(document, filename="draft.txt", data=b"two")


def test_a_returned_file_is_free_again(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    take(case, "cili", "return", "paragraph 3")
    with as_person("anna"):
        add_version(document, filename="draft.txt", data=b"two")
    assert len(document.versions) == 2


def test_what_changed_since_the_last_decision(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "return", "paragraph 3")
    with as_person("anna"):
        add_version(document, filename="draft.txt", data=b"two")
    (change,) = changes_since(case, "bela")
    assert (change.what, change.before, change.now) == ("Draft", "1", "2")


# Two at once, and one's own


def test_the_slower_one_is_told(submitted, take, as_person, town):
    add_post(town["onk"], person="ida", unit="legal", function="legal")
    case = submitted(2_000_000)
    take(case, "bela", "approve")
    seen = token_of(case)
    with as_person("ida"):
        (choice,) = [c for c in decisions_for(case) if c.kind == "approve"]
    take(case, "cili", "approve")
    with as_person("ida"), pytest.raises(AlreadyDecided) as problem:
        decide(case, transition=choice.id, seen=seen)
    assert problem.value.message.mapping["person"] == "Tóth Cili"


def test_a_file_that_changed_meanwhile_is_said(submitted, as_person, filed):
    case = submitted()
    seen = token_of(case)
    filed(case)
    with as_person("bela"):
        (choice,) = [c for c in decisions_for(case) if c.kind == "approve"]
        with pytest.raises(FilesChanged):
            decide(case, transition=choice.id, seen=seen)


def test_nobody_approves_what_they_asked_for(submitted, as_person):
    case = submitted(person="bela", responsible="bela")
    with as_person("bela"):
        assert "approve" not in kinds(case)
        (choice,) = [c for c in choices_for(case) if c.kind == "approve"]
        with pytest.raises(DecisionRefused):
            decide(case, transition=choice.id)


def test_nobody_approves_it_for_another_either(submitted, as_person):
    case = submitted()
    with as_person("bela"):
        delegate(case, to="anna")
    with as_person("anna"):
        assert "approve" not in kinds(case)


def test_acts_name_organisation_and_channel(submitted):
    case = submitted()
    act = proceedings_of(case).acts[0]
    assert (act.organisation, act.channel, state_of(case).id) == ("onk", "web", act.target)


def test_a_request_stays_ones_own_when_somebody_else_answers_for_it(submitted, as_person):
    case = submitted(person="bela", responsible="bela")
    case.responsible = "anna"
    with as_person("bela"):
        assert "approve" not in kinds(case)


# States and components of documents


def test_an_approval_approves_the_documents(submitted, take, filed):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    assert (document.status, document.status_set.actor) == ("approved", "bela")


def test_a_return_makes_them_final_again(submitted, take, filed):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    take(case, "cili", "return", "paragraph 3")
    assert document.status == "final"


def test_so_does_a_withdrawn_approval(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    with as_person("bela"):
        withdraw_approval(case, act=2, comment="I saw the wrong annex")
    assert document.status == "final"


def test_undoing_an_approval_does_so_too(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    with as_person("bela"):
        undo(case)
    assert document.status == "final"


def test_a_decision_keeps_the_hash_of_every_component(submitted, take, filed, as_person):
    case = submitted()
    document = filed(case)
    with as_person("anna"):
        annex = add_component(document, filename="annex.txt", data=b"annex")
    take(case, "bela", "approve")
    seen = proceedings_of(case).acts[-1].files.files.values()
    assert [s.sha256 for s in seen] == [document.versions[0].sha256, annex.versions[0].sha256]


def test_no_component_joins_an_approved_document(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    take(case, "bela", "approve")
    with as_person("anna"), pytest.raises(FileLocked):
        add_component(document, filename="annex.txt", data=b"annex")


def test_a_changed_component_is_told_by_name(submitted, take, filed, as_person):
    case = submitted(2_000_000)
    document = filed(case)
    with as_person("anna"):
        add_component(document, filename="annex.txt", data=b"annex")
    take(case, "bela", "return", "paragraph 3")
    with as_person("anna"):
        add_version(document, filename="annex.txt", data=b"newer", component=2)
    (change,) = changes_since(case, "bela")
    assert (change.what, change.before, change.now) == ("Draft: annex.txt", "1", "2")
