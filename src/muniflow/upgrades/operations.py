"""The verbs of the package: is there something to upgrade, and do it."""

from muniflow.core.lock import writing
from plone import api
from Products.CMFPlone.Portal import PloneSite

import transaction

PROFILE = "muniflow:default"


def pending(site: PloneSite) -> bool:
    """Tell whether a site was made by an older muniflow and not upgraded yet."""
    return bool(site["portal_setup"].listUpgrades(PROFILE))


def upgrade(site: PloneSite) -> bool:
    """Bring a site up to date and commit; False when it was."""
    if not pending(site):
        return False
    transaction.commit()
    with writing(site):
        api.portal.get_tool("portal_setup").upgradeProfile(PROFILE)
    return True
