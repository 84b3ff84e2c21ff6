"""Publishing, binding and running processes in a site."""

from AccessControl.unauthorized import Unauthorized
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.process import operations
from muniflow.process.errors import BpmnError
from muniflow.process.interfaces import IDecisionGuard
from muniflow.process.interfaces import IProcessBound
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFCore.WorkflowCore import WorkflowException
from zope.component import getGlobalSiteManager

import pytest


def chain() -> object:
    """Return the process under test."""
    return api.portal.get()["processes"]["chain"]


def state(case: object) -> str:
    """Return the state a case is in."""
    return api.content.get_state(case)


def tool() -> object:
    """Return the workflow tool."""
    return api.portal.get_tool("portal_workflow")


class TestPublish:
    def test_gives_a_workflow_of_the_version(self, office):
        assert tool().getWorkflowById("chain.1").title == "Outgoing contract (1)"

    def test_same_text_gives_the_same_version(self, office):
        process = chain()
        assert operations.publish(process) == "chain.1"

    def test_new_text_gives_the_next_version(self, office):
        process = chain()
        operations.replace_text(process, renamed(process))
        assert operations.publish(process) == "chain.2"

    def test_keeps_the_text_of_each_version_byte_for_byte(self, office):
        process = chain()
        before = operations.text_of(process)
        operations.replace_text(process, renamed(process))
        operations.publish(process)
        assert [v.bpmn == before for v in operations.versions(process)] == [False, True]

    def test_a_published_version_cannot_change(self, office):
        version = operations.versions(chain())[0]
        with pytest.raises(AttributeError):
            version.bpmn = b""

    def test_needs_the_permission(self, office):
        process = chain()
        setRoles(api.portal.get(), TEST_USER_ID, ["Member"])
        with pytest.raises(NotAllowed):
            operations.publish(process)

    @pytest.mark.parametrize(
        ("old", "new", "word"),
        [
            (b'"TestCase"', b'"Nothing"', "error_unknown_case_type"),
            (b"value_net term_from", b"value_net colour", "error_unknown_required_field"),
            (b'from="1000000 HUF"', b'from="much"', "error_level"),
        ],
    )
    def test_what_the_site_does_not_have_is_refused(self, office, old, new, word):
        process = chain()
        operations.replace_text(process, operations.text_of(process).replace(old, new))
        assert {str(problem.message) for problem in operations.check(process)} == {word}
        with pytest.raises(BpmnError):
            operations.publish(process)

    def test_a_number_is_never_given_twice(self, office):
        library = api.portal.get()["processes"]
        text = operations.text_of(library["chain"])
        api.content.delete(library["chain"], check_linkintegrity=False)
        operations.install_library(api.portal.get(), {"chain": text})
        assert operations.versions(library["chain"])[0].workflow_id == "chain.2"


def renamed(process: object) -> bytes:
    """Return the text of a process with its legal step called otherwise."""
    return operations.text_of(process).replace(b'name="Legal review"', b'name="Lawyers"')


