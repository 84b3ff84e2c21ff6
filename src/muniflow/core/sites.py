"""The sites of a database."""

from muniflow.core.interfaces import IMuniflowLayer
from OFS.Application import Application
from plone.browserlayer.utils import registered_layers
from plone.distribution.api import site as site_api
from Products.CMFPlone.Portal import PloneSite
from zope.component.hooks import site as active_site


def sites(app: Application) -> list[PloneSite]:
    """Return the sites of the database in which muniflow is installed."""
    return [site for site in site_api.get_sites(app) if _installed(site)]


def _installed(site: PloneSite) -> bool:
    with active_site(site):
        return IMuniflowLayer in registered_layers()
