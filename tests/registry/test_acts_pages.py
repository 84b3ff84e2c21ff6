"""The pages of registers and corrections, through the publisher."""

from muniflow.core import clock
from muniflow.matter.operations import start_case
from muniflow.registry.interfaces import Facts
from muniflow.registry.operations import file_in_case
from muniflow.registry.operations import register_case
from muniflow.registry.operations import register_for
from plone import api
from plone.testing.zope import Browser
from tests.town import PASSWORD

import pytest
import transaction

YEAR = clock.today().year


@pytest.fixture
def cases(live_town):
    """Two registered cases of a clerk, a letter in the first."""
    made = []
    with api.env.adopt_user(username="anna"):
        for title in ("Fasor", "Park"):
            values = {"title": title, "unit": "works", "responsible": "anna"}
            made.append(start_case(live_town["onk"], values))
    with api.env.adopt_user(username="gabi"):
        for case in made:
            register_case(case)
        letter = {"title": "Panasz", "filename": "panasz.txt", "data": b"panasz"}
        file_in_case(made[0], **letter, facts=Facts(direction="incoming", partner="Liget Bt."))
    transaction.commit()
    return made


@pytest.fixture
def letter(cases):
    return next(iter(cases[0].objectValues()))


@pytest.fixture
def open_as(live_town):
    """A function that gives a browser of a person on a page of the town."""
    transaction.commit()

    def opened(person, path):
        browser = Browser(live_town.getPhysicalRoot())
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", "text/html")
        browser.addHeader("Authorization", f"Basic {person}:{PASSWORD}")
        browser.open(path if path.startswith("http") else f"{live_town.absolute_url()}/{path}")
        return browser

    return opened


def sync(town):
    transaction.begin()
    return town


class TestOpening:
    PATH = "@@open-register?organisation=onk"

    def test_says_how_numbers_will_look(self, open_as):
        assert f"ONK/1/{YEAR}, ONK/1-2/{YEAR}" in open_as("gabi", self.PATH).contents

    def test_opens_one_beside_the_main_one(self, live_town, open_as):
        page = open_as("gabi", self.PATH)
        page.getControl(name="code").value = "tax"
        page.getControl(name="title").value = "Adók"
        page.getControl("Open it").click()
        register = register_for(sync(live_town)["onk"], YEAR, "TAX")
        assert (register.title, register.opened_by) == ("Adók", "gabi")

    def test_a_code_that_is_none_is_refused_with_what_was_written(self, open_as):
        page = open_as("gabi", self.PATH)
        page.getControl(name="code").value = "a-b"
        page.getControl("Open it").click()
        assert "is no code of a register" in page.contents and 'value="a-b"' in page.contents

    @pytest.mark.parametrize("person", ["anna", "bela", "hugo", "kata"])
    def test_others_find_nothing(self, open_as, person):
        assert open_as(person, self.PATH).headers["status"].startswith("404")


class TestClosing:
    PATH = f"onk/registers/{YEAR}/@@close"

    def test_says_what_stays_open(self, cases, open_as):
        page = open_as("gabi", self.PATH).contents
        assert all(word in page for word in (f"ONK/1/{YEAR}", "Fasor", "Park"))

    def test_looking_closes_nothing(self, live_town, open_as):
        open_as("gabi", self.PATH)
        assert not register_for(sync(live_town)["onk"], YEAR).closed

    @pytest.mark.parametrize("reason,closed", [("moving house", True), ("", False)])
    def test_needs_a_reason_within_the_year(self, live_town, open_as, reason, closed):
        page = open_as("gabi", self.PATH)
        page.getControl(name="reason").value = reason
        page.getForm(action="@@close").submit()
        assert bool(register_for(sync(live_town)["onk"], YEAR).closed) is closed

    @pytest.mark.parametrize("person", ["anna", "judit"])
    def test_is_for_the_records_officer(self, open_as, person):
        assert (
            open_as(person, self.PATH).headers["status"].startswith(("401", "403", "302", "404"))
        )


class TestMoving:
    def path(self, letter, query=""):
        return f"{letter.absolute_url()}/@@move{query}"

    def test_finds_the_case_by_its_number(self, letter, open_as):
        page = open_as("gabi", self.path(letter, f"?number=ONK/2/{YEAR}"))
        assert "<b>ONK/2/" in page.contents

    @pytest.mark.parametrize(
        "number,words",
        [("ONK/99/2020", "You see no case"), (f"ONK/1/{YEAR}", "in this case already")],
    )
    def test_says_why_not(self, letter, open_as, number, words):
        page = open_as("gabi", self.path(letter, f"?number={number}"))
        assert words in page.contents and "Register it there" not in page.contents

    def moved(self, letter, open_as):
        page = open_as("gabi", self.path(letter, f"?number=ONK/2/{YEAR}"))
        page.getControl(name="reason").value = "belongs to the park"
        page.getControl("Register it there").click()
        return page

    def test_moves(self, live_town, cases, letter, open_as):
        self.moved(letter, open_as)
        sync(live_town)
        (new,) = cases[1].objectValues()
        assert (letter.voided, new.registry_number) == (True, f"ONK/2-1/{YEAR}")

    def test_both_pages_lead_to_each_other(self, live_town, cases, letter, open_as):
        page = self.moved(letter, open_as)
        assert "belongs to the park" in page.contents
        page.getLink(f"ONK/2-1/{YEAR}").click()
        assert f"ONK/1-1/{YEAR}</a>" in page.contents

    def test_looking_moves_nothing(self, live_town, letter, open_as):
        open_as("gabi", self.path(letter, f"?number=ONK/2/{YEAR}&reason=because"))
        sync(live_town)
        assert not letter.voided

    def test_the_page_of_the_document_says_how_it_came(self, letter, open_as):
        page = open_as("anna", letter.absolute_url()).contents
        assert "Liget Bt." in page and "Incoming" in page and "@@move" not in page

    @pytest.mark.parametrize("person", ["anna", "bela", "judit"])
    def test_is_for_the_records_officer(self, letter, open_as, person):
        status = open_as(person, self.path(letter)).headers["status"]
        assert status.startswith(("401", "403", "302", "404"))


class TestSettings:
    PATH = "onk/@@register-settings"

    def test_a_kind_of_case_gets_its_register(self, live_town, open_as):
        page = open_as("gabi", self.PATH)
        page.getControl(name="code-GeneralCase").value = "tax"
        page.getControl("Keep").click()
        again = open_as("gabi", self.PATH)
        assert again.getControl(name="code-GeneralCase").value == "TAX"

    def test_shows_how_numbers_look(self, open_as):
        assert f"ONK/1-2/{YEAR}" in open_as("gabi", self.PATH).contents

    @pytest.mark.parametrize("person", ["anna", "hugo"])
    def test_is_for_the_records_officer(self, open_as, person):
        status = open_as(person, self.PATH).headers["status"]
        assert status.startswith(("401", "403", "302", "404"))