class TestBinding:
    def test_policy_gives_the_process(self, office):
        assert operations.process_id_for(office, "TestCase") == "chain.1"

    def test_outside_no_process(self, office):
        assert operations.process_id_for(api.portal.get(), "TestCase") == ""

    def test_unknown_process_is_refused(self, office):
        with pytest.raises(Invalid):
            operations.bind_policy(office, {"TestCase": "nothing"})

    def test_other_types_keep_their_workflow(self, office):
        page = api.content.create(office, "Document", "page")
        assert tool().getChainFor(page) == tool().getDefaultChain()

    def test_case_starts_bound(self, start):
        assert start().process_version == "chain.1"

    def test_case_starts_in_the_first_step(self, start):
        assert state(start()) == "draft"

    def test_running_case_stays_on_its_version(self, start):
        case = start()
        publish_next()
        assert tool().getChainFor(case) == ("chain.1",)

    def test_running_case_keeps_its_state(self, start):
        case = start()
        publish_next()
        assert state(case) == "draft"

    def test_policy_follows_a_new_version(self, start):
        publish_next()
        assert start().process_version == "chain.2"

    def test_running_case_keeps_its_definition(self, start):
        case = start()
        publish_next()
        assert "legal-review" in operations.definition_of(case).states

    def test_new_case_has_the_new_definition(self, start):
        publish_next()
        assert "lawyers" in operations.definition_of(start()).states

    def test_copy_takes_the_present_version(self, start, office):
        case = start()
        publish_next()
        assert api.content.copy(case, office, "copy").process_version == "chain.2"

    def test_binding_twice_changes_nothing(self, start):
        case = start()
        publish_next()
        operations.bind(case, "chain.2")
        assert case.process_version == "chain.1"

    def test_unknown_definition(self, office):
        with pytest.raises(Invalid):
            operations.definition("chain.9")


def publish_next() -> None:
    """Publish a second version of the chain."""
    process = chain()
    operations.replace_text(process, renamed(process))
    operations.publish(process)


class TestGuards:
    @pytest.mark.parametrize(
        ("amount", "target"),
        [
            (1, "signature"),
            (999_999, "signature"),
            (1_000_000, "legal-review"),
            (1_000_001, "legal-review"),
            (None, "legal-review"),
        ],
    )
    def test_head_passes_on_by_value(self, start, act, amount, target):
        case = start(amount)
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        for transition in approvals(case):
            if transition.endswith(target) or f"-{target}-from" in transition:
                act(case, "Head of Unit", transition)
                break
        assert state(case) == target

    @pytest.mark.parametrize(
        ("amount", "wrong"),
        [
            (999_999, "approve-to-legal-review"),
            (1_000_000, "approve-to-signature-from-head-of-unit-approval"),
            (None, "approve-to-signature-from-head-of-unit-approval"),
        ],
    )
    def test_no_level_is_skipped_or_added(self, start, act, amount, wrong):
        case = start(amount)
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        with pytest.raises(WorkflowException):
            act(case, "Head of Unit", wrong)

    @pytest.mark.parametrize(
        ("amount", "open_"),
        [
            (4_999_999, "approve-to-signature-from-legal-review"),
            (5_000_000, "approve-to-finance-countersignature"),
            (5_000_001, "approve-to-finance-countersignature"),
        ],
    )
    def test_finance_from_five_million(self, start, act, amount, open_):
        case = start(amount)
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        act(case, "Head of Unit", "approve-to-legal-review")
        assert allowed(case, "Legal Reviewer", "approve") == [open_]

    @pytest.mark.parametrize(
        ("role", "begin"),
        [
            ("Manager", ""),
            ("Clerk", ""),
            ("Legal Reviewer", ""),
            ("Organisation Admin", ""),
            ("Consulted", ""),
            ("Responsible", "approve"),
            ("Responsible", "return"),
            ("Responsible", "refuse"),
        ],
    )
    def test_only_the_acting_function_decides(self, start, act, role, begin):
        case = start()
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        assert allowed(case, role, begin) == []

    def test_the_responsible_person_withdraws_from_everywhere(self, start, act):
        case = start()
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        assert allowed(case, "Responsible") == ["withdraw-to-withdrawn-from-head-of-unit-approval"]

    def test_whom_a_step_was_handed_to_decides_and_does_not_withdraw(self, start, act):
        case = start()
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        assert allowed(case, "Delegate") == [
            "approve-to-legal-review",
            "refuse-to-refused-from-head-of-unit-approval",
            "return-for-supplement-to-draft-from-head-of-unit-approval",
        ]

    def test_a_guard_can_keep_back_what_the_condition_allows(self, start, keeping_back):
        assert allowed(start(), "Responsible", "submit") == []

    def test_a_level_cannot_be_skipped(self, start, act):
        with pytest.raises((Unauthorized, WorkflowException)):
            act(start(), "Signatory", "sign-to-signed")

    def test_history_keeps_who_what_and_why(self, start, act):
        case = start()
        act(case, "Responsible", "submit-to-head-of-unit-approval", comment="please")
        last = case.workflow_history["chain.1"][-1]
        assert (last["action"], last["actor"], last["comments"]) == (
            "submit-to-head-of-unit-approval",
            TEST_USER_ID,
            "please",
        )


