"""Absences, substitutes and handovers, in a browser."""

from datetime import date
from datetime import timedelta
from tests.browser.test_pages import judge

import pytest

pytestmark = pytest.mark.browser

PAGES = [
    ("kiss.anna", "@@absences"),
    ("nagy.bela", "onk/@@person?person=kiss.anna"),
    ("kiss.anna", "onk/@@person?person=nagy.bela"),
    ("nagy.bela", "onk/@@handover?person=kiss.anna"),
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("person,path", PAGES, ids=[path for _who, path in PAGES])
def test_a_page_is_for_everyone(visit, person, path, width):
    judge(visit(person, path, width))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_preview_is_for_everyone(visit, width):
    asked = f"person=kiss.anna&successor=nagy.bela&last_day={date.today().isoformat()}"
    page = visit("nagy.bela", f"onk/@@handover?{asked}", width)
    judge(page)
    assert page.locator("form[method=post] button").last.is_visible()


def test_an_absence_and_a_substitute_are_entered_and_ended(visit):
    page = visit("nagy.bela", "@@absences", 360, "en")
    page.fill("#absence-since", date.today().isoformat())
    page.fill("#absence-until", (date.today() + timedelta(days=7)).isoformat())
    page.fill("#absence-note", "Balaton")
    page.select_option("#substitute-onk", "kiss.anna")
    page.fill("#ceiling-onk", "1 000 000")
    page.locator("form:has(#absence-since) button[type=submit]").click()
    page.wait_for_load_state()
    page.status = 200
    judge(page)
    assert "stands in for" in page.locator("main").inner_text()
    theirs = visit("kiss.anna", "@@absences")
    judge(theirs)
    assert "1,000,000" in theirs.locator("main").inner_text()
    colleague = visit("kiss.anna", "onk/@@person?person=nagy.bela")
    assert "Balaton" not in colleague.locator("main").inner_text()
    while page.locator("button[name=end], button[name=remove]").count():
        page.locator("button[name=end], button[name=remove]").first.click()
        page.wait_for_load_state()
    assert "1,000,000" in visit("kiss.anna", "@@absences").locator("main").inner_text()
    assert not visit("kiss.anna", "@@absences").locator("button[name=end]").count()
