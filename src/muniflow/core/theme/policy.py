"""When the pages are sent through a Diazo theme."""

from plone.app.theming.policy import ThemingPolicy
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility

SHIPPED = "muniflow"
CURRENT = "plone.app.theming.interfaces.IThemeSettings.currentTheme"


class MuniflowThemingPolicy(ThemingPolicy):
    """The shipped theme changes nothing, so the transform is left out; a copy of it is applied."""

    def isThemeEnabled(self, settings: object = None) -> bool:
        """Return True when a theme of the administrator's own is to be applied."""
        registry = queryUtility(IRegistry)
        if registry is None or registry.get(CURRENT) == SHIPPED:
            return False
        return super().isThemeEnabled(settings)
