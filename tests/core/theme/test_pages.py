"""The frame around pages, Plone's pages inside it, and the pages of failures."""

from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest
import re
import transaction


def test_a_light_page_brings_nothing_of_plone(manager, site_url):
    manager.open(f"{site_url}/@@mf-styleguide")
    assert not re.search(r'(href|src)="[^"]*(bundle-plone|barceloneta)', manager.contents)


def test_a_page_with_plones_forms_brings_its_script(manager, site_url):
    manager.open(f"{site_url}/@@site-controlpanel")
    assert re.search(r'src="[^"]*bundle-plone', manager.contents)


@pytest.mark.parametrize(
    "mark",
    [
        'class="mf-skip"',
        '<main class="mf-main" id="main-container"',
        'class="mf-find"',
        "Log out",
        "@@overview-controlpanel",
    ],
)
def test_the_frame_is_around_every_page(manager, site_url, mark):
    manager.open(f"{site_url}/@@mf-styleguide")
    assert mark in manager.contents


@pytest.mark.parametrize("mark", ['class="mf-find"', "Log out", 'class="mf-nav"', "edit-bar"])
def test_a_visitor_gets_an_empty_frame(visitor, site_url, mark):
    visitor.open(f"{site_url}/login")
    assert mark not in visitor.contents


@pytest.mark.parametrize(
    "path",
    [
        "@@overview-controlpanel",
        "@@site-controlpanel",
        "@@personal-information",
        "folder_contents",
        "@@search",
        "@@sharing",
        "sitemap",
    ],
)
def test_plones_own_pages_work_inside(manager, site_url, path):
    manager.open(f"{site_url}/{path}")
    assert manager.headers["Status"].startswith("200")
    assert manager.contents.count('id="main-container"') == 1


def test_one_logs_in_by_the_form(visitor, site_url):
    visitor.open(f"{site_url}/login")
    visitor.getControl(name="__ac_name").value = TEST_USER_NAME
    visitor.getControl(name="__ac_password").value = TEST_USER_PASSWORD
    visitor.getControl(name="buttons.login").click()
    visitor.open(f"{site_url}/@@search")
    assert "Log out" in visitor.contents


def test_the_language_of_the_page_is_declared(manager, site_url):
    manager.open(f"{site_url}/@@mf-styleguide?set_language=hu")
    assert re.search(r'<html[^>]* lang="hu"', manager.contents)


def test_the_page_is_not_kept_by_caches(manager, site_url):
    manager.open(f"{site_url}/@@mf-styleguide")
    assert manager.headers["Cache-Control"] == "private, no-cache"


def test_the_administrators_css_reaches_light_pages(functional_portal, manager, site_url):
    registry = getUtility(IRegistry)
    registry["plone.app.theming.interfaces.IThemeSettings.custom_css"] = ":root{--mf-ink:#111}"
    transaction.commit()
    manager.open(f"{site_url}/@@mf-styleguide")
    assert "@@custom.css?" in manager.contents


def test_there_is_nothing_here(manager, site_url):
    manager.open(f"{site_url}/nowhere")
    assert manager.headers["Status"].startswith("404")
    assert "There is nothing here" in manager.contents


def test_a_missing_right_says_who_could_give_it(manager, site_url):
    manager.open(f"{site_url}/insufficient-privileges")
    assert manager.headers["Status"].startswith("403")
    assert "can give you the right" in manager.contents


@pytest.mark.parametrize("path", ["@@mf-shell", "@@mf-macros"])
def test_the_frame_is_no_page_of_its_own(manager, site_url, path):
    manager.open(f"{site_url}/{path}")
    assert manager.headers["Status"].startswith("404")


def test_the_style_guide_is_for_managers(visitor, site_url):
    visitor.open(f"{site_url}/@@mf-styleguide")
    assert "Style guide" not in visitor.contents
