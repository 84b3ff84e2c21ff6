"""The site of the tests behind a web server."""

from muniflow.testing import FIXTURE
from plone.app.testing import FunctionalTesting
from plone.testing.zope import WSGI_SERVER_FIXTURE

SERVED = FunctionalTesting(bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="Muniflow:Theme")
