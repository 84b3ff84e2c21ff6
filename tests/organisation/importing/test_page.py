"""The import of posts in the browser."""

from muniflow.organisation.operations import groups_for
from plone.testing.zope import Browser
from tests.town import PASSWORD

import io
import pytest
import transaction

SHEET = b"person;unit;function\nhugo;City Operations;clerk\nnobody;Legal;legal\n"


@pytest.fixture
def open_as(live_town):
    """A function that gives a browser of a person on the page."""
    transaction.commit()

    def opened(person):
        browser = Browser(live_town.getPhysicalRoot())
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", "text/html")
        browser.addHeader("Authorization", f"Basic {person}:{PASSWORD}")
        browser.open(f"{live_town.absolute_url()}/onk/@@import-posts")
        return browser

    return opened


def test_look_first_then_take_over(open_as):
    browser = open_as("judit")
    browser.getControl(name="file").add_file(io.BytesIO(SHEET), "text/csv", "posts.csv")
    browser.getControl("Check the file").click()
    assert "nobody" in browser.contents
    assert "onk.works.clerk" not in groups_for("hugo")
    browser.getControl("Take over 1").click()
    transaction.begin()
    assert "onk.works.clerk" in groups_for("hugo")


@pytest.mark.parametrize("person", ["anna", "gabi", "kata"])
def test_others_find_no_form(open_as, person):
    assert "Check the file" not in open_as(person).contents
