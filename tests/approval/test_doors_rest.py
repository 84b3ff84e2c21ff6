"""What a program does through a service is kept, and once: asked through the real publisher."""

from datetime import date
from decimal import Decimal
from muniflow.approval.operations import choices_for
from muniflow.approval.operations import decide
from muniflow.approval.operations import proceedings_of
from muniflow.contract.operations import start_contract
from plone import api
from plone.uuid.interfaces import IUUID
from tests.security.door import ask
from tests.security.door import JSON

import pytest
import transaction


@pytest.fixture()
def case(live_town):
    """A contract that waits for the head of its unit."""
    values = {
        "title": "Playground",
        "partners": ("Zöld Liget Kft.",),
        "value_net": Decimal(2_000_000),
        "unit": "works",
        "responsible": "anna",
        "term_from": date(2026, 1, 1),
    }
    with api.env.adopt_user(username="anna"):
        made = start_contract(live_town["onk"], portal_type="OutgoingContract", values=values)
        submit = next(c for c in choices_for(made) if c.kind == "submit")
        decide(made, transition=submit.id)
    transaction.commit()
    return made


def post(case, person, name, data):
    """Ask a service and return the status; the test sees what is kept."""
    where = "/".join(case.getPhysicalPath())
    answer = ask(f"{where}/{name}", person=person, method="POST", accept=JSON, data=data)
    return answer.status


def kinds(case):
    return [act.kind for act in proceedings_of(case).acts]


APPROVE = "approve-to-legal-review"
ASKED = {"units": ["registry"], "question": "Known?"}


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("@decisions", {"decision": APPROVE}, "approve"),
        ("@hand-over", {"how": "delegate", "to": "cili"}, "delegated"),
        ("@opinions", ASKED, "opinion-asked"),
        (f"@workflow/{APPROVE}", {}, "approve"),
    ],
)
def test_what_is_done_is_kept(case, name, data, kind):
    assert post(case, "bela", name, data) == 200
    assert kinds(case) == ["submit", kind]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("@undo", {}, "undone"),
        ("@withdraw-approval", {"act": 2, "comment": "Too soon"}, "approval-withdrawn"),
    ],
)
def test_so_is_what_is_taken_back(case, name, data, kind):
    post(case, "bela", "@decisions", {"decision": APPROVE})
    assert post(case, "bela", name, data) == 200
    assert kinds(case)[-1] == kind
    assert api.content.get_state(case) == "head-of-unit-approval"


def test_so_is_a_batch(case):
    data = {"items": [{"uid": IUUID(case)}], "kind": "approve"}
    answer = ask("/plone/@decide-many", person="bela", method="POST", accept=JSON, data=data)
    assert [item["done"] for item in answer.json["items"]] == [True]
    assert kinds(case) == ["submit", "approve"]


@pytest.mark.parametrize("person", ["anna", "cili", "kata", "hugo", ""])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("@decisions", {"decision": APPROVE}),
        ("@hand-over", {"how": "delegate", "to": "emma"}),
        ("@opinions", ASKED),
        ("@undo", {}),
        ("@withdraw-approval", {"act": 1, "comment": "No"}),
        (f"@workflow/{APPROVE}", {}),
    ],
)
def test_what_is_refused_is_not(case, person, name, data):
    if (person, name) == ("anna", "@undo"):
        pytest.skip("she sent it on a moment ago")
    assert post(case, person, name, data) >= 400
    assert kinds(case) == ["submit"]
