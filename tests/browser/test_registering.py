"""A practised clerk registers with keys alone, in well under half a minute."""

from playwright.sync_api import expect
from tests.browser.test_arrivals import OFFICER
from tests.browser.test_arrivals import take_in
from tests.browser.test_pages import judge
from time import perf_counter

import pytest
import re

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"ONK/\d+-\d+/\d{4}")
PER_KEY = 0.28
"""Seconds for a keystroke of a practised typist who also looks."""


@pytest.fixture()
def keys():
    """A list that counts what is pressed."""
    return []


def press(page, keys, *names):
    """Press keys one after the other."""
    for name in names:
        keys.append(name)
        page.keyboard.press(name)


def open_register(visit, **fields):
    """Take something in and open the screen on which it is registered."""
    page = visit(OFFICER, "onk/@@receive")
    take_in(page, **fields)
    page = visit(OFFICER, f"@@arrivals?words={fields['subject'].split()[0]}")
    return visit(OFFICER, page.locator(".mf-rowlink").first.get_attribute("href") + "/@@register")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_screen_is_for_everyone(visit, width):
    rows = visit(OFFICER, "@@arrivals?tab=open").locator(".mf-rowlink")
    judge(visit(OFFICER, rows.first.get_attribute("href") + "/@@register", width))


def test_a_new_case_with_keys_alone(visit, keys):
    page = open_register(visit, sender="Pásztor Emese", subject="Irodaszer árajánlat kérése")
    begin = perf_counter()
    expect(page.locator("#into-new")).to_be_focused()
    press(page, keys, "n", "Tab", "Tab", "v", "v", "Tab", *"Kiss", "Control+Enter")
    page.wait_for_url("**/@@registered")
    served = perf_counter() - begin
    assert NUMBER.fullmatch(page.locator(".mf-number-big").inner_text())
    assert len(keys) <= 12
    assert served + len(keys) * PER_KEY < 30
    judge(page)


def test_into_a_case_that_was_found_and_on_to_the_next(visit, keys):
    page = open_register(visit, sender="Pásztor Emese", subject="Szőnyegtisztítás ajánlata")
    press(page, keys, "n", "Tab", "Tab", "v", "v", "Control+Enter")
    page.wait_for_url("**/@@registered")
    first = page.locator(".mf-number-big").inner_text()
    main = first.split("-")[0]
    page = open_register(
        visit,
        sender="Pásztor Emese",
        subject="Kiegészítés az ajánlathoz",
        reference=f"{main}/{first.rsplit('/', 1)[1]}",
    )
    keys.clear()
    begin = perf_counter()
    expect(page.locator("[name=into]:checked")).to_be_focused()
    expect(page.locator("label[for=into-1]")).to_contain_text("quotes our number")
    expect(page.locator("#unit")).to_be_hidden()
    press(page, keys, "1", "Enter")
    page.wait_for_url("**/@@registered")
    assert page.locator(".mf-number-big").inner_text() == f"{main}-2/{first.rsplit('/', 1)[1]}"
    press(page, keys, "Enter")
    page.wait_for_url("**/@@register")
    assert perf_counter() - begin + len(keys) * PER_KEY < 30
    assert keys == ["1", "Enter", "Enter"]


def test_an_answer_to_a_message_finds_its_case_by_itself(visit):
    page = visit(OFFICER, "@@arrivals?tab=all&words=közvilágítás+re")
    page = visit(OFFICER, page.locator(".mf-rowlink").first.get_attribute("href") + "/@@register")
    if page.locator("label[for=into-1]").count() == 0:
        pytest.fail("no antecedent was found")
    expect(page.locator("label[for=into-1]")).to_contain_text("answers a message")
    expect(page.locator("#into-1")).to_be_checked()


def test_what_goes_out_is_registered_too(visit, keys):
    page = visit(OFFICER, "onk/@@register")
    expect(page.locator("#title")).to_be_focused()
    page.keyboard.type("Tájékoztatás az úttorlaszról")
    page.fill("#partner", "Zsoldos Márk")
    page.select_option("#unit", label="Városüzemeltetési Osztály")
    page.focus("#title")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/@@registered")
    assert NUMBER.fullmatch(page.locator(".mf-number-big").inner_text())


def test_what_is_wrong_is_said_and_nothing_is_lost(visit):
    page = open_register(visit, sender="Benkő Zsigmond", subject="Kulcsátadás időpontja")
    page.keyboard.press("n")
    page.fill("#title", "Kulcsátadás a Fő úton")
    page.select_option("#unit", "")
    page.keyboard.press("Control+Enter")
    page.wait_for_load_state()
    expect(page.locator(".mf-messages")).to_contain_text("unit")
    expect(page.locator("#title")).to_have_value("Kulcsátadás a Fő úton")
