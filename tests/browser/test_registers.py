"""Registers and corrections in a browser: opened, closed, a document moved to its case."""

from playwright.sync_api import expect
from tests.browser.test_contract import decide
from tests.browser.test_contract import start
from tests.browser.test_pages import judge
from tests.browser.test_pages import YEAR

import pytest

pytestmark = pytest.mark.browser

OFFICER = "molnar.katalin"
CLERK = "kiss.anna"
SIZES = [(360, "hu"), (360, "cs"), (768, "hu"), (1280, "en")]
PAGES = (
    "@@registers",
    "@@open-register?organisation=onk",
    f"onk/registers/{YEAR}/@@close",
    "onk/@@register-settings",
    "@@start",
)


@pytest.mark.parametrize("width,language", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_everyone(visit, path, width, language):
    judge(visit(OFFICER, path, width, language))


def registered(visit, subject, file=True):
    """Start a general case and send it on, with a document; return its address."""
    address = start(visit, CLERK, "onk", "GeneralCase", title=subject)
    if file:
        page = visit(CLERK, address)
        page.set_input_files(
            "input[name=files]",
            {"name": "panasz.txt", "mimeType": "text/plain", "buffer": b"panasz"},
        )
        page.locator(".mf-papers a").first.wait_for()
    decide(visit, CLERK, address, "Submit for signature")
    return address


def number_of(visit, address):
    """Return the number of a case as its page shows it."""
    return visit(OFFICER, address).locator(".mf-over").inner_text().split(" · ")[0].split()[-1]


@pytest.fixture(scope="module")
def subjects():
    return {"wrong": "Kidőlt fa a Liget utcában", "right": "Kidőlt fa a Kert utcában"}


def test_a_document_is_moved_by_the_number_of_the_right_case(visit, subjects):
    wrong = registered(visit, subjects["wrong"])
    right = number_of(visit, registered(visit, subjects["right"], file=False))
    page = visit(OFFICER, wrong)
    page.locator(".mf-papers a").first.click()
    page.get_by_role("link", name="Registered in the wrong case?").click()
    page.wait_for_load_state()
    judge(page)
    page.keyboard.type(right)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(subjects["right"])
    judge(page)
    page.fill("#reason", "A Kert utcából jött")
    page.get_by_role("button", name="Register it there").click()
    page.wait_for_load_state()
    expect(page.locator(".mf-registration")).to_contain_text("A Kert utcából jött")
    judge(page)
    page.locator(".mf-registration a").first.click()
    page.wait_for_load_state()
    expect(page.locator(".mf-registration")).to_contain_text("Registered before as")


@pytest.mark.parametrize("width,language", SIZES)
def test_the_page_of_a_general_case_is_for_everyone(visit, width, language):
    address = start(visit, CLERK, "onk", "GeneralCase", title=f"Padok {width} {language}")
    judge(visit(CLERK, address, width, language))


def test_what_is_filed_says_where_it_goes(visit):
    address = registered(visit, "Szökőkút", file=False)
    decide(visit, "nagy.bela", address, "Return for supplement", "hiányzik a válasz")
    page = visit(CLERK, address)
    page.locator(".mf-facts-form summary").click()
    page.select_option("#mf-direction", "outgoing")
    page.fill("#mf-partner", "Zöld Liget Kft.")
    judge(page)
    page.set_input_files(
        "input[name=files]",
        {"name": "valasz.txt", "mimeType": "text/plain", "buffer": b"valasz"},
    )
    page.locator(".mf-papers a").first.wait_for()
    page.locator(".mf-papers a").first.click()
    expect(page.locator(".mf-registration")).to_contain_text("Zöld Liget Kft.")


def test_a_register_beside_the_main_one_is_opened_and_closed(visit):
    page = visit(OFFICER, "@@open-register?organisation=onk")
    page.fill("#code", "ado")
    page.get_by_role("button", name="Open it").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(f"{YEAR} ADO")
    page = visit(OFFICER, f"onk/registers/{YEAR}-ado")
    page.get_by_role("link", name="Close the register").click()
    page.wait_for_load_state()
    page.fill("#reason", "Mégsem kell")
    page.get_by_role("button", name="Close it for good").click()
    page.wait_for_load_state()
    page = visit(OFFICER, "@@registers")
    row = page.locator("tr", has_text=f"{YEAR} ADO")
    expect(row).to_contain_text("closed")
