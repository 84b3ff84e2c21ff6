"""A test layer with the demo in it."""

from datetime import datetime
from datetime import UTC
from muniflow.core import clock
from muniflow.demo.operations import load
from muniflow.testing import FIXTURE
from plone import api
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from Products.CMFCore.indexing import processQueue

LOADED = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


def without_organisations(portal: object) -> object:
    """Return the site without the organisations that layers below may have left in it."""
    with api.env.adopt_roles(["Manager"]):
        portal.manage_delObjects([name for name in ("onk", "phi") if name in portal])
    return portal


class DemoLayer(PloneSandboxLayer):
    """muniflow with the demo, as loaded on a Friday before noon."""

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal: object) -> None:
        """Load it once for the tests of a module."""
        without_organisations(portal)
        with clock.frozen(LOADED):
            self["report"] = load(portal)
        # The queue needs the site, and the layer has left it when it commits.
        processQueue()


DEMO_FIXTURE = DemoLayer()
DEMO_TESTING = IntegrationTesting(bases=(DEMO_FIXTURE,), name="Muniflow:Demo")
