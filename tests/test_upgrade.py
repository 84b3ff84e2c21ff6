"""A site of an older muniflow goes on with this one."""

from datetime import date
from muniflow.approval.operations import adopt
from muniflow.approval.operations import decide
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import delegate
from muniflow.approval.operations import proceedings_of
from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.process.operations import bound_process
from muniflow.process.operations import process_id_for
from muniflow.process.operations import versions
from muniflow.registry.operations import receive
from muniflow.upgrades.decisions import upgrade
from muniflow.upgrades.operations import pending
from muniflow.upgrades.registers import add_types
from muniflow.upgrades.registers import upgrade as renew_registers
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest

PROFILE = "muniflow:default"
INDEXES = ("timer", "pending", "process_version")
RECORD = "muniflow.mail_decision_days"


def taken(case, kind, comment=""):
    """Take a decision of a kind as the present user."""
    choice = next(one for one in decisions_for(case) if one.kind == kind)
    decide(case, transition=choice.id, comment=comment)


@pytest.fixture
def case(town, contract, as_person):
    """A contract that the head of unit has returned and got again."""
    with as_person("anna"):
        case = contract(term_from=date(2026, 1, 1))
        taken(case, "submit")
    with as_person("bela"):
        taken(case, "return", "hiányzik a garancia")
    with as_person("anna"):
        taken(case, "submit")
    return case


@pytest.fixture
def before(case):
    """The proceedings as they were written act by act."""
    return proceedings_of(case)


