"""Making sites."""

from collections.abc import Mapping
from muniflow.core.sites import sites
from OFS.Application import Application
from plone.distribution.api import site as site_api
from Products.CMFPlone.Portal import PloneSite

__all__ = ["create_site", "sites"]

DISTRIBUTION = "muniflow"


def create_site(app: Application, answers: Mapping[str, object]) -> PloneSite:
    """Make and commit a site; raises ValueError when the answers do not fit the schema."""
    return site_api.create(app, DISTRIBUTION, dict(answers))
