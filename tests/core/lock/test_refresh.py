"""What a request sees when its turn to write has come."""

from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser

import json
import pytest
import transaction

OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
MEMBER = (TEST_USER_NAME, TEST_USER_PASSWORD)


@pytest.fixture
def page(functional):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    portal.invokeFactory("Document", "page", title="Before")
    setRoles(portal, TEST_USER_ID, ["Editor"])
    transaction.commit()
    return portal["page"]


@pytest.fixture
def ask(functional):
    def ask(method, path, data=None, user=OWNER):
        browser = Browser(functional["app"])
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Authorization", f"Basic {user[0]}:{user[1]}")
        browser.addHeader("Accept", "application/json")
        response = browser.testapp.request(
            functional["portal"].absolute_url() + path,
            method=method,
            body=json.dumps(data or {}).encode(),
            headers={
                "Accept": "application/json",
                "Content-Type": "application/json",
                "Authorization": browser.testapp.extra_environ.get("HTTP_AUTHORIZATION", ""),
            },
            expect_errors=True,
        )
        return response

    return ask
