"""A site is made from the distribution."""

from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.packs import packs
from muniflow.distribution.handler import LANGUAGES
from muniflow.distribution.operations import create_site
from muniflow.distribution.operations import DISTRIBUTION
from muniflow.distribution.operations import sites
from muniflow.distribution.rules import TIMEZONES
from plone import api
from plone.browserlayer.utils import registered_layers
from plone.distribution.api import distribution as distribution_api
from zExceptions import BadRequest
from zope.component.hooks import setSite

import pytest

ANSWERS = {
    "site_id": "town",
    "title": "Mezőváros",
    "default_language": "hu",
    "country": "hu",
    "organisations": [{"title": "Mezőváros Önkormányzata", "code": "MVO"}],
    "setup_content": False,
}


@pytest.fixture
def properties():
    return distribution_api.get(DISTRIBUTION).schema["properties"]


@pytest.fixture
def app(functional):
    """The database root as the administrator sees it."""
    from plone.app.testing import helpers
    from plone.app.testing import SITE_OWNER_NAME

    app = functional["app"]
    setSite(None)
    helpers.login(app, SITE_OWNER_NAME)
    yield app
    setSite(functional["portal"])


def test_a_site_is_made_as_answered(app):
    town = create_site(app, ANSWERS)
    settings = api.portal.get_registry_record
    assert {
        "title": town.Title(),
        "installed": IMuniflowLayer in registered_layers(),
        "known": "town" in [site.getId() for site in sites(app)],
        "organisation": (town["mvo"].code, town["mvo"].country),
        "theme": settings("plone.app.theming.interfaces.IThemeSettings.enabled"),
        "language": settings("plone.default_language"),
        "offered": settings("plone.available_languages"),
        "negotiated": settings("plone.use_request_negotiation"),
        "time zone": settings("plone.portal_timezone"),
    } == {
        "title": "Mezőváros",
        "installed": True,
        "known": True,
        "organisation": ("MVO", "hu"),
        "theme": True,
        "language": "hu",
        "offered": LANGUAGES,
        "negotiated": True,
        "time zone": "Europe/Budapest",
    }


def test_a_repeated_code_is_refused_in_words(app):
    twice = ANSWERS | {"organisations": [{"title": t, "code": "A"} for t in ("One", "Two")]}
    with pytest.raises(BadRequest, match="“A” is given twice"):
        create_site(app, twice)
    assert "town" not in app


@pytest.mark.parametrize(
    "wrong",
    [{"country": "xx"}, {"default_language": "de"}, {"site_id": "my town"}, {"title": ""}],
)
def test_a_wrong_answer_is_refused(app, wrong):
    with pytest.raises(ValueError, match="answers are not valid"):
        create_site(app, ANSWERS | wrong)


def test_every_country_pack_is_offered(properties):
    assert {choice["const"] for choice in properties["country"]["oneOf"]} == set(packs())


def test_every_country_has_its_time_zone():
    assert set(TIMEZONES) == set(packs())


def test_every_language_is_offered(properties):
    offered = {choice["const"] for choice in properties["default_language"]["oneOf"]}
    assert offered == set(LANGUAGES)
