"""A leaver's work goes to a successor in one step, with a receipt."""

from datetime import timedelta
from decimal import Decimal
from muniflow.approval.handover import cases_of
from muniflow.approval.handover import hand_over
from muniflow.approval.handover import plan
from muniflow.approval.handover import receipt_of
from muniflow.approval.handover import receipts
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import desk_keys
from muniflow.approval.operations import people_with
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import enter_substitution
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import posts_of
from muniflow.organisation.operations import substitutions_of
from plone import api
from plone.uuid.interfaces import IUUID

import datetime
import pytest


@pytest.fixture()
def successor(town):
    """Kata begins as a clerk where Anna works."""
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="kata", unit="registry", function="clerk")
    return "kata"


@pytest.fixture()
def give(town, as_person, successor):
    """Hand Anna's work over, by the administrator."""

    def do(actor="judit", person="anna", days=0, **given):
        values = {"successor": successor, "last_day": clock.today() + timedelta(days), **given}
        with as_person(actor):
            return hand_over(town["onk"], person=person, **values)

    return do


@pytest.fixture()
def submit(as_person):
    """Send a draft on."""

    def do(case, person):
        with as_person(person):
            (found,) = [c for c in decisions_for(case) if c.kind == "submit"]
            decide(case, transition=found.id)

    return do


def found(town, **query):
    return [
        b._unrestrictedGetObject() for b in town.portal_catalog.unrestrictedSearchResults(**query)
    ]


def test_open_cases_go_to_the_successor(town, contract, give, submit):
    draft, sent = contract(), contract(term_from=datetime.date(2026, 1, 1))
    submit(sent, "anna")
    give()
    assert {draft.responsible, sent.responsible} == {"kata"}
    assert cases_of(town["onk"], "anna") == []


def test_the_draft_is_on_the_successor_s_desk(town, contract, give):
    draft = contract()
    give()
    assert found(town, actors=desk_keys("kata")) == [draft]
    assert found(town, actors="user:onk:anna") == []


def test_the_successor_edits_the_draft(town, contract, give):
    draft = contract()
    give()
    roles = {p: town.acl_users.getUserById(p).getRolesInContext(draft) for p in ("anna", "kata")}
    assert "Responsible" in roles["kata"]
    assert "Responsible" not in roles["anna"]


def test_ended_and_void_cases_stay_as_they_are(town, contract, give, as_person):
    case = contract()
    with as_person("anna"):
        (withdraw,) = [c for c in decisions_for(case) if c.kind == "withdraw"]
        decide(case, transition=withdraw.id, comment="Not needed")
    give()
    assert case.responsible == "anna"


def test_the_other_organisation_keeps_its_cases(town, contract, give):
    case = contract("phi", person="hugo")
    case.responsible = "anna"
    case.reindexObject(idxs=["responsible"])
    give()
    assert case.responsible == "anna"
    assert [p.function for p in posts_of(town["phi"], "anna")] == ["legal"]


def test_a_step_in_the_leaver_s_hands_goes_too(town, contract, give, submit, as_person):
    case = contract(person="hugo", organisation="phi", term_from=datetime.date(2026, 1, 1))
    assert case.responsible == "hugo"
    case = contract(responsible="dani", term_from=datetime.date(2026, 1, 1))
    submit(case, "dani")
    with as_person("bela"):
        delegate(case, to="anna")
    assert people_with(case) == ["anna"]
    receipt = give()
    assert people_with(case) == ["kata"]
    assert "Delegate" in town.acl_users.getUserById("kata").getRolesInContext(case)
    assert found(town, actors="user:onk:kata") == [case]
    assert [(i.kind, i.outcome) for i in receipt.items if i.key == IUUID(case)] == [
        ("step", "given")
    ]


def test_what_the_leaver_delegated_goes_on_if_the_successor_could(
    town, contract, give, submit, as_person
):
    case = contract(term_from=datetime.date(2026, 1, 1))
    submit(case, "anna")
    with as_person("bela"):
        delegate(case, to="cili")
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="kata", unit="works", function="head")
    give(person="bela", days=-1)
    with as_person("cili"):
        assert "approve" in {c.kind for c in decisions_for(case)}


