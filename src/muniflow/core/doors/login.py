"""Where somebody comes after the login."""

from collections.abc import Iterator
from muniflow.core.doors.moved import may_see
from muniflow.core.interfaces import IMuniflowLayer
from plone import api
from plone.base.interfaces import IRedirectAfterLogin
from Products.CMFCore.interfaces import IContentish
from urllib.parse import urlsplit
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(IRedirectAfterLogin)
@adapter(Interface, IMuniflowLayer)
class AfterLogin:
    """Back to where the person came from, if that may be seen; else to the site.

    Plone goes back to whatever there is, which tells what there is.
    """

    def __init__(self, context: object, request: IMuniflowLayer) -> None:
        self._request = request

    def __call__(self, came_from: str | None, is_initial_login: bool) -> str | None:
        """Return the address, None for the site."""
        if not came_from:
            return None
        return came_from if all(may_see(obj) for obj in self._on_the_way(came_from)) else None

    def _on_the_way(self, came_from: str) -> Iterator[object]:
        """Yield the content on the way to an address."""
        place = api.portal.get()
        bare = urlsplit(came_from)._replace(query="", fragment="").geturl()
        path = self._request.physicalPathFromURL(bare)
        for name in path[len(place.getPhysicalPath()) :]:
            place = place.unrestrictedTraverse(name, None)
            if not IContentish.providedBy(place):
                return
            yield place
