"""A printed label leads back: by the phone's camera, by a hand scanner, by its number."""

from tests.browser.test_pages import judge
from tests.registry.labels.reading import codes
from tests.registry.labels.reading import pages

import pytest
import re

pytestmark = pytest.mark.browser

CLERK = "kiss.anna"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["onk/@@labels", "onk/@@labels?today=cases", "@@scan"])
def test_a_page_is_for_everyone(visit, path, width):
    judge(visit(CLERK, path, width))


@pytest.fixture()
def case(visit):
    """The page of a registered case of the clerk's."""
    page = visit(CLERK, "@@contracts")
    for address in [a.get_attribute("href") for a in page.locator(".mf-rowlink").all()]:
        page = visit(CLERK, address)
        if page.locator("a[href$='/@@label.pdf']").count():
            return page
    raise AssertionError("the demo has no registered case of the clerk's")


def test_what_is_printed_opens_the_case_on_a_phone(visit, case):
    (code,) = codes(case.request.get(f"{case.url}/@@label.pdf").body())
    assert visit(CLERK, code, 360).url == case.url
    assert visit("kivulallo.kata", code).status == 404


def test_a_scanner_types_and_is_there(visit, case):
    (code,) = codes(case.request.get(f"{case.url}/@@label.pdf").body())
    page = visit(CLERK, "@@scan")
    page.keyboard.type(code)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == case.url
    page.fill("#mf-find", code)
    with page.expect_navigation():
        page.press("#mf-find", "Enter")
    assert page.url == case.url


def test_what_is_unknown_is_said_and_the_field_is_ready_again(visit):
    page = visit(CLERK, "@@scan")
    page.keyboard.type("nothing")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "leads to nothing" in page.locator("main").inner_text()
    assert page.evaluate("document.activeElement.name") == "code"


def test_a_sheet_begins_at_the_first_free_place(visit, case):
    number = re.search(r"ONK/\d+/\d{4}", case.locator("main").inner_text())[0]
    page = visit(CLERK, "onk/@@labels")
    page.fill("#mf-numbers", number)
    page.fill("#mf-start", "24")
    query = page.locator("main form").evaluate(
        "f => new URLSearchParams(new FormData(f, f.querySelector('[type=submit]'))).toString()"
    )
    sheet = page.request.get(f"{page.url}?{query}").body()
    assert pages(sheet) == 1
    assert len(codes(sheet)) == 1
