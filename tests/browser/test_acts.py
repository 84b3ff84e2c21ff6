"""Deciding as people do it: one after the other, with keys, handing on, taking back."""

from playwright.sync_api import expect
from tests.browser.test_contract import decide
from tests.browser.test_contract import start
from tests.browser.test_pages import judge

import pytest

pytestmark = pytest.mark.browser

PEOPLE = {"head": "nagy.bela", "clerk": "kiss.anna"}


@pytest.fixture()
def waiting(visit):
    """A factory of contracts that wait for the head of a unit; gives their addresses."""

    def make(title):
        address = start(
            visit,
            PEOPLE["clerk"],
            "onk",
            "OutgoingContract",
            title=title,
            partners="Irka Kft.",
            value_net="100000",
            term_from="2026-12-01",
        )
        decide(visit, PEOPLE["clerk"], address, "Submit")
        return address.removesuffix("/view")

    return make


def test_one_after_the_other_with_keys(visit, waiting):
    for title in ("Sorban az első", "Sorban a második"):
        waiting(title)
    page = visit(PEOPLE["head"], "@@desk")
    page.keyboard.press("d")
    page.wait_for_url("**/@@approve")
    items = page.locator(".mf-queue a")
    waited = items.count()
    first = page.locator(".mf-queue [aria-current]").text_content()
    page.keyboard.press("j")
    page.wait_for_url("**item=*")
    expect(page.locator(".mf-queue [aria-current]")).not_to_have_text(first)
    page.keyboard.press("k")
    expect(page.locator(".mf-queue [aria-current]")).to_have_text(first)
    items.filter(has_text="Sorban az első").click()
    expect(page.locator(".mf-queue [aria-current]")).to_contain_text("Sorban az első")
    page.keyboard.press("a")
    page.wait_for_url("**after=*")
    expect(page.locator(".mf-queue a")).to_have_count(waited - 1)
    page.locator(".mf-undo button").click()
    page.wait_for_url("**item=*")
    expect(page.locator(".mf-queue a")).to_have_count(waited)
    expect(page.locator(".mf-messages")).to_contain_text("Taken back")


def test_a_return_without_words_asks_for_what_is_missing(visit, waiting):
    address = waiting("Hiánypótlás")
    page = decide(visit, PEOPLE["head"], address, "Return")
    expect(page.locator("#mf-to option:checked")).to_have_text("Kiss Anna")
    page.fill("#mf-comment", "a műszaki leírás")
    page.locator(".mf-form .mf-go").click()
    page.wait_for_url(address)
    page = visit(PEOPLE["clerk"], address)
    expect(page.locator(".mf-callout")).to_contain_text("a műszaki leírás")
    judge(page)


def test_without_a_script_everything_is_there(demo, chromium, waiting, sessions):
    address = waiting("Parancsfájl nélkül")
    state = sessions(PEOPLE["head"]).storage_state()
    context = chromium.new_context(java_script_enabled=False, storage_state=state, locale="en")
    page = context.new_page()
    page.goto(address)
    page.fill("#mf-comment", "rendben, de")
    page.locator(".mf-linklike").click()
    expect(page.locator("#mf-comment")).to_have_value("rendben, de")
    page.goto(f"{demo.url}/muniflow/@@approve")
    page.locator(".mf-queue a", has_text="Parancsfájl nélkül").click()
    page.locator(".mf-decision .mf-go").click()
    expect(page.locator(".mf-undo")).to_contain_text("Parancsfájl nélkül")
    context.close()


def test_the_words_stay_when_somebody_was_faster(visit, waiting):
    address = waiting("Ketten egyszerre")
    slow = visit(PEOPLE["head"], address)
    decide(visit, PEOPLE["head"], address, "Approve")
    slow.fill("#mf-comment", "ezt én írtam")
    slow.locator(".mf-decision .mf-go").click()
    slow.wait_for_load_state()
    expect(slow.locator(".mf-messages")).to_contain_text("was faster")
    expect(slow.locator("main")).to_contain_text("ezt én írtam")


def test_an_opinion_is_asked_given_and_read(visit, waiting):
    address = waiting("Vélemény")
    page = visit(PEOPLE["head"], f"{address}/@@ask-opinion")
    judge(page)
    page.locator(".mf-checks input").nth(3).check()
    page.fill("#mf-question", "Jogszerű?")
    page.locator(".mf-form .mf-go").click()
    page.wait_for_url(address)
    expect(page.locator(".mf-off")).to_be_visible()
    judge(page)
    page = visit("szabo.eszter", address)
    judge(page)
    page.fill('textarea[name="text"]', "Jogszerű.")
    page.locator(".mf-decision .mf-go").click()
    page.wait_for_load_state()
    page = visit(PEOPLE["head"], address)
    expect(page.locator(".mf-quote")).to_have_text("Jogszerű.")


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("language", ["en", "hu"])
def test_the_approval_screen_is_for_everyone(visit, width, language):
    judge(visit("szabo.eszter", "@@approve", width, language))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "view", ["@@delegate", "@@ask-opinion", "@@forward", "@@withdraw-approval", "@@way-ahead"]
)
def test_the_pages_of_the_acts_are_for_everyone(visit, view, width):
    page = visit("szabo.eszter", "@@desk")
    address = page.locator(".mf-rowlink").first.get_attribute("href")
    judge(visit("szabo.eszter", f"{address}/{view}", width, "hu"))
