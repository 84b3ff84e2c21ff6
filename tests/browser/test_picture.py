"""The picture of a process: plain at first, in the viewer for those who ask, for everyone."""

from playwright.sync_api import expect
from tests.browser.test_pages import judge

import pytest

pytestmark = pytest.mark.browser

LIBRARY = "processes/outgoing-contract"


@pytest.fixture
def case(visit):
    """Opens the page of a contract that somebody has to decide on."""

    def opened(width: int = 1280, language: str = "en") -> object:
        page = visit("kiss.anna", "@@contracts?standing=open&order=due")
        address = page.locator(".mf-rowlink").first.get_attribute("href")
        return visit("kiss.anna", address, width, language)

    return opened


def loaded(page: object) -> list[str]:
    """Return the names of the scripts and style sheets a page has loaded."""
    found = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    return [name.rpartition("/")[2] for name in found if name.endswith((".js", ".css"))]


def open_viewer(page: object) -> None:
    """Ask for the viewer and wait until the drawing is there."""
    page.locator('[data-act="open"]').click()
    page.wait_for_selector(".djs-container [data-element-id]")


def test_a_case_page_loads_nothing_of_it(case):
    page = case()
    page.wait_for_load_state("networkidle")
    assert not [name for name in loaded(page) if name.startswith("picture")]
    assert page.locator("svg.mf-bpmn").count() == 0


@pytest.mark.parametrize("language", ["en", "hu"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_picture_of_a_case_is_for_everyone(case, width, language):
    page = case(width, language)
    page.locator(".mf-picture-box summary").click()
    page.wait_for_selector("svg.mf-bpmn g.is-now")
    judge(page)
    open_viewer(page)
    judge(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_picture_of_a_process_is_for_everyone(visit, width):
    page = visit("kiss.anna", LIBRARY, width)
    open_viewer(page)
    judge(page)


def test_the_viewer_shows_what_the_plain_picture_shows(case):
    page = case()
    page.locator(".mf-picture-box summary").click()
    page.wait_for_selector("svg.mf-bpmn g.is-now .who")
    who = " ".join(page.locator("svg.mf-bpmn g.is-now .who tspan").all_text_contents()).split()
    open_viewer(page)
    expect(page.locator(".djs-shape.is-now").first).to_be_attached()
    assert who
    assert set(who) <= set(" ".join(page.locator(".mf-at").all_inner_texts()).split())


def test_the_sign_of_its_makers_stays(visit):
    page = visit("kiss.anna", LIBRARY)
    open_viewer(page)
    expect(page.locator(".bjs-powered-by")).to_be_visible()


@pytest.mark.parametrize(
    ("key", "label"),
    [("+", "Larger"), ("-", "Smaller"), ("ArrowLeft", "Move left"), ("ArrowDown", "Move down")],
)
def test_keys_do_what_the_buttons_do(visit, key, label):
    page = visit("kiss.anna", LIBRARY)
    open_viewer(page)
    view = page.locator(".djs-container .viewport")
    before = view.get_attribute("transform")
    page.locator(".djs-container > svg").focus()
    page.keyboard.press(key)
    after = view.get_attribute("transform")
    assert after != before
    page.get_by_role("button", name="Whole picture").click()
    start = view.get_attribute("transform")
    page.get_by_role("button", name=label).click()
    assert view.get_attribute("transform") != start


def test_back_to_the_plain_picture(visit):
    page = visit("kiss.anna", LIBRARY)
    open_viewer(page)
    page.locator('[data-act="open"]').click()
    expect(page.locator("svg.mf-bpmn")).to_be_visible()
    expect(page.locator(".djs-container")).to_be_hidden()


def test_paper_gets_the_plain_picture(visit):
    page = visit("kiss.anna", LIBRARY)
    open_viewer(page)
    page.emulate_media(media="print")
    expect(page.locator("svg.mf-bpmn")).to_be_visible()
    expect(page.locator(".djs-container")).to_be_hidden()


def test_without_a_script_there_is_a_page(sessions, case):
    address = case().url
    known = sessions("kiss.anna")
    context = known.browser.new_context(
        java_script_enabled=False, storage_state=known.storage_state()
    )
    page = context.new_page()
    page.goto(address)
    page.locator(".mf-picture-box summary").click()
    page.locator(".mf-picture-box a").click()
    expect(page.locator("svg.mf-bpmn")).to_be_visible()
    context.close()
