"""The book in a browser: asked by keyboard, kept in the address, taken home as a file."""

from muniflow.registry.exports.command import opened
from muniflow.registry.exports.verifying import prove
from playwright.sync_api import expect
from tests.browser.test_pages import judge
from tests.browser.test_pages import YEAR

import pytest

pytestmark = pytest.mark.browser

OFFICER = "molnar.katalin"
BOOK = f"onk/registers/{YEAR}"
CLOSED = "onk/registers/2024"


def numbers(page):
    """Return the numbers on a page of the book."""
    return [
        cell.strip() for cell in page.locator(".mf-book-number > :first-child").all_inner_texts()
    ]


@pytest.mark.parametrize("width,language", [(360, "hu"), (360, "cs"), (768, "hu"), (1280, "en")])
@pytest.mark.parametrize("asked", ["", "?correction=corrected&sort=partner", "?text=nothing"])
def test_the_book_is_for_everyone(visit, asked, width, language):
    judge(visit(OFFICER, f"{BOOK}{asked}", width, language))


def test_the_bar_works_by_keyboard_and_stays_in_the_address(visit):
    page = visit(OFFICER, BOOK)
    first = numbers(page)[0]
    page.locator("#book-text").focus()
    page.keyboard.type(first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert numbers(page) == [first] and "text=" in page.url
    page.reload()
    assert numbers(page) == [first]
    assert page.locator("#book-text").input_value() == first
    with page.expect_navigation():
        page.get_by_role("link", name="Show all").click()
    assert len(numbers(page)) > 1


def test_words_are_found_without_accents(visit):
    page = visit(OFFICER, f"{BOOK}?text=zold")
    assert numbers(page)
    partners = page.locator(".mf-book tbody tr").all_inner_texts()
    assert all("zöld" in text.casefold() for text in partners)


def test_the_oldest_comes_first_when_asked_for(visit):
    page = visit(OFFICER, BOOK)
    page.select_option("#book-sort", "number")
    with page.expect_navigation():
        page.get_by_role("button", name="Show", exact=True).click()
    assert numbers(page)[0] == f"ONK/1/{YEAR}"


def test_the_register_is_audited_on_request(visit):
    page = visit(OFFICER, BOOK)
    with page.expect_navigation():
        page.get_by_role("button", name="Audit the whole register now").click()
    for _ in range(60):
        if "Not audited yet" not in page.locator(".mf-line").inner_text():
            break
        page.wait_for_timeout(1500)
        page.reload()
    expect(page.locator(".mf-line")).to_contain_text("every number is there once")


@pytest.mark.parametrize("format,name", [("xml", "XML"), ("xlsx", "XLSX")])
def test_a_file_taken_home_proves_itself(visit, tmp_path, format, name):
    page = visit(OFFICER, BOOK)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    path = tmp_path / f"book.{format}"
    waiting.value.save_as(path)
    assert prove(opened(path)).faults == []


def test_a_closed_register_gets_its_documents(visit):
    page = visit(OFFICER, f"{CLOSED}/@@close")
    page.locator("main form button[type=submit]").first.click()
    dialog = page.locator(".mf-dialog button.mf-no, .mf-dialog button.mf-go")
    if dialog.count():
        dialog.first.click()
    page.wait_for_load_state()
    for _ in range(40):
        page = visit(OFFICER, CLOSED)
        if page.locator(".mf-papers li").count():
            break
        page.wait_for_timeout(1500)
    papers = page.locator(".mf-papers li")
    expect(papers).to_have_count(4)
    expect(papers.first).to_contain_text("SHA-256")
    judge(page)
    judge(visit(OFFICER, CLOSED, 360))


@pytest.mark.parametrize("door", ["@@export?format=xml", "@@order-export", "@@audit", ""])
def test_only_those_who_may_read_the_register_get_in(visit, door):
    assert visit("kivulallo.kata", f"{BOOK}/{door}").status == 404
