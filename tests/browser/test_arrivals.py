"""What comes in, at the desk and in the registry: taken in, handed over, set aside."""

from playwright.sync_api import expect
from tests.browser.test_pages import judge
from time import perf_counter_ns

import pytest
import re

pytestmark = pytest.mark.browser

OFFICER, CLERK = "molnar.katalin", "kiss.anna"

PAGES = [
    (OFFICER, "@@arrivals"),
    (OFFICER, "@@arrivals?tab=handed"),
    (OFFICER, "@@arrivals?tab=unfiled"),
    (OFFICER, "onk/@@receive"),
    (OFFICER, "onk/@@register"),
    (OFFICER, "onk/@@arrivals-book"),
    (CLERK, "@@arrivals"),
    (CLERK, "onk/@@receive"),
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("person,path", PAGES, ids=[f"{who} {path}" for who, path in PAGES])
def test_a_page_is_for_everyone(visit, person, path, width):
    judge(visit(person, path, width))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("tab", ["open", "handed", "registered", "unfiled"])
def test_an_arrival_is_for_everyone(visit, tab, width):
    rows = visit(OFFICER, f"@@arrivals?tab={tab}").locator(".mf-rowlink")
    judge(visit(OFFICER, rows.first.get_attribute("href"), width))


def take_in(page, **fields):
    """Take something in with the keyboard; return its number."""
    for name, value in fields.items():
        page.focus(f"#{name}")
        page.keyboard.type(value)
    with page.expect_navigation(url="**last=*"):
        page.keyboard.press("Enter")
    return page.locator(".mf-stamp b").inner_text()


def test_the_next_one_can_be_taken_in_at_once(visit):
    page = visit(OFFICER, "onk/@@receive")
    page.select_option("#mode", "courier")
    first = take_in(page, sender="Hanák Beatrix", subject="Könyvvizsgálói jelentés")
    expect(page.locator("#sender")).to_be_focused()
    expect(page.locator("#mode")).to_have_value("courier")
    second = take_in(page, sender="Hanák Beatrix", subject="Melléklet a jelentéshez")
    numbers = [int(re.search(r"/(\d+)/", number)[1]) for number in (first, second)]
    assert numbers[1] == numbers[0] + 1


def test_the_scan_is_chosen_and_kept(visit):
    page = visit(OFFICER, "onk/@@receive")
    page.set_input_files(
        "input[name=files]", {"name": "level.txt", "mimeType": "text/plain", "buffer": b"abc"}
    )
    expect(page.locator("[data-drop-words]")).to_have_text("level.txt")
    number = take_in(page, sender="Lovas Bianka", subject="Szkennelt levél")
    page = visit(OFFICER, f"@@arrivals?words={number.split('/')[1]}+szkennelt")
    page.locator(".mf-rowlink").first.click()
    expect(page.locator(".mf-papers")).to_contain_text("level")


def test_a_probable_double_is_told_before_it_is_saved(visit):
    tracking = f"RL {perf_counter_ns()} HU"
    page = visit(OFFICER, "onk/@@receive")
    first = take_in(page, sender="A", subject="Első", external_id=tracking)
    page = visit(OFFICER, "onk/@@receive")
    page.fill("#external_id", tracking)
    page.locator("#reference").focus()
    expect(page.locator("#double-found")).to_contain_text(first)
    page.fill("#sender", "A")
    page.fill("#subject", "Második")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("[role=alert]")).to_contain_text(first)
    assert "last=" not in page.url
    page.locator("button.mf-go").click()
    page.wait_for_url("**last=*")


def test_a_paper_goes_from_the_registry_to_the_unit_and_back(visit):
    page = visit(OFFICER, "onk/@@receive")
    take_in(page, sender="Gulyás Terézia", subject="Lomtalanítás rendje")
    page = visit(OFFICER, "@@arrivals?words=lomtalan")
    with page.expect_navigation():
        page.locator(".mf-rowlink").first.click()
    address = page.url
    page.select_option("#to-unit", label="Városüzemeltetési Osztály")
    with page.expect_navigation():
        page.locator("button[value=hand-over]").click()
    expect(page.locator(".mf-line")).to_contain_text("not taken over")
    desk = visit(CLERK, "@@desk")
    desk.locator(".mf-callout a", has_text="handed to you").click()
    with desk.expect_navigation():
        desk.locator(".mf-rowlink", has_text="Lomtalanítás").click()
    # Keys are heard when the scripts have come.
    desk.keyboard.press("a")
    expect(desk.locator(".mf-line")).to_contain_text("taken over by Kiss Anna")
    desk.locator("summary", has_text="not for us").click()
    desk.fill("#refuse-reason", "A közétkeztetésé")
    with desk.expect_navigation():
        desk.locator("button[value=refuse]").click()
    assert desk.url.endswith("@@arrivals")
    back = visit(OFFICER, address)
    expect(back.locator(".mf-timeline")).to_contain_text("gave it back")
    back.locator("summary", has_text="needs no number").click()
    back.select_option("#kind", "misdirected")
    back.fill("#aside-reason", "Továbbítva a közszolgáltatónak")
    with back.expect_navigation():
        back.locator("button[value=set-aside]").click()
    expect(back.locator(".mf-line")).to_contain_text("Not registered")
    assert visit(CLERK, address).status in (401, 403, 404) or "login" in visit(CLERK, address).url


def test_the_book_is_exported(visit):
    page = visit(OFFICER, "onk/@@arrivals-book")
    expect(page.locator("p.mf-ok")).to_be_visible()
    with page.expect_download() as found:
        page.locator("a", has_text="XLSX").click()
    assert found.value.suggested_filename.endswith(".xlsx")


def test_the_other_organisation_s_officer_finds_nothing(visit):
    rows = visit(OFFICER, "@@arrivals").locator(".mf-rowlink")
    address = rows.first.get_attribute("href")
    assert visit("kivulallo.kata", address).status == 404
