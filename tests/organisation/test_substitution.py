"""A substitute has the rights of the other one, for a time, in one organisation alone."""

from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from decimal import Decimal
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.organisation.access import access_to
from muniflow.organisation.interfaces import Authority
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import authority_for
from muniflow.organisation.operations import end_substitution
from muniflow.organisation.operations import enter_substitution
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import lent_by
from muniflow.organisation.operations import standing_in_keys
from muniflow.organisation.operations import substitutes_for
from muniflow.organisation.operations import substitutions_of
from plone import api
from Products.CMFCore.indexing import processQueue

import pytest


@pytest.fixture()
def stand_in(town, as_person):
    """Let somebody stand in for somebody from today on for a week; Cili for Béla as head."""

    def enter(actor="bela", absent="bela", substitute="cili", organisation="onk", **given):
        days = {"since": clock.today(), "until": clock.today() + timedelta(days=7)}
        values = {"functions": ("head",), **days, **given}
        with as_person(actor):
            return enter_substitution(
                town[organisation], absent=absent, substitute=substitute, **values
            )

    return enter


@contextmanager
def in_days(days):
    """Let that many days pass."""
    with clock.frozen(datetime.now(UTC) + timedelta(days=days)):
        yield


def authority(town, person, function="head", unit="works", amount=500_000, organisation="onk"):
    return authority_for(
        town[organisation],
        person,
        function,
        unit,
        amount=amount and Decimal(amount),
        currency="HUF",
        responsible="anna",
    )


def test_the_groups_are_lent_behind_the_own_ones(town, stand_in):
    own = groups_for("cili")
    stand_in()
    assert groups_for("cili") == [*own, "onk.all.head", "onk.works.head"]


def test_the_account_has_the_groups(town, stand_in):
    stand_in()
    assert "onk.works.head" in town.acl_users.getUserById("cili").getGroups()


def test_the_group_has_the_member(town, stand_in):
    stand_in()
    assert "cili" in town.acl_users["muniflow"].getGroupMembers("onk.works.head")


@pytest.mark.parametrize("days,lent", [(-1, False), (0, True), (7, True), (8, False)])
def test_it_begins_and_ends_by_itself(town, stand_in, days, lent):
    stand_in()
    with in_days(days):
        assert ("onk.works.head" in groups_for("cili")) is lent


def test_nothing_is_indexed_anew(town, stand_in, contract):
    case = contract()
    processQueue()
    path = "/".join(case.getPhysicalPath())
    before = town.portal_catalog.getIndexDataForUID(path)
    stand_in()
    processQueue()
    assert town.portal_catalog.getIndexDataForUID(path) == before


def test_a_substitution_in_one_organisation_gives_nothing_in_another(town, stand_in):
    """Dani works in both, Anna too; what she lends him in one is nothing in the other."""
    before = groups_for("dani")
    stand_in(actor="anna", absent="anna", substitute="dani", functions=("clerk", "responsible"))
    gained = [g for g in groups_for("dani") if g not in before]
    assert gained == ["onk.all.clerk", "onk.works.clerk", "onk.anna.answering"]
    assert standing_in_keys("dani") == ["user:onk:anna"]
    assert set(lent_by("dani")) == {*gained, "user:onk:anna"}
    assert substitutions_of("dani", town["phi"]) == []
    assert substitutes_for("anna", town["phi"]) == []
    assert authority(town, "dani", "legal", "legal", organisation="phi").reason


def test_a_stranger_cannot_stand_in(town, stand_in):
    with pytest.raises(Invalid) as problem:
        stand_in(substitute="hugo")
    assert problem.value.message == "error_substitution_no_post"


def test_what_is_lent_is_not_passed_on(town, stand_in):
    stand_in(actor="emma", absent="emma", substitute="bela", functions=("signatory",))
    stand_in(functions=("head", "responsible"))
    assert "onk.all.signatory" in groups_for("bela")
    assert "onk.all.signatory" not in groups_for("cili")
    assert authority(town, "cili", "signatory", "cabinet").reason == "error_no_such_post"


def test_nobody_stands_in_who_is_away(town, stand_in):
    stand_in(actor="cili", absent="cili", substitute="dani", functions=("legal",))
    with pytest.raises(Invalid) as problem:
        stand_in()
    assert problem.value.message == "error_substitution_chain"


@pytest.mark.parametrize("leaver", ["bela", "cili"])
def test_it_ends_with_the_last_post_of_either_side(town, stand_in, leaver):
    stand_in(functions=("head", "responsible"))
    units = town["onk"]["units"]
    with api.env.adopt_roles(["Manager"]):
        unit, post = {"bela": ("works", "bela-head"), "cili": ("legal", "cili-legal")}[leaver]
        del units[unit][post]
    assert "onk.works.head" not in groups_for("cili")
    assert (substitutions_of("cili"), standing_in_keys("cili")) == ([], [])
    assert substitutes_for("bela", town["onk"]) == []


@pytest.mark.parametrize(
    "actor,absent,substitute,functions",
    [
        ("anna", "anna", "cili", ("clerk", "responsible")),
        ("bela", "anna", "bela", ("clerk", "responsible")),
        ("judit", "anna", "cili", ("clerk",)),
    ],
    ids=["oneself", "the head", "the administrator"],
)
def test_who_enters_a_substitution(town, stand_in, actor, absent, substitute, functions):
    record = stand_in(actor=actor, absent=absent, substitute=substitute, functions=functions)
    assert (record.entered_by, substitutes_for(absent, town["onk"])) == (actor, [record])