@pytest.fixture
def old(town, case, before):
    """The site as the older muniflow would have left it."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in INDEXES:
        catalog.delIndex(name)
    case.proceedings = None
    workflow = api.portal.get_tool("portal_workflow")[case.process_version]
    for transition in workflow.transitions.objectValues():
        guard = transition.getGuard()
        roles = [role for role in guard.roles if role != DELEGATE_ROLE]
        guard.changeFromProperties({"guard_roles": ";".join(roles)})
    for record in (RECORD,):
        del getUtility(IRegistry).records[record]
    with api.env.adopt_roles(["Manager"]):
        town._delRoles([DELEGATE_ROLE])
    api.portal.get_tool("portal_setup").setLastVersionForProfile(PROFILE, "1000")
    return town


@pytest.fixture
def upgraded(old):
    """The same site after the upgrade."""
    with api.env.adopt_roles(["Manager"]):
        upgrade(api.portal.get_tool("portal_setup"))
    return old


def test_an_old_site_says_so(old):
    assert pending(old)


def test_after_it_nothing_is_left(old):
    with api.env.adopt_roles(["Manager"]):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE)
    assert not pending(old)


@pytest.mark.parametrize("name", INDEXES)
def test_the_catalog_has_its_indexes(upgraded, name):
    assert name in api.portal.get_tool("portal_catalog").indexes()


def test_cases_are_found_by_them(upgraded, case):
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(process_version=case.process_version)
    assert [brain.getPath() for brain in found] == ["/".join(case.getPhysicalPath())]


def test_roles_and_settings_are_there(upgraded):
    assert DELEGATE_ROLE in upgraded.valid_roles()
    assert getUtility(IRegistry)[RECORD] == 7


def test_what_a_site_has_set_stays(old):
    registry = getUtility(IRegistry)
    registry["muniflow.mail_decisions"] = False
    with api.env.adopt_roles(["Manager"]):
        upgrade(api.portal.get_tool("portal_setup"))
    assert registry["muniflow.mail_decisions"] is False


@pytest.mark.parametrize(
    "name", ["kind", "title", "step", "person", "function", "unit", "comment", "transition"]
)
def test_acts_are_what_the_history_says(upgraded, case, before, name):
    told = [getattr(act, name) for act in proceedings_of(case).acts]
    assert told == [getattr(act, name) for act in before.acts]


@pytest.mark.parametrize("name", ["step", "since", "due"])
def test_the_case_stands_where_it_stood(upgraded, case, before, name):
    assert getattr(proceedings_of(case).progress, name) == getattr(before.progress, name)


def test_files_are_known(upgraded, case, before):
    assert proceedings_of(case).manifest.digest == before.manifest.digest


def test_a_second_time_changes_nothing(upgraded, case):
    kept = case.proceedings
    with api.env.adopt_roles(["Manager"]):
        upgrade(api.portal.get_tool("portal_setup"))
    assert case.proceedings is kept
    assert not adopt(case)


def test_the_running_case_goes_on(upgraded, case, as_person):
    version = case.process_version
    with as_person("bela"):
        taken(case, "approve")
    assert case.process_version == version
    assert proceedings_of(case).acts[-1].person == "bela"


def test_an_old_step_can_be_delegated(upgraded, case, as_person):
    with as_person("bela"):
        delegate(case, to="cili", comment="")
    with as_person("cili"):
        taken(case, "approve")
    assert proceedings_of(case).acts[-1].for_whom == "bela"


def test_new_cases_go_through_the_present_processes(upgraded):
    organisation = upgraded["onk"]
    process = bound_process(organisation, "OutgoingContract")
    newest = versions(upgraded["processes"][process])[0].workflow_id
    assert process_id_for(organisation["cases"], "OutgoingContract") == newest


def test_new_types_come_and_changed_ones_stay(town):
    types = api.portal.get_tool("portal_types")
    types["Unit"].description = "changed here"
    types._delObject("Register")
    add_types(api.portal.get_tool("portal_setup"), ("Register", "Unit"))
    assert types["Unit"].description == "changed here"
    assert types["Register"].klass == "muniflow.registry.content.Register"


def test_the_newest_step_changes_nothing_twice(town):
    with api.env.adopt_roles(["Manager"]):
        renew_registers(api.portal.get_tool("portal_setup"))
        renew_registers(api.portal.get_tool("portal_setup"))
    assert "Register" in api.portal.get_tool("portal_types")


@pytest.fixture
def plain(town):
    """A register as version 1001 left it, and no general cases."""
    register = town["onk"]["registers"].objectValues()[0]
    register._p_activate()
    for name in ("style", "opened", "opened_by", "_tree", "_count", "_mt_index"):
        register.__dict__.pop(name, None)
    for permission in ("View", "muniflow: File document"):
        register.manage_permission(permission, [], acquire=1)
    tool = api.portal.get_tool("portal_placeful_workflow")
    for organisation in ("onk", "phi"):
        tool.getWorkflowPolicyById(f"muniflow-{organisation}").setChain("GeneralCase", ())
    types = api.portal.get_tool("portal_types")
    types._delObject("GeneralCase")
    types["Section"].allowed_content_types = ("Section", "Unit", "Register")
    with api.env.adopt_roles(["Manager"]):
        renew_registers(api.portal.get_tool("portal_setup"))
    return register


def test_registers_keep_how_they_write_their_numbers(plain):
    assert plain.style.id == "main-sub"


@pytest.mark.parametrize("person,sees", [("gabi", True), ("anna", False)])
def test_only_readers_of_the_book_see_what_is_filed_in_it(plain, as_person, person, sees):
    with as_person(person):
        assert bool(api.user.has_permission("View", obj=plain)) is sees


@pytest.mark.parametrize("organisation", ["onk", "phi"])
def test_general_cases_start_in_every_organisation(town, plain, organisation):
    assert bound_process(town[organisation], "GeneralCase") == "general-case"


def test_general_cases_lie_where_cases_lie(town, plain):
    section = api.portal.get_tool("portal_types")["Section"]
    assert "GeneralCase" in section.allowed_content_types


@pytest.fixture
def without_arrivals(town):
    """A site that knew no arrivals yet, brought up to date."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in ("traces", "arrival_status"):
        catalog.delIndex(name)
    api.portal.get_tool("portal_types")._delObject("Arrival")
    with api.env.adopt_roles(["Manager"]):
        town._delRoles(["Recipient"])
        for permission in ("muniflow: Receive arrivals", "muniflow: Manage arrivals"):
            town.manage_permission(permission, [], acquire=0)
        renew_registers(api.portal.get_tool("portal_setup"))
    return town


def test_an_older_site_takes_in_arrivals(without_arrivals, as_person):
    with as_person("gabi"):
        arrival = receive(
            without_arrivals["onk"], sender="A", subject="B c", mode="post", carrier="paper"
        )
        assert api.user.has_permission("View", obj=arrival)
        assert api.user.has_permission("muniflow: Manage arrivals", obj=arrival)
    with as_person("anna"):
        assert api.user.has_permission("muniflow: Receive arrivals", obj=without_arrivals["onk"])


def test_an_older_site_finds_antecedents(case, without_arrivals):
    catalog = api.portal.get_tool("portal_catalog")
    assert case.UID() in {b.UID for b in catalog.unrestrictedSearchResults(traces="word:playgr")}
