"""A site behind a browser, without and with a real Chromium."""

from base64 import b64encode
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from pytest_plone import fixtures_factory
from tests.core.theme.layers import SERVED

import pytest

globals().update(fixtures_factory(((SERVED, "served"),)))


@pytest.fixture
def visitor(functional_portal, functional_app):
    """A browser of somebody who is not logged in; errors are pages, not exceptions."""
    browser = Browser(functional_app)
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    browser.addHeader("Accept", "text/html")
    return browser


@pytest.fixture
def manager(visitor):
    """A browser of the site's manager."""
    visitor.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    return visitor


@pytest.fixture
def site_url(functional_portal):
    """The address of the site for the browsers above."""
    return functional_portal.absolute_url()


@pytest.fixture
def open_page(chromium, served):
    """A function that opens a page of the served site as the manager or as a visitor."""
    contexts = []
    basic = b64encode(f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}".encode()).decode()
    site = f"http://{served['host']}:{served['port']}/{served['portal'].getId()}"

    def open_it(path, width=1280, scheme="light", anonymous=False, **more):
        headers = {} if anonymous else {"Authorization": f"Basic {basic}"}
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            extra_http_headers=headers,
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site}/{path}")
        return page

    yield open_it
    for context in contexts:
        context.close()
