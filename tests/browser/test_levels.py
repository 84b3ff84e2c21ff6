"""Levels in a real browser: for everyone, by keyboard; switched off, published, and back."""

from tests.browser.test_pages import judge

import pytest

pytestmark = pytest.mark.browser

ADMIN = "papp.norbert"
CARD = "#levels-OutgoingContract"


@pytest.mark.parametrize("width", [360, 1000, 1280])
@pytest.mark.parametrize(
    "path",
    ["onk/@@levels", "onk/@@processes", "processes/outgoing-contract/@@versions"],
)
def test_a_page_is_for_everyone(visit, path, width):
    judge(visit(ADMIN, path, width))


def test_a_level_is_switched_off_previewed_published_and_rolled_back(visit):
    page = visit(ADMIN, "onk/@@levels", 360, "en")
    card = page.locator(CARD)
    legal = card.locator("tbody tr", has_text="Legal review")
    legal.get_by_label("on", exact=True).focus()
    page.keyboard.press("Space")
    card.get_by_role("button", name="Keep as a draft").press("Enter")
    page.wait_for_load_state()
    assert "not in force yet" in page.locator(CARD).inner_text()
    judge_again(page)

    page.locator(CARD).get_by_role("link", name="Preview and publish").click()
    page.wait_for_load_state()
    shown = page.locator("main").inner_text()
    assert "No longer: Legal review" in shown
    judge_again(page)

    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()
    assert page.locator("tbody tr").count() == 1
    judge_again(page)

    process = page.url.split("/@@")[0].rpartition("/muniflow/")[2]
    judge_again(visit(ADMIN, f"{process}/@@migrate", 360))

    page = visit(ADMIN, "onk/@@levels", 1280)
    legal = page.locator(CARD).locator("tbody tr", has_text="Legal review")
    legal.get_by_label("on", exact=True).check()
    page.locator(CARD).get_by_role("button", name="Keep as a draft").click()
    page.wait_for_load_state()
    page.locator(CARD).get_by_role("link", name="Preview and publish").click()
    page.wait_for_load_state()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()

    first = page.locator("tbody tr").last
    first.get_by_role("button", name="Use this version again").click()
    page.wait_for_load_state()
    assert page.locator("tbody tr").count() == 3
    page = visit(ADMIN, "onk/@@levels", 1280)
    legal = page.locator(CARD).locator("tbody tr", has_text="Legal review")
    assert not legal.get_by_label("on", exact=True).is_checked()
    # The town of these tests is everybody's: leave it as it was.
    page = visit(ADMIN, f"{process}/@@versions", 1280)
    second = page.locator("tbody tr").nth(1)
    second.get_by_role("button", name="Use this version again").click()
    page.wait_for_load_state()


def judge_again(page):
    """Assert what holds for every page, for one that was reached by clicks."""
    page.status = 200
    judge(page)
