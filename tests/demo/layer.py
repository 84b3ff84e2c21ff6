"""A test layer with the demo in it, loaded once."""

from datetime import datetime
from datetime import UTC
from muniflow.core import clock
from muniflow.demo.operations import load
from muniflow.testing import FIXTURE
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from Products.CMFCore.indexing import processQueue

LOADED = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)


class DemoLayer(PloneSandboxLayer):
    """muniflow with the demo, as loaded on a Friday before noon."""

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal):
        with clock.frozen(LOADED):
            self["report"] = load(portal)
        # The queue needs the site, and the layer has left it when it commits.
        processQueue()


DEMO_TESTING = IntegrationTesting(bases=(DemoLayer(),), name="Muniflow:Demo")
