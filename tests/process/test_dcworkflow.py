"""Who may take which transition of the workflow that a definition becomes."""

from muniflow.process import operations
from muniflow.process.dcworkflow import guard_roles
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.process.drawings import BEGIN
from tests.process.drawings import decision
from tests.process.drawings import drawing
from tests.process.drawings import edge
from tests.process.drawings import flow
from tests.process.drawings import gateway
from tests.process.drawings import MESSAGE
from tests.process.drawings import parallel
from tests.process.drawings import task
from tests.process.drawings import WITHDRAWN

import pytest

TEXT = drawing(
    *BEGIN,
    flow("a", "s", "Send"),
    *(parallel("s", "Both"), flow("s", "b"), flow("s", "c")),
    *(task("b", "Legal"), task("c", "Finance")),
    *(flow("b", "g"), gateway("g"), flow("g", "j", "Agree", decision("approve"))),
    flow("g", "a", "Return", decision("return")),
    *(flow("c", "j"), parallel("j"), flow("j", "done")),
    edge("t", "b", "message", "Answer"),
    flow("t", "a", more=decision("return")),
    WITHDRAWN,
    lanes={"clerk": "a", "legal": "b", "finance": "c"},
    process='muniflow:withdraw="anywhere"',
    before=MESSAGE,
)
ROLES = {
    "send-to-both": ("Clerk", "Delegate"),
    "agree-legal": ("Legal Reviewer", "Delegate"),
    "approve-finance": ("Finance Countersigner", "Delegate"),
    "return-to-draft": ("Legal Reviewer", "Delegate"),
    "sign-offs-complete-to-done": ("Process Engine",),
    "answer-to-draft": ("Process Engine",),
    "withdraw-to-withdrawn-from-both": ("Responsible",),
}


@pytest.mark.parametrize("transition", ROLES)
def test_roles(compiled, transition):
    definition = compiled(TEXT)
    assert guard_roles(definition, definition.transitions[transition]) == ROLES[transition]


class TestInstalled:
    @pytest.fixture
    def workflow(self, case_type):
        operations.install_library(case_type, {"both": TEXT.encode()})
        return api.portal.get_tool("portal_workflow")["both.1"]

    @pytest.mark.parametrize("transition", ROLES)
    def test_every_transition_is_guarded(self, workflow, transition):
        guard = workflow.transitions[transition].getGuard()
        assert (guard.getRolesText(), guard.getExprText()) == (
            "; ".join(ROLES[transition]),
            f"object/@@muniflow-passes/{transition}",
        )

    def test_a_sign_off_stays_in_its_step(self, workflow):
        assert workflow.transitions["agree-legal"].new_state_id == "both"

    @pytest.mark.parametrize(
        ("transition", "offered"), [("agree-legal", True), ("sign-offs-complete-to-done", False)]
    )
    def test_only_people_are_offered_something(self, workflow, transition, offered):
        assert bool(workflow.transitions[transition].actbox_name) is offered

    @pytest.mark.parametrize("role", ["Legal Reviewer", "Finance Countersigner"])
    def test_whoever_signs_may_file(self, workflow, role):
        info = workflow.states["both"].getPermissionInfo("muniflow: File document")
        assert role in info["roles"]

    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            ("Legal Reviewer", ["agree-legal", "return-to-draft"]),
            ("Finance Countersigner", ["approve-finance"]),
            ("Responsible", ["withdraw-to-withdrawn-from-both"]),
            ("Manager", []),
            ("Clerk", []),
        ],
    )
    def test_who_may_do_what(self, case_type, workflow, role, expected):
        folder = api.content.create(case_type, "Folder", "office")
        operations.bind_policy(folder, {"TestCase": "both"})
        case = api.content.create(folder, "TestCase", "case", title="Case")
        tool = api.portal.get_tool("portal_workflow")
        case.manage_setLocalRoles(TEST_USER_ID, ["Clerk"])
        tool.doActionFor(case, "send-to-both")
        case.manage_setLocalRoles(TEST_USER_ID, [role])
        setRoles(case_type, TEST_USER_ID, ["Member"])
        assert sorted(t["id"] for t in tool.getTransitionsFor(case)) == expected
