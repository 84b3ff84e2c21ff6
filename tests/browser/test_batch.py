"""Ticking several matters, seeing what will happen, and deciding them at once."""

from playwright.sync_api import expect
from tests.browser.test_pages import judge

import pytest
import re

pytestmark = pytest.mark.browser

PERSON = "nagy.bela"


@pytest.fixture()
def desk(visit):
    """A function that opens the desk of somebody with work on it."""

    def open_it(width: int = 1280):
        page = visit(PERSON, "@@desk", width)
        assert page.locator("input[name=item]").count() > 1
        return page

    return open_it


@pytest.mark.parametrize("width", [360, 1280])
def test_a_desk_with_boxes_is_for_everyone(desk, width):
    judge(desk(width))


def test_a_box_is_ticked_without_leaving_the_desk(desk):
    page = desk()
    box = page.locator("input[name=item]").first
    box.check()
    assert box.is_checked()
    assert "@@desk" in page.url


def test_all_boxes_are_ticked_with_one_button(desk):
    page = desk()
    boxes = page.locator("input[name=item]")
    page.get_by_role("button", name="Select all on this page").click()
    assert all(boxes.nth(n).is_checked() for n in range(boxes.count()))


@pytest.mark.parametrize("width", [360, 1280])
def test_what_will_happen_is_for_everyone(desk, width):
    page = desk(width)
    every, decide = page.locator(".mf-batch button").all()
    every.click()
    with page.expect_navigation() as answer:
        decide.click()
    page.status = answer.value.status
    expect(page.locator("h1")).to_contain_text(re.compile("What will happen|Ez fog történni"))
    judge(page)


def test_two_are_decided_at_once_and_reported(desk):
    page = desk()
    before = page.locator("input[name=item]").count()
    for number in (0, 1):
        page.locator("input[name=item]").nth(number).check()
    page.get_by_role("button", name="Decide on the selected").click()
    page.fill("#mf-comment", "Rendben.")
    sure = page.locator("button[name=sure]")
    done = 2 if "2" in sure.inner_text() else 1
    with page.expect_navigation() as answer:
        sure.click()
    page.status = answer.value.status
    assert f"{done} of 2 decided" in page.locator("h1").inner_text()
    judge(page)
    page.get_by_role("link", name="Back to the list").click()
    assert page.locator("input[name=item]").count() == before - done
