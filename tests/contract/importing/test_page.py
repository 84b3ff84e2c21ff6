"""The import in the browser: look first, then take over."""

from html import unescape
from muniflow.core.sheets import read
from plone.testing.zope import Browser
from tests.town import PASSWORD

import io
import pytest
import transaction

PAGE = "onk/cases/@@import-contracts"
HEADER = "Hivatkozás;Irány;Tárgy;Partner;Nettó érték;Kezdete;Szervezeti egység;Felelős;Szín\n"
GOOD = "K-{n};kimenő;Subject {n};Zöld Kft.;1000;2026-11-22;City Operations;anna;piros\n"
BAD = "K-bad;kimenő;Subject;Zöld Kft.;sok;2026-11-22;City Operations;anna;piros\n"
SHEET = (HEADER + GOOD.format(n=1) + BAD + GOOD.format(n=2)).encode()


@pytest.fixture
def open_as(live_town):
    """A function that gives a browser of a person on a page of the town."""
    transaction.commit()

    def opened(person, path=PAGE):
        browser = Browser(live_town.getPhysicalRoot())
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", "text/html")
        browser.addHeader("Authorization", f"Basic {person}:{PASSWORD}")
        browser.open(f"{live_town.absolute_url()}/{path}")
        return browser

    return opened


def send(browser, data=SHEET, name="lista.csv"):
    browser.getControl(name="file").add_file(io.BytesIO(data), "text/csv", name)
    browser.getControl("Check the file").click()


def words(browser):
    return unescape(browser.contents)


def contracts(site):
    transaction.begin()
    return [c for year in site["onk"]["cases"].objectValues() for c in year.objectValues()]


def test_look_first_then_take_over(open_as, live_town):
    browser = open_as("gabi")
    send(browser)
    assert "What this file would bring" in browser.contents
    assert "“sok” is no number" in words(browser)
    assert "Szín" in words(browser)
    assert contracts(live_town) == []
    browser.getControl("Take over 2").click()
    assert "Taken over" in browser.contents
    assert len(contracts(live_town)) == 2


def test_the_word_given_twice_doubles_nothing(open_as, live_town):
    browser = open_as("gabi")
    send(browser)
    other = open_as("gabi", f"{PAGE}?check=1")
    browser.getControl("Take over 2").click()
    other.getControl("Take over 2").click()
    assert len(contracts(live_town)) == 2


def test_refused_rows_are_downloaded_with_their_reasons(open_as):
    browser = open_as("gabi")
    send(browser)
    browser.getLink("Download the refused rows").click()
    sheet = read(browser._response.body, "a.xlsx")
    assert sheet.header[-2:] == ("Row", "Reason")
    assert sheet.rows[0].cells[0] == "K-bad"
    assert "sok" in sheet.rows[0].cells[-1]


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(open_as, live_town):
    browser = open_as("gabi")
    send(browser, b"PK\x03\x04 broken", "kép.xlsx")
    assert "kép.xlsx” cannot be read" in words(browser)
    assert contracts(live_town) == []


def test_no_file_chosen(open_as):
    browser = open_as("gabi")
    browser.getControl("Check the file").click()
    assert "Choose a file first" in browser.contents


def test_what_somebody_sends_is_shown_to_nobody_else(open_as):
    send(open_as("gabi"))
    browser = open_as("judit", f"{PAGE}?check=1")
    assert "What this file would bring" not in browser.contents


def test_without_the_token_nothing_happens(open_as, live_town):
    browser = open_as("gabi")
    send(browser)
    browser.post(f"{live_town.absolute_url()}/{PAGE}", "confirm=1")
    assert browser.headers["status"].startswith("403")
    assert contracts(live_town) == []


@pytest.mark.parametrize(
    ("person", "path", "status"),
    [
        ("gabi", PAGE, "200"),
        ("gabi", "onk/units/@@import-contracts", "404"),
        ("kata", PAGE, "404"),
        ("hugo", PAGE, "404"),
    ],
)
def test_who_finds_the_page(open_as, person, path, status):
    assert open_as(person, path).headers["status"].startswith(status)


def test_a_clerk_may_not_import(open_as):
    assert "Check the file" not in open_as("anna").contents
