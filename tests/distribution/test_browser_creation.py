"""The site-creation page of the browser makes a muniflow site."""

from backend.testing import running
from base64 import b64encode
from playwright.sync_api import expect

import pytest

LOGIN = ("admin", "muniflow-demo-1")

pytestmark = [pytest.mark.browser, pytest.mark.server]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running(tmp_path_factory.mktemp("creation") / "instance", "--no-demo") as server:
        yield server


@pytest.fixture
def page(chromium):
    basic = b64encode(":".join(LOGIN).encode()).decode()
    context = chromium.new_context(extra_http_headers={"Authorization": f"Basic {basic}"})
    yield context.new_page()
    context.close()


def test_a_site_with_an_organisation(server, page):
    page.goto(f"{server.url}/ploneAddSite?distribution=muniflow")
    page.get_by_label("Path").fill("varos")
    page.get_by_label("Municipality").fill("Mezőváros")
    page.get_by_role("button", name="Add").or_(page.locator(".btn-add")).first.click()
    page.get_by_label("Name").fill("Mezőváros Önkormányzata")
    page.get_by_label("Short code").fill("MVO")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url(f"{server.url}/varos**", timeout=60_000)
    page.goto(f"{server.url}/varos/mvo")
    expect(page.get_by_text("Mezőváros Önkormányzata").first).to_be_visible()
