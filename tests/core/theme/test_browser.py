"""What Chromium and axe say of the pages, and what the script does on them."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import pytest

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
# Parts of Plone's text editor, which is not ours.
FOREIGN = ".tox"


def grave(page):
    """Return what axe finds serious or critical on a page, outside of foreign parts."""
    found = []
    for violation in Axe().run(page).response["violations"]:
        targets = [str(n["target"]) for n in violation["nodes"] if FOREIGN not in str(n["target"])]
        if violation["impact"] in GRAVE and targets:
            found.append((violation["id"], targets))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_grave_in_the_parts(open_page, width, scheme):
    assert grave(open_page("@@mf-styleguide", width, scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["@@site-controlpanel", "@@overview-controlpanel", "folder_contents", "nowhere"]
)
def test_nothing_grave_on_plones_pages(open_page, path, scheme):
    assert grave(open_page(path, scheme=scheme)) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_grave_at_the_door(open_page, width):
    assert grave(open_page("login", width, anonymous=True)) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("path", ["@@mf-styleguide", "@@overview-controlpanel", "login"])
def test_nothing_scrolls_sideways(open_page, path, width):
    page = open_page(path, width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_key_leads_to_the_search(open_page):
    page = open_page("@@mf-styleguide")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_key_typed_into_a_field_is_a_letter(open_page):
    page = open_page("@@mf-styleguide")
    page.locator("#mf-comment").press_sequentially("a/?")
    expect(page.locator("#mf-comment")).to_have_value("a/?")


def test_the_question_mark_shows_the_keys(open_page):
    page = open_page("@@mf-styleguide")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Approve")


def test_keys_can_be_turned_off(open_page):
    page = open_page("@@mf-styleguide")
    page.keyboard.press("?")
    page.get_by_label("Keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_j_and_k_walk_through_the_rows(open_page):
    page = open_page("@@mf-styleguide")
    for key in "jjk":
        page.keyboard.press(key)
    expect(page.locator(".mf-rowlink").first).to_be_focused()


def test_a_grave_decision_is_asked_for(open_page):
    page = open_page("@@mf-styleguide")
    page.get_by_role("button", name="Refuse").click()
    box = page.get_by_role("dialog", name="Refuse this contract for good?")
    box.get_by_role("button", name="Cancel").click()
    expect(box).to_have_count(0)
    expect(page).to_have_title("Style guide – Plone site")


def test_menus_close_by_escape(open_page):
    page = open_page("@@mf-styleguide")
    page.locator(".mf-end > summary").click()
    expect(page.get_by_role("link", name="Log out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Log out")).to_be_hidden()


@pytest.mark.parametrize("script", [True, False])
def test_the_navigation_opens_under_the_thumb(open_page, script):
    page = open_page("@@mf-styleguide", 360, java_script_enabled=script)
    desk = page.locator("#mf-nav a").first
    expect(desk).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(desk).to_be_visible()


def test_files_go_one_by_one_and_failures_say_so(open_page):
    page = open_page("@@mf-styleguide")
    page.route("**/drop", lambda route: route.fulfill(status=400, json={"message": "too big"}))
    page.evaluate("document.querySelector('[data-upload]').action = '/drop'")
    page.locator("input[type=file]").set_input_files(
        [{"name": "terv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}]
    )
    expect(page.locator(".mf-uploads li")).to_contain_text("terv.pdf")
    expect(page.locator(".mf-uploads li")).to_contain_text("too big")
