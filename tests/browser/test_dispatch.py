"""A letter is sent, handed to the carrier by keyboard, signed for on paper and delivered."""

from tests.browser.test_pages import judge

import pypdfium2
import pytest
import re

pytestmark = pytest.mark.browser

CLERK = "kiss.anna"
RECORDS = "molnar.katalin"
LIST = "onk/@@dispatch"


def own_letter(visit, width=1280):
    """Open the page of a document of the clerk's that can be sent."""
    page = visit(CLERK, "@@documents?words=ONK")
    addresses = [a.get_attribute("href") for a in page.locator(".mf-rowlink").all()]
    for address in addresses:
        page = visit(CLERK, address, width, "en")
        if page.locator("a[href$='/@@dispatch']").count():
            return page
    raise AssertionError("the demo has no document that the clerk could send")


def judge_again(page):
    """Assert what holds for every page, for one that was reached by clicks."""
    page.status = 200
    judge(page)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("query", ["", "?state=all", "?state=handed&mode=post"])
def test_the_list_is_for_everyone(visit, width, query):
    judge(visit(RECORDS, f"{LIST}{query}", width))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_filing_plan_is_for_everyone(visit, width):
    judge(visit("papp.norbert", "onk/@@filing-plan", width))


def test_clerks_have_no_list(visit):
    assert visit(CLERK, LIST).status in (403, 404)


def test_a_letter_goes_its_whole_way(visit):
    page = own_letter(visit, 360)
    address = page.url
    judge_again(page)
    with page.expect_navigation():
        page.locator("a[href$='/@@dispatch']").click()
    judge_again(page)
    assert page.evaluate("document.activeElement.name") == "addressee"
    page.keyboard.type("Zöld Liget Kft.")
    page.keyboard.press("Tab")
    page.keyboard.type("2120 Dunakeszi, Fő út 1.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Prepared for Zöld Liget Kft." in page.locator("main").inner_text()
    judge_again(page)
    number = re.search(r"P\d+/\d{4}", page.locator("main").inner_text())[0]

    page = visit(RECORDS, LIST)
    row = page.locator("tbody tr", has_text=number)
    row.locator("input[type=checkbox]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("RL12345678901")
    judge_again(page)
    row.locator("input[type=checkbox]").focus()
    with page.expect_navigation():
        page.keyboard.press("h")
    assert "Handed over: 1." in page.locator("main").inner_text()

    paper = page.request.get(f"{page.url.split('?')[0]}.pdf?state=handed")
    text = pypdfium2.PdfDocument(paper.body())[0].get_textpage().get_text_range()
    assert number in text
    assert "RL12345678901" in text
    assert "Zöld Liget Kft." in text

    page = visit(RECORDS, f"{LIST}-item?number={number}", 360, "en")
    judge_again(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Write it down").click()
    assert f"{number} is delivered now." in page.locator("main").inner_text()
    judge_again(page)
    assert "delivered" in visit(CLERK, address).locator("main").inner_text()


def test_a_case_is_filed_by_typing_a_word(visit):
    page = visit(RECORDS, "@@contracts")
    case = page.locator(".mf-rowlink").first.get_attribute("href")
    page = visit(RECORDS, f"{case}/@@filing", 360, "en")
    judge_again(page)
    assert page.locator("datalist option").count() > 20
    page.fill("#mf-plan-item", "4.01")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Filed under: 4.01" in page.locator("main").inner_text()
