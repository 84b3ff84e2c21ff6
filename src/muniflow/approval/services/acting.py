"""What all services that write have in common."""

from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from zope.interface import alsoProvides


class ActService(Service):
    """A service that acts: a program has no page of ours whose token it could send back.

    As with the services of plone.restapi, that it asks for JSON is what no form of another
    site can do.
    """

    def render(self) -> str | None:
        """Answer, and let what was written be kept."""
        alsoProvides(self.request, IDisableCSRFProtection)
        return super().render()
