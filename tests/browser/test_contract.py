"""Two contracts from draft to signed, each by four people or more, as they would do it."""

from playwright.sync_api import expect

import pytest

pytestmark = pytest.mark.browser


def start(visit, person, organisation, kind, **fields):
    """Start a contract on the pages and return its address."""
    page = visit(person, "@@start")
    page.locator(f'a[href*="/{organisation}/"][href$="++add++{kind}"]').click()
    for name, value in fields.items():
        field = page.locator(f'[name^="form.widgets.{name}"]:visible').first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator('[name="form.buttons.save"]').click()
    page.wait_for_url(lambda url: "++add++" not in url)
    return page.url


def decide(visit, person, address, button, comment="", language="en"):
    """Press a button of the decision panel as a person; return the page that follows."""
    page = visit(person, address, language=language)
    if comment:
        page.fill("#mf-comment", comment)
    page.locator(".mf-decision button", has_text=button).first.click()
    page.wait_for_load_state()
    return page


def test_an_outgoing_contract_of_the_municipality(visit, tmp_path):
    address = start(
        visit,
        "kiss.anna",
        "onk",
        "OutgoingContract",
        title="Játszótéri padok cseréje",
        partners="Zöld Liget Kft., 2120 Dunakeszi",
        value_net="6200000",
        term_from="2026-12-01",
    )
    paper = tmp_path / "szerződés tervezet.txt"
    paper.write_text("Vállalkozási szerződés", encoding="utf-8")
    page = visit("kiss.anna", address)
    page.set_input_files('input[name="files"]', paper)
    expect(page.locator(".mf-papers a")).to_have_text("szerződés tervezet")

    page = decide(visit, "kiss.anna", address, "Submit")
    expect(page.locator(".mf-over")).to_contain_text("ONK/")
    page = decide(visit, "nagy.bela", address, "Return")
    expect(page.locator(".mf-messages")).to_contain_text("needs a comment")
    decide(visit, "nagy.bela", address, "Return", "hiányzik a garancia")
    page = visit("kiss.anna", address)
    expect(page.locator(".mf-timeline")).to_contain_text("hiányzik a garancia")
    decide(visit, "kiss.anna", address, "Submit")
    decide(visit, "nagy.bela", address, "Approve")
    decide(visit, "szabo.eszter", address, "Approve")
    decide(visit, "toth.gabor", address, "Approve")
    page = decide(visit, "varga.istvan", address, "Sign")
    expect(page.locator(".mf-line")).to_contain_text("Signed")
    assert page.locator(".mf-decision").count() == 0


def test_an_incoming_contract_of_the_office(visit):
    address = start(
        visit,
        "farkas.levente",
        "phi",
        "IncomingContract",
        title="Nyomtatók bérlete",
        partners="Kék Toll Nyomda Zrt.",
        value_net="150000",
        term_from="2026-12-01",
        **{"ICaseData.unit": "gondnoksag", "ICaseData.responsible": "hegedus.noemi"},
    )
    page = visit("farkas.levente", address)
    people = {
        "Received": "farkas.levente",
        "Review": "hegedus.noemi",
        "Legal review": "lakatos.reka",
        "Finance countersignature": "balogh.marta",
        "Signature": "horvath.judit",
    }
    seen = []
    for _turn in range(8):
        page = visit("farkas.levente", address)
        if "Signed" in page.locator(".mf-line").inner_text():
            break
        step = page.locator(".mf-step-now b").inner_text().removeprefix("Now:").strip()
        seen.append(step)
        page = visit(people[step], address)
        page.locator(".mf-decision button.mf-go").first.click()
        page.wait_for_load_state()
    assert "Signed" in page.locator(".mf-line").inner_text()
    assert len({people[step] for step in seen}) >= 4, seen


def test_a_decision_is_one_key(visit):
    address = start(
        visit,
        "kiss.anna",
        "onk",
        "OutgoingContract",
        title="Billentyűvel",
        partners="Irka Kft.",
        value_net="100000",
        term_from="2026-12-01",
    )
    page = visit("kiss.anna", address)
    page.keyboard.press("a")
    expect(page.locator(".mf-step-now")).to_contain_text("Head of unit")


def test_requester_here_approver_there(visit):
    """Kiss Anna asks in the Municipality and countersigns in the Office."""
    page = visit("kiss.anna", "@@desk")
    theirs = page.locator(".mf-table tr", has=page.locator(".mf-badge", has_text="PHI")).first
    visit_there = visit("kiss.anna", theirs.locator(".mf-rowlink").get_attribute("href"))
    expect(visit_there.locator(".mf-decision")).to_be_visible()
    page = visit("kiss.anna", "@@contracts?standing=open&order=due")
    own = page.locator("tr", has=page.locator(".mf-badge", has_text="ONK"))
    here = visit("kiss.anna", own.locator(".mf-rowlink").first.get_attribute("href"))
    assert here.locator(".mf-decision button", has_text="Approve").count() == 0


def test_the_switch_narrows_the_lists(visit):
    page = visit("kiss.anna", "@@contracts")
    page.locator(".mf-switch summary").click()
    page.locator(".mf-switch a", has_text="Polgármesteri").click()
    page.wait_for_load_state()
    codes = set(page.locator(".mf-table .mf-badge").all_inner_texts())
    assert codes == {"PHI"}
    page.locator(".mf-switch summary").click()
    page.locator(".mf-switch .mf-panel a").first.click()