@pytest.mark.parametrize("actor", ["cili", "dani", "ida", "hugo"])
def test_others_enter_none(stand_in, actor):
    with pytest.raises(NotAllowed) as problem:
        stand_in(actor=actor, absent="anna", substitute="cili", functions=("clerk",))
    assert problem.value.message == "error_substitution_not_yours"


def test_a_head_gives_nobody_s_post_elsewhere(town, stand_in):
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="anna", unit="cabinet", function="admin")
    with pytest.raises(NotAllowed) as problem:
        stand_in(actor="bela", absent="anna", substitute="bela", functions=("admin",))
    assert problem.value.message == "error_substitution_function_not_yours"


@pytest.mark.parametrize("actor", ["bela", "cili", "judit"])
def test_either_side_ends_it(town, stand_in, as_person, actor):
    record = stand_in()
    with as_person(actor):
        ended = end_substitution(town["onk"], record.id)
    assert (ended.ended_by, substitutions_of("cili")) == (actor, [])


@pytest.mark.parametrize("actor", ["anna", "dani", "ida"])
def test_others_do_not_end_it(town, stand_in, as_person, actor):
    record = stand_in()
    with as_person(actor), pytest.raises(NotAllowed):
        end_substitution(town["onk"], record.id)


def test_it_is_ended_once(town, stand_in, as_person):
    record = stand_in()
    with as_person("bela"):
        end_substitution(town["onk"], record.id)
        with pytest.raises(Invalid) as problem:
            end_substitution(town["onk"], record.id)
    assert problem.value.message == "error_substitution_over"


def test_an_unknown_one_is_named(town, as_person):
    with as_person("bela"), pytest.raises(Invalid) as problem:
        end_substitution(town["onk"], "nowhere")
    assert problem.value.message.mapping == {"value": "nowhere"}


def test_it_is_written_in_the_journal(town, stand_in, as_person):
    record = stand_in(ceiling=Decimal(1_000_000))
    with as_person("cili"):
        end_substitution(town["onk"], record.id)
    entered, ended = list(IJournal(town["onk"]).entries())[-2:]
    assert (entered["act"], entered["actor"]) == ("substitution-entered", "bela")
    assert entered["details"]["ceiling"] == "1000000"
    assert (ended["act"], ended["actor"]) == ("substitution-ended", "cili")


def test_one_acts_for_the_other(town, stand_in):
    stand_in(ceiling=Decimal(1_000_000))
    assert authority(town, "cili") == Authority("cili", "head", "works", "bela")


@pytest.mark.parametrize("amount", [1_000_001, None])
def test_over_the_ceiling_one_does_not(town, stand_in, amount):
    stand_in(ceiling=Decimal(1_000_000))
    reason = authority(town, "cili", amount=amount).reason
    assert reason.mapping["person"] == "Nagy Béla"
    assert reason.mapping["ceiling"].startswith("1,000,000")


@pytest.mark.parametrize("unit", ["legal", "finance"])
def test_a_function_is_lent_for_the_unit_of_the_post(town, stand_in, unit):
    stand_in()
    assert authority(town, "cili", unit=unit).reason == "error_no_such_post"


def test_the_own_post_comes_first(town, stand_in):
    stand_in(actor="cili", absent="cili", substitute="bela", functions=("legal", "responsible"))
    assert authority(town, "bela") == Authority("bela", "head", "works")


@pytest.mark.parametrize(
    "person,for_whom", [("anna", ""), ("cili", "anna")], ids=["oneself", "standing in"]
)
def test_drafts_are_the_responsible_person_s(town, stand_in, person, for_whom):
    stand_in(actor="anna", absent="anna", functions=("responsible",))
    found = authority(town, person, "responsible")
    assert found == Authority(person, "responsible", "works", for_whom)


def test_drafts_are_nobody_else_s(town, stand_in):
    stand_in(actor="anna", absent="anna", functions=("clerk",))
    assert authority(town, "cili", "responsible").reason == "error_not_responsible"


@pytest.mark.parametrize("functions,edits", [(("responsible",), True), (("clerk",), False)])
def test_the_substitute_edits_the_draft(town, stand_in, contract, functions, edits):
    case = contract()
    stand_in(actor="anna", absent="anna", functions=functions)
    user = town.acl_users.getUserById("cili")
    assert ("Responsible" in user.getRolesInContext(case)) is edits
    assert bool(user.has_permission("Modify portal content", case)) is edits


def test_who_may_tells_through_whom(town, stand_in, contract):
    record = stand_in(actor="anna", absent="anna", functions=("responsible",))
    may = {a.person: a for a in access_to(contract())}
    assert may["cili"].through == (record,)
    assert may["cili"].may == ("see", "edit", "file")
    assert may["anna"].through == may["dani"].through == ()


def test_who_may_leaves_out_what_adds_nothing(town, stand_in, contract):
    stand_in(actor="dani", absent="dani", substitute="anna", functions=("finance",))
    may = {a.person: a for a in access_to(contract())}
    assert may["anna"].through == ()
