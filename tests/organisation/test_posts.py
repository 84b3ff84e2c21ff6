"""Posts give groups, groups give roles; a change of post re-indexes nothing."""

from datetime import timedelta
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.interfaces import IJournal
from muniflow.organisation.access import access_to
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import add_unit
from muniflow.organisation.operations import badges_for
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import holdings_of
from plone import api
from Products.CMFCore.indexing import processQueue

import pytest


@pytest.fixture()
def manager():
    with api.env.adopt_roles(["Manager"]):
        yield


@pytest.mark.parametrize(
    "person,codes", [("anna", ["PHI", "ONK"]), ("bela", ["ONK"]), ("kata", [])]
)
def test_badges_are_those_of_my_organisations(town, person, codes):
    assert sorted(b.code for b in badges_for(person)) == sorted(codes)


@pytest.mark.parametrize(
    "person,group,has",
    [
        ("anna", "onk.works.clerk", True),
        ("anna", "phi.all.legal", True),
        ("anna", "onk.all.legal", False),
        ("kata", "onk.all.member", False),
    ],
)
def test_groups_follow_from_posts(town, person, group, has):
    assert (group in town.acl_users.getUserById(person).getGroups()) is has


@pytest.mark.parametrize(
    "person,organisation,role,has",
    [
        ("anna", "onk", "Organisation Member", True),
        ("anna", "onk", "Legal Reviewer", False),
        ("anna", "phi", "Legal Reviewer", True),
        ("kata", "onk", "Organisation Member", False),
    ],
)
def test_roles_hold_in_the_organisation(town, person, organisation, role, has):
    user = town.acl_users.getUserById(person)
    assert (role in user.getRolesInContext(town[organisation])) is has


@pytest.mark.parametrize("person", ["bela", "anna"])
def test_rights_end_with_the_last_day(town, manager, person):
    (post,) = [
        b._unrestrictedGetObject()
        for b in town.portal_catalog.unrestrictedSearchResults(
            portal_type="Post", organisation="onk"
        )
        if b._unrestrictedGetObject().person == person
    ]
    post.until = clock.today() - timedelta(days=1)
    from zope.event import notify
    from zope.lifecycleevent import ObjectModifiedEvent

    notify(ObjectModifiedEvent(post))
    assert [h for h in holdings_of(person) if h.organisation == "onk"] == []


def test_a_new_head_sees_the_desk_without_reindexing(town, contract, manager):
    case = contract()
    processQueue()
    before = town.portal_catalog.getIndexDataForUID("/".join(case.getPhysicalPath()))
    add_post(town["onk"], person="kata", unit="works", function="head")
    processQueue()
    after = town.portal_catalog.getIndexDataForUID("/".join(case.getPhysicalPath()))
    assert before == after
    assert "kata" in holders(town["onk"], "head", "works")


@pytest.mark.parametrize(
    "call",
    [
        lambda onk: add_post(onk, person="anna", unit="works", function="wizard"),
        lambda onk: add_post(onk, person="anna", unit="nowhere", function="clerk"),
        lambda onk: add_unit(onk, id="works", title="Again"),
        lambda onk: add_unit(onk, id="a.b", title="Dots"),
        lambda onk: add_unit(onk, id="all", title="All"),
    ],
    ids=["function", "unit", "double", "dots", "all"],
)
def test_bad_input_is_refused_by_name(town, manager, call):
    with pytest.raises(Invalid):
        call(town["onk"])


def test_giving_a_post_is_written_in_the_journal(town, manager):
    add_post(town["onk"], person="kata", unit="legal", function="legal")
    entry = list(IJournal(town["onk"]).entries())[-1]
    assert (entry["act"], entry["details"]["person"]) == ("post-given", "kata")


def test_full_names_are_read(town):
    assert full_name("anna") == "Kiss Anna"


def test_who_may_and_why(town, contract):
    may = {a.person: (a.may, [p.function for p in a.posts]) for a in access_to(contract())}
    assert may["anna"] == (("see", "edit", "file"), ["clerk"])
    assert may["dani"] == (("see",), ["finance"])
    assert "kata" not in may and "hugo" not in may


def test_posts_are_named_after_person_and_function(town):
    assert "anna-clerk" in town["onk"]["units"]["works"]


def test_a_person_is_in_a_group_of_their_own_while_holding_a_post(town):
    assert {"onk.cili.named", "onk.cili.answering"} <= set(groups_for("cili"))
    assert not [g for g in groups_for("kata") if g.endswith((".named", ".answering"))]


def test_the_site_knows_the_group_of_a_person(town):
    group = town.acl_users["muniflow"].getGroupById("onk.cili.named")
    assert group.title == "Municipality · Tóth Cili"
