"""Making sites."""

from collections.abc import Mapping
from muniflow.core.interfaces import IMuniflowLayer
from OFS.Application import Application
from plone.browserlayer.utils import registered_layers
from plone.distribution.api import site as site_api
from Products.CMFPlone.Portal import PloneSite
from zope.component.hooks import site as active_site

DISTRIBUTION = "muniflow"


def sites(app: Application) -> list[PloneSite]:
    """Return the sites of the database in which muniflow is installed."""
    return [site for site in site_api.get_sites(app) if _installed(site)]


def create_site(app: Application, answers: Mapping[str, object]) -> PloneSite:
    """Make and commit a site; raises ValueError when the answers do not fit the schema."""
    return site_api.create(app, DISTRIBUTION, dict(answers))


def _installed(site: PloneSite) -> bool:
    with active_site(site):
        return IMuniflowLayer in registered_layers()
