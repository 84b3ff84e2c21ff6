"""Every page type: no grave finding of axe, nothing sideways, no script error."""

from axe_playwright_python.sync_playwright import Axe

import datetime
import pytest

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
YEAR = datetime.date.today().year

PAGES = [
    ("kiss.anna", "@@desk"),
    ("kiss.anna", "@@desk?tab=done"),
    ("nagy.bela", "@@desk"),
    ("kiss.anna", "@@cases"),
    ("kiss.anna", "@@contracts"),
    ("kiss.anna", "@@documents"),
    ("kiss.anna", "@@waiting"),
    ("balogh.marta", "@@desk"),
    ("kiss.anna", "@@start"),
    ("kiss.anna", "@@people"),
    ("kiss.anna", "@@search?SearchableText=park"),
    ("kiss.anna", f"onk/cases/{YEAR}/++add++OutgoingContract"),
    ("kiss.anna", "onk"),
    ("kiss.anna", "processes"),
    ("kiss.anna", "processes/outgoing-contract"),
    ("molnar.katalin", "@@registers"),
    ("molnar.katalin", f"onk/registers/{YEAR}"),
    ("molnar.katalin", "onk/cases/@@import-contracts"),
    ("papp.norbert", "@@settings"),
    ("papp.norbert", "onk/units"),
    ("papp.norbert", "onk/units/varosuzemeltetes"),
    ("papp.norbert", "onk/units/varosuzemeltetes/++add++Post"),
    ("papp.norbert", "onk/edit"),
    ("papp.norbert", "onk/@@import-posts"),
    ("admin", "@@worker"),
    ("kivulallo.kata", "@@desk"),
    ("", "login"),
]


def grave(page):
    """Return what axe finds serious or critical."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["target"]) for v in found if v["impact"] in GRAVE]


def judge(page):
    """Assert what holds for every page at every width."""
    assert page.status == 200
    assert page.errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    assert grave(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("person,path", PAGES, ids=[p or "login" for _who, p in PAGES])
def test_a_page_is_for_everyone(visit, person, path, width):
    judge(visit(person, path, width))


@pytest.mark.parametrize("language", ["hu", "cs"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_contract_is_for_everyone(visit, width, language):
    page = visit("kiss.anna", "@@contracts", language=language)
    address = page.locator(".mf-rowlink").first.get_attribute("href")
    judge(visit("kiss.anna", address, width, language))


def test_a_document_is_for_everyone(visit):
    page = visit("kiss.anna", "@@documents")
    judge(visit("kiss.anna", page.locator(".mf-rowlink").first.get_attribute("href")))


@pytest.mark.parametrize("language,words", [("hu", "Szerződések"), ("cs", "Smlouvy")])
def test_the_shell_speaks_the_reader_s_language(visit, language, words):
    page = visit("kiss.anna", "@@desk", language=language)
    assert page.locator("html").get_attribute("lang") == language
    assert words in page.locator("#mf-nav").inner_text()


@pytest.mark.parametrize("path", ["onk", "phi", f"onk/registers/{YEAR}", "onk/nowhere"])
def test_an_outsider_finds_nothing(visit, path):
    assert visit("kivulallo.kata", path).status == 404