class KeepingBack:
    """A guard that offers nobody to submit."""

    def __init__(self, case: object) -> None:
        self.case = case

    def offered(self, transition: object) -> bool:
        """Tell whether it is another decision than to submit."""
        return transition.decision != "submit"


@pytest.fixture
def keeping_back():
    """Offers nobody to submit anything."""
    manager = getGlobalSiteManager()
    manager.registerSubscriptionAdapter(KeepingBack, (IProcessBound,), IDecisionGuard)
    yield
    manager.unregisterSubscriptionAdapter(KeepingBack, (IProcessBound,), IDecisionGuard)


def allowed(case: object, role: str, start: str = "") -> list[str]:
    """Return the transitions open to somebody with one role on a case."""
    portal = api.portal.get()
    case.manage_setLocalRoles(TEST_USER_ID, [role])
    setRoles(portal, TEST_USER_ID, ["Member"])
    try:
        found = [t["id"] for t in tool().getTransitionsFor(case)]
    finally:
        setRoles(portal, TEST_USER_ID, ["Manager"])
    return sorted(id_ for id_ in found if id_.startswith(start))


def approvals(case: object) -> list[str]:
    """Return the approvals of the present step whether open or not."""
    definition = operations.definition_of(case)
    return [t.id for t in definition.leaving(state(case)) if t.decision == "approve"]


class TestPermissions:
    @pytest.mark.parametrize(
        ("permission", "roles"),
        [
            ("Modify portal content", {"Responsible", "Delegate"}),
            ("muniflow: File document", {"Responsible", "Delegate"}),
            ("Delete objects", {"Responsible"}),
        ],
    )
    def test_draft(self, start, permission, roles):
        assert holders(start(), permission) == roles

    @pytest.mark.parametrize(
        ("permission", "roles"),
        [
            ("Modify portal content", set()),
            ("Add portal content", {"Responsible", "Head of Unit", "Delegate"}),
            ("Delete objects", set()),
        ],
    )
    def test_approval(self, start, act, permission, roles):
        case = start()
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        assert holders(case, permission) == roles

    @pytest.mark.parametrize(
        "permission", ["Modify portal content", "Add portal content", "Delete objects"]
    )
    def test_end(self, start, act, permission):
        case = start()
        act(case, "Responsible", "withdraw-to-withdrawn")
        assert holders(case, permission) == set()

    def test_a_draft_that_came_back_is_kept(self, start, act):
        case = start()
        act(case, "Responsible", "submit-to-head-of-unit-approval")
        act(
            case,
            "Head of Unit",
            "return-for-supplement-to-draft-from-head-of-unit-approval",
        )
        assert (state(case), holders(case, "Delete objects")) == ("draft", set())

    @pytest.mark.parametrize(
        "role",
        [
            *("Organisation Member", "Responsible", "Records Officer", "Auditor"),
            *("Delegate", "Consulted"),
        ],
    )
    def test_who_sees(self, start, role):
        assert role in holders(start(), "View")

    @pytest.mark.parametrize("role", ["Anonymous", "Authenticated", "Member", "Owner"])
    def test_who_does_not_see(self, start, role):
        assert role not in holders(start(), "View")


def holders(case: object, permission: str) -> set[str]:
    """Return the roles that have a permission on a case."""
    found = {r["name"] for r in case.rolesOfPermission(permission) if r["selected"]}
    assert not case.acquiredRolesAreUsedBy(permission)
    return found