def test_what_the_successor_could_not_lend_is_reported(contract, give, submit, as_person):
    case = contract(term_from=datetime.date(2026, 1, 1))
    submit(case, "anna")
    with as_person("bela"):
        delegate(case, to="cili")
    receipt = give(person="bela")
    assert [i.outcome for i in receipt.items if i.kind == "step"] == ["left"]


def test_posts_end_and_are_given_where_wanted(town, give):
    (post,) = posts_of(town["onk"], "anna")
    give(days=-1, posts=[IUUID(post)])
    assert "onk.works.clerk" not in groups_for("anna")
    assert "onk.works.clerk" in groups_for("kata")


def test_posts_that_are_not_wanted_only_end(town, give):
    receipt = give(days=-1)
    assert "onk.works.clerk" not in groups_for("kata")
    assert [i.outcome for i in receipt.items if i.kind == "post"] == ["ended"]


def test_until_the_last_day_the_post_is_held(town, give):
    (post,) = posts_of(town["onk"], "anna")
    give(days=5, posts=[IUUID(post)])
    assert "onk.works.clerk" in groups_for("anna")
    assert "onk.works.clerk" not in groups_for("kata")


@pytest.mark.parametrize("absent,substitute", [("anna", "cili"), ("cili", "anna")])
@pytest.mark.parametrize("days,runs", [(-1, False), (0, True), (5, True)])
def test_substitutions_end(town, give, as_person, absent, substitute, days, runs):
    today = clock.today()
    with as_person(absent):
        record = enter_substitution(
            town["onk"],
            absent=absent,
            substitute=substitute,
            functions=("responsible",),
            since=today,
            until=today + timedelta(30),
        )
    receipt = give(days=days)
    running = substitutions_of(substitute)
    assert bool(running) is runs
    assert all(r.until == today + timedelta(days) for r in running)
    assert [i.key for i in receipt.items if i.kind == "substitution"] == [record.id]


def stands_in(town, as_person, absent, **more):
    """Let Anna stand in for somebody for a month, up to a million."""
    today = clock.today()
    values = {"functions": ("responsible",), "ceiling": Decimal(1_000_000), **more}
    with as_person(absent):
        return enter_substitution(
            town["onk"],
            absent=absent,
            substitute="anna",
            since=today,
            until=today + timedelta(30),
            **values,
        )


def test_what_the_leaver_stands_in_for_goes_on_with_the_successor(town, give, as_person):
    record = stands_in(town, as_person, "cili")
    receipt = give(days=5)
    after = clock.today() + timedelta(6)
    assert [(i.key, i.outcome) for i in receipt.items if i.kind == "substitution"] == [
        (record.id, "given")
    ]
    assert substitutions_of("kata") == []
    with clock.frozen(clock.now() + timedelta(days=6)):
        assert substitutions_of("anna") == []
        (taken,) = substitutions_of("kata")
    assert (taken.absent, taken.functions, taken.since) == ("cili", ("responsible",), after)
    assert (taken.until, taken.ceiling) == (record.until, record.ceiling)
    assert taken.entered_by == "judit"


@pytest.mark.parametrize("days,since", [(-1, 0), (0, 1)])
def test_it_never_begins_in_the_past(town, give, as_person, days, since):
    stands_in(town, as_person, "cili")
    give(days=days)
    with clock.frozen(clock.now() + timedelta(days=1)):
        (taken,) = substitutions_of("kata")
    assert taken.since == clock.today() + timedelta(since)


def test_a_successor_who_is_away_too_takes_none(town, give, as_person):
    stands_in(town, as_person, "cili")
    with as_person("judit"):
        enter_substitution(
            town["onk"],
            absent="kata",
            substitute="emma",
            functions=("clerk",),
            since=clock.today(),
            until=clock.today() + timedelta(30),
        )
    receipt = give()
    assert [i.outcome for i in receipt.items if i.kind == "substitution"] == ["ended"]


