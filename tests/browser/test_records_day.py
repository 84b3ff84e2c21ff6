"""A day of the records officer: arrivals registered, one void, one moved; closed and printed."""

from muniflow.registry.exports.command import opened
from muniflow.registry.exports.verifying import prove
from playwright.sync_api import expect
from tests.browser.test_arrivals import OFFICER
from tests.browser.test_arrivals import take_in
from tests.browser.test_pages import judge
from tests.browser.test_pages import YEAR

import pypdfium2
import pytest
import re

pytestmark = pytest.mark.browser

CODE = "NAP"
REGISTER = f"onk/registers/{YEAR}-nap"
POST = {
    "Bejelentés kidőlt fáról": "Kovács Tibor",
    "Panasz a zajos építkezésre": "Fehér Ildikó",
    "Kiegészítés a kidőlt fához": "Kovács Tibor",
}


def use_register(visit, code):
    """Let new general cases be entered in a register."""
    page = visit(OFFICER, "onk/@@register-settings")
    page.fill("#code-GeneralCase", code)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.click()


@pytest.fixture(scope="module")
def day():
    """What the day has brought: the address of each document by its subject."""
    return {}


def test_a_register_is_opened_for_the_day(visit):
    page = visit(OFFICER, "@@open-register?organisation=onk")
    page.fill("#code", CODE)
    page.get_by_role("button", name="Open it").click()
    page.wait_for_load_state()
    use_register(visit, CODE)
    expect(visit(OFFICER, "@@registers").locator("main")).to_contain_text(f"{YEAR} {CODE}")


@pytest.mark.parametrize("subject", POST)
def test_what_has_come_is_registered(visit, day, subject):
    page = visit(OFFICER, "onk/@@receive")
    take_in(page, sender=POST[subject], subject=subject)
    page = visit(OFFICER, f"@@arrivals?words={subject}")
    arrival = page.locator(".mf-rowlink").first.get_attribute("href")
    page = visit(OFFICER, f"{arrival}/@@register")
    page.keyboard.press("n")
    page.select_option("#unit", label="Városüzemeltetési Osztály")
    page.focus("#title")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/@@registered")
    assert CODE in page.locator(".mf-number-big").inner_text()
    page = visit(OFFICER, page.locator(".mf-numbered p a").first.get_attribute("href"))
    day[subject] = page.locator(".mf-papers a").first.get_attribute("href")


def test_one_is_void(visit, day):
    page = visit(OFFICER, day["Panasz a zajos építkezésre"])
    page.get_by_role("link", name="Withdraw the number").click()
    page.wait_for_load_state()
    page.fill("[name=reason]", "A Kormányhivatalhoz tartozik")
    page.get_by_role("button", name="Withdraw the number").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("A Kormányhivatalhoz tartozik")


def test_one_is_moved_to_the_case_it_belongs_to(visit, day):
    right = visit(OFFICER, day["Bejelentés kidőlt fáról"].rsplit("/", 1)[0])
    number = right.locator(".mf-over").inner_text().split(" · ")[0].split()[-1]
    page = visit(OFFICER, day["Kiegészítés a kidőlt fához"])
    page.get_by_role("link", name="Registered in the wrong case?").click()
    page.wait_for_load_state()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.fill("#reason", "Ugyanarról a fáról szól")
    page.get_by_role("button", name="Register it there").click()
    page.wait_for_load_state()
    expect(page.locator(".mf-registration")).to_contain_text("Ugyanarról a fáról szól")


def test_the_book_shows_both(visit):
    page = visit(OFFICER, f"{REGISTER}?correction=corrected")
    expect(page.locator(".mf-book")).to_contain_text("A Kormányhivatalhoz tartozik")
    expect(page.locator(".mf-book")).to_contain_text("Ugyanarról a fáról szól")
    judge(page)


def test_the_register_is_closed_with_its_documents(visit):
    use_register(visit, "")
    page = visit(OFFICER, f"{REGISTER}/@@close")
    page.fill("#reason", "Vége a napnak")
    page.get_by_role("button", name="Close it for good").click()
    page.wait_for_load_state()
    for _ in range(80):
        page = visit(OFFICER, REGISTER)
        if page.locator(".mf-papers li").count():
            break
        page.wait_for_timeout(1500)
    expect(page.locator(".mf-papers li")).to_have_count(4)


def test_nothing_enters_any_more(visit, day):
    page = visit(OFFICER, day["Bejelentés kidőlt fáról"])
    assert page.get_by_role("link", name="Registered in the wrong case?").count() == 0


def test_the_printed_book_says_it_all(visit, tmp_path):
    page = visit(OFFICER, REGISTER)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF for print").click()
    path = tmp_path / "book.pdf"
    waiting.value.save_as(path)
    pages = pypdfium2.PdfDocument(path)
    text = " ".join(sheet.get_textpage().get_text_range() for sheet in pages)
    for words in (*POST, "A Kormányhivatalhoz tartozik", "SHA-256"):
        assert words in re.sub(r"\s+", " ", text)


def test_the_book_taken_home_proves_itself(visit, tmp_path):
    page = visit(OFFICER, REGISTER)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="XML").first.click()
    path = tmp_path / "book.xml"
    waiting.value.save_as(path)
    assert prove(opened(path)).faults == []
