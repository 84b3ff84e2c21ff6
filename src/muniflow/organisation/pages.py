"""For whom one acts: the switcher of the shell, and the people and settings lines."""

from functools import cached_property
from muniflow import _
from muniflow.core.interfaces import IActingSwitch
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import badges_for
from muniflow.organisation.operations import organisations
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer

COOKIE = "muniflow_organisation"
KEY = "muniflow.badges"


@implementer(IActingSwitch)
@adapter(IMuniflowLayer)
class ActingSwitch:
    """The organisations of the present user and the one chosen, kept in a cookie."""

    def __init__(self, request: IMuniflowLayer) -> None:
        self._request = request

    @cached_property
    def choices(self) -> list[Badge]:
        """My organisations by title."""
        return my_badges(self._request)

    @cached_property
    def current(self) -> Badge | None:
        """The chosen one; the only one when there is no choice."""
        if len(self.choices) == 1:
            return self.choices[0]
        chosen = self._request.cookies.get(COOKIE, "")
        return next((b for b in self.choices if b.id == chosen), None)


def my_badges(request: IMuniflowLayer) -> list[Badge]:
    """Return the present user's organisations, found once a request."""
    annotations = IAnnotations(request)
    if KEY not in annotations:
        annotations[KEY] = badges_for(api.user.get_current().getId() or "")
    return annotations[KEY]


class NavigationItem:
    """A line of the navigation that leads to a view of the site root."""

    title = ""
    view = ""
    icon = ""
    order = 0
    count: int | None = None

    def __init__(self, context: object, request: IMuniflowLayer) -> None:
        self.context = context
        self.request = request

    @property
    def url(self) -> str:
        """Where it leads."""
        return f"{api.portal.get().absolute_url()}/{self.view}"

    @property
    def active(self) -> bool:
        """True on the page itself."""
        return self.request.get("ACTUAL_URL", "").startswith(self.url)

    @property
    def available(self) -> bool:
        """True for whoever holds a post anywhere."""
        return bool(my_badges(self.request))


class PeopleItem(NavigationItem):
    """The staff of my organisations."""

    title = _("nav_people", default="People")
    view = "people"
    icon = "people"
    order = 210


class SettingsItem(NavigationItem):
    """Settings of the organisations one administers."""

    title = _("nav_settings", default="Settings")
    view = "settings"
    icon = "gear"
    order = 220

    @property
    def available(self) -> bool:
        """True for administrators of an organisation or of the site."""
        return bool(administered())


def administered() -> list[Badge]:
    """Return the organisations whose settings the present user may change."""
    return [
        badge(o)
        for o in organisations()
        if api.user.has_permission("muniflow: Manage organisation", obj=o)
    ]
