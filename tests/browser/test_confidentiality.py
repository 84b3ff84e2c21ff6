"""A case is sealed, met by colleagues as a lock, and opened again, in a browser."""

from playwright.sync_api import Page
from tests.browser.test_pages import judge

import pytest
import re

pytestmark = pytest.mark.browser

REASON = "Personal data of an applicant."


def first_case(visit, person: str, width: int = 1280) -> Page:
    """Open the newest contract that somebody answers for."""
    page = visit(person, "@@desk?tab=others", width, "en")
    page.locator("main table a.mf-rowlink").first.click()
    page.wait_for_load_state()
    return page


def set_level(page: Page, level: str, *people: str) -> None:
    """Fill in the form and send it."""
    page.locator("a.mf-level").first.click()
    page.wait_for_load_state()
    page.check(f'input[name="level"][value="{level}"]')
    for box in page.locator('input[name="people:list"]').all():
        box.set_checked(box.get_attribute("value") in people)
    page.fill("#mf-reason", REASON)
    page.locator("form.mf-form button[type=submit]").click()
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_form_is_for_everyone(visit, width):
    page = first_case(visit, "kiss.anna", width)
    page.locator("a.mf-level").first.click()
    page.wait_for_load_state()
    page.status = 200
    judge(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_setting_is_for_everyone(visit, width):
    judge(visit("papp.norbert", "onk/@@confidentiality-setting", width))


def test_a_case_is_closed_met_as_a_lock_and_opened_again(visit):
    page = first_case(visit, "kiss.anna")
    address, title = page.url, page.locator("h1").inner_text()
    set_level(page, "named", "kiss.anna")
    assert "Named people" in page.locator("a.mf-level.mf-closed").inner_text()
    assert visit("olah.tamas", address).status == 404
    number = re.search(r"ONK\S*\d+\S*", page.locator("main").inner_text()).group()
    masked = visit("molnar.katalin", address)
    assert masked.status == 403
    masked.status = 200
    judge(masked)
    assert title not in masked.locator("main").inner_text()
    found = visit("molnar.katalin", f"@@search?SearchableText={number}")
    judge(found)
    row = found.locator("main table a.mf-rowlink").first
    assert row.inner_text() == number
    row.click()
    found.wait_for_load_state()
    found.locator("a[href*='@@confidentiality']").click()
    found.wait_for_load_state()
    assert title not in found.locator("main").inner_text()
    found.check('input[name="level"][value="organisation"]')
    found.fill("#mf-reason", REASON)
    found.locator("form.mf-form button[type=submit]").click()
    found.wait_for_load_state()
    assert title in found.locator("h1").inner_text()
    assert visit("olah.tamas", address).status == 200
