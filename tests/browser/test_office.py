"""An office's day: amounts and their chains, a substitute with a ceiling, a clock that pauses."""

from datetime import date
from datetime import timedelta
from playwright.sync_api import expect
from tests.browser.test_contract import decide
from tests.browser.test_contract import start

import pytest

pytestmark = pytest.mark.browser

WORDS = {
    "title": "Homokozók cseréje",
    "partners": "Zöld Liget Kft., 2120 Dunakeszi",
    "term_from": "2026-12-01",
}


def submitted(visit, amount):
    """Start a contract as its clerk and send it on; return its address."""
    address = start(visit, "kiss.anna", "onk", "OutgoingContract", value_net=str(amount), **WORDS)
    decide(visit, "kiss.anna", address, "Submit")
    return address


@pytest.mark.parametrize(
    "amount,chain",
    [
        (500_000, ["Head of unit approval", "Signature"]),
        (2_000_000, ["Head of unit approval", "Legal review", "Signature"]),
        (
            6_200_000,
            ["Head of unit approval", "Legal review", "Finance countersignature", "Signature"],
        ),
    ],
)
def test_three_amounts_take_three_chains(visit, amount, chain):
    address = start(visit, "kiss.anna", "onk", "OutgoingContract", value_net=str(amount), **WORDS)
    steps = visit("kiss.anna", address).locator(".mf-steps").inner_text()
    found = [line for line in steps.splitlines() if line in (*chain, "Legal review")]
    assert found == chain


@pytest.fixture()
def on_leave(visit):
    """The head of the unit is away for a week; a colleague stands in up to three million."""
    page = visit("nagy.bela", "@@absences")
    page.fill("#absence-since", date.today().isoformat())
    page.fill("#absence-until", (date.today() + timedelta(days=7)).isoformat())
    page.select_option("#substitute-onk", "toth.gabor")
    page.fill("#ceiling-onk", "3 000 000")
    page.locator("form:has(#absence-since) button[type=submit]").click()
    page.wait_for_load_state()
    yield
    page = visit("nagy.bela", "@@absences")
    while page.locator("button[name=end], button[name=remove]").count():
        page.locator("button[name=end], button[name=remove]").first.click()
        page.wait_for_load_state()


def test_a_substitute_decides_up_to_the_ceiling(visit, on_leave):
    below, above = submitted(visit, 2_000_000), submitted(visit, 6_200_000)
    page = decide(visit, "toth.gabor", below, "Approve")
    expect(page.locator(".mf-timeline")).to_contain_text("Tóth Gábor for Nagy Béla")
    page = visit("toth.gabor", above)
    expect(page.locator(".mf-decision")).to_contain_text("3,000,000")
    assert (
        page.locator(".mf-decision button:not([aria-disabled])", has_text="Approve").count() == 0
    )
    decide(visit, "nagy.bela", above, "Approve")
    expect(visit("kiss.anna", above).locator(".mf-timeline")).to_contain_text("Nagy Béla approved")


def test_a_return_pauses_the_clock(visit):
    address = submitted(visit, 500_000)
    until = date.today() + timedelta(days=14)
    page = visit("nagy.bela", address)
    page.locator("button", has_text="Return with details").click()
    page.wait_for_load_state()
    page.locator("#mf-comment").fill("a biztosíték igazolása")
    page.locator("[name=until]").fill(until.isoformat())
    page.locator("main form.mf-form button[type=submit]").first.click()
    page.wait_for_load_state()
    page = visit("kiss.anna", address)
    expect(page.locator("main")).to_contain_text("a biztosíték igazolása")
    expect(page.locator("main")).to_contain_text("stands still")
    decide(visit, "kiss.anna", address, "Submit")
    expect(visit("nagy.bela", address).locator(".mf-head, main").first).not_to_contain_text(
        "stands still"
    )
