"""Test layers: one Plone with muniflow installed."""

from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer


class MuniflowLayer(PloneSandboxLayer):
    """Plone with the default profile of muniflow."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        import muniflow

        self.loadZCML(package=muniflow)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "muniflow:default")


FIXTURE = MuniflowLayer()
INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="Muniflow:Integration")
FUNCTIONAL_TESTING = FunctionalTesting(bases=(FIXTURE,), name="Muniflow:Functional")
