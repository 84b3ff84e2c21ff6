"""The same levels through plone.restapi's door."""

from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from zope.component import getMultiAdapter

import json
import pytest


@pytest.fixture
def send(integration):
    """Sends a transition as REST does, with one role on the case; returns status and answer."""
    portal = integration["portal"]

    def sent(case: object, role: str, transition: str) -> tuple[int, dict]:
        request = integration["request"]
        request["BODY"] = json.dumps({"comment": "because"})
        request.response.setStatus(200)
        case.manage_setLocalRoles(TEST_USER_ID, [role])
        setRoles(portal, TEST_USER_ID, ["Member"])
        service = getMultiAdapter((case, request), name="POST_application_json_@workflow")
        service.publishTraverse(request, transition)
        try:
            answer = service.reply()
        finally:
            setRoles(portal, TEST_USER_ID, ["Manager"])
        return request.response.getStatus(), answer

    return sent


def test_an_open_decision_passes(start, send):
    _status, answer = send(start(), "Responsible", "submit-to-head-of-unit-approval")
    assert answer["review_state"] == "head-of-unit-approval"


@pytest.mark.parametrize(
    ("role", "transition"),
    [
        ("Signatory", "sign-to-signed"),
        ("Responsible", "sign-to-signed"),
        ("Manager", "submit-to-head-of-unit-approval"),
        ("Head of Unit", "approve-to-legal-review"),
        ("Responsible", "nothing"),
    ],
)
def test_no_level_is_skipped(start, send, role, transition):
    case = start()
    status, _answer = send(case, role, transition)
    assert (status, api.content.get_state(case)) == (400, "draft")


@pytest.mark.parametrize(
    ("amount", "transition"),
    [
        (5_000_000, "approve-to-signature-from-head-of-unit-approval"),
        (1_000_000, "approve-to-signature-from-head-of-unit-approval"),
        (999_999, "approve-to-legal-review"),
    ],
)
def test_no_level_by_another_value(start, act, send, amount, transition):
    case = start(amount)
    act(case, "Responsible", "submit-to-head-of-unit-approval")
    status, _answer = send(case, "Head of Unit", transition)
    assert (status, api.content.get_state(case)) == (400, "head-of-unit-approval")