def test_a_successor_stands_in_for_nobody_but_others(town, give, as_person):
    stands_in(town, as_person, "cili")
    receipt = give(successor="cili")
    assert [i.outcome for i in receipt.items if i.kind == "substitution"] == ["ended"]


def test_a_head_passes_on_only_what_is_the_head_s_to_arrange(town, give, as_person):
    """Cili is of another unit than the one Béla leads."""
    stands_in(town, as_person, "cili")
    receipt = give(actor="bela")
    assert [i.outcome for i in receipt.items if i.kind == "substitution"] == ["ended"]
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert (substitutions_of("anna"), substitutions_of("kata")) == ([], [])


@pytest.mark.parametrize("actor", ["bela", "judit"])
def test_the_head_and_the_administrator_hand_over(contract, give, actor):
    case = contract()
    give(actor=actor)
    assert case.responsible == "kata"


@pytest.mark.parametrize("actor", ["anna", "cili", "dani", "ida", "hugo"])
def test_others_do_not(contract, give, actor):
    case = contract()
    with pytest.raises(NotAllowed):
        give(actor=actor)
    assert case.responsible == "anna"


def test_a_head_of_some_units_only_does_not(town, give):
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="anna", unit="finance", function="finance")
    with pytest.raises(NotAllowed):
        give(actor="bela")


def test_a_head_leaves_functions_of_the_whole_organisation(town, give):
    with api.env.adopt_roles(["Manager"]):
        post = add_post(town["onk"], person="anna", unit="works", function="signatory")
    receipt = give(actor="bela", days=-1, posts=[IUUID(post)])
    assert {i.number: i.outcome for i in receipt.items} == {"clerk": "ended", "signatory": "left"}
    assert "onk.all.signatory" in groups_for("anna")
    assert "onk.all.signatory" not in groups_for("kata")


def test_the_work_of_somebody_who_has_left_is_handed_over(town, contract, give):
    case = contract()
    give(days=-1)
    case.responsible = "anna"
    case.reindexObject(idxs=["responsible"])
    assert "onk.all.member" not in groups_for("anna")
    give()
    assert case.responsible == "kata"


@pytest.mark.parametrize("person", ["hugo", "feri"])
def test_a_stranger_takes_nothing_over(contract, give, person):
    case = contract()
    with pytest.raises(Invalid) as problem:
        give(successor=person)
    assert (problem.value.message, case.responsible) == ("error_handover_no_post", "anna")


def test_the_preview_says_what_will_happen_and_does_nothing(town, contract, as_person):
    case = contract()
    with as_person("judit"):
        items = plan(town["onk"], "anna", "kata", clock.today(), ())
    assert [(i.kind, i.title) for i in items] == [
        ("case", "Playground maintenance"),
        ("post", "City Operations"),
    ]
    assert case.responsible == "anna"


def test_the_receipt_is_read_out_of_the_journal(town, contract, give, as_person):
    contract()
    receipt = give()
    kept = receipt_of(town["onk"], receipt.id)
    assert kept.items == receipt.items
    assert (kept.actor, kept.person, kept.successor) == ("judit", "anna", "kata")
    with as_person("judit"):
        assert receipts(town["onk"]) == [kept]


@pytest.mark.parametrize(
    "reader,sees", [("judit", True), ("kata", True), ("anna", True), ("cili", False)]
)
def test_the_receipt_is_for_those_whom_it_concerns(town, give, as_person, reader, sees):
    give()
    with as_person(reader):
        assert bool(receipts(town["onk"])) is sees


@pytest.mark.parametrize("id_", ["", "x", "1-2", "99999999999999999999-1"])
def test_an_unknown_receipt_is_none(town, give, id_):
    give()
    assert receipt_of(town["onk"], id_) is None


def test_the_journal_of_each_case_says_so(town, contract, give):
    case = contract()
    give()
    acts = [e["act"] for e in IJournal(town["onk"]).entries(uid=IUUID(case))]
    assert acts[-1] == "handed-over"
