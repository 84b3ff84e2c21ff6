"""What the frame of every page shows around its content."""

from AccessControl import getSecurityManager
from functools import cached_property
from muniflow.core.interfaces import IActingSwitch
from muniflow.core.interfaces import IDeskCount
from muniflow.core.interfaces import INavigationItem
from muniflow.core.theme.interfaces import ILightPage
from muniflow.core.theme.rules import in_groups
from muniflow.core.theme.rules import initials
from muniflow.core.theme.rules import normal_colour
from muniflow.core.theme.tags import resource_tags
from plone.i18n.interfaces import ILanguageSchema
from plone.registry.interfaces import IRegistry
from Products.CMFCore.utils import getToolByName
from Products.Five import BrowserView
from Products.statusmessages.interfaces import IStatusMessage
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.component import getAdapters
from zope.component import getUtility
from zope.component.hooks import getSite

EDITORS = frozenset(("Manager", "Site Administrator", "Organisation Admin"))
TONES = {"error": "late", "warning": "soon", "warn": "soon", "success": "ok"}
NATIVE = {"en": "English", "hu": "Magyar", "cs": "Čeština"}
SHORTCUTS = 3


class Shell(BrowserView):
    """Brand, switcher, search, counter, person and navigation; used by the main template."""

    def __call__(self) -> None:
        """Raise NotFound: the shell is no page of its own."""
        raise NotFound("mf-shell")

    @cached_property
    def registry(self) -> IRegistry:
        """Return the site's registry."""
        return getUtility(IRegistry)

    @cached_property
    def url(self) -> str:
        """Return the address of the site."""
        return getSite().absolute_url()

    @property
    def title(self) -> str:
        """Return the name of the site."""
        return self.registry.get("plone.site_title") or getSite().title

    @property
    def logo(self) -> str:
        """Return the address of the logo an administrator has set, or nothing."""
        return f"{self.url}/@@site-logo" if self.registry.get("plone.site_logo") else ""

    @cached_property
    def anonymous(self) -> bool:
        """Return True when nobody is logged in."""
        return getToolByName(self.context, "portal_membership").isAnonymousUser()

    @cached_property
    def person(self) -> str:
        """Return the full name of the person, or the login name."""
        member = getToolByName(self.context, "portal_membership").getAuthenticatedMember()
        return member.getProperty("fullname", "") or member.getId() or ""

    @property
    def initials(self) -> str:
        """Return the letters of the person's sign."""
        return initials(self.person)

    @staticmethod
    def is_light(view: object) -> bool:
        """Return True when the page needs our own style and script only."""
        return ILightPage.providedBy(view)

    @staticmethod
    def page_title(view: object, context: object) -> str:
        """Return what the page calls itself: the view's own title, else the object's."""
        return getattr(view, "page_title", None) or getattr(view, "label", "") or context.Title()

    @cached_property
    def navigation(self) -> list[list[INavigationItem]]:
        """Return the lines of the navigation the person may use, in groups."""
        if self.anonymous:
            return []
        found = getAdapters((self.context, self.request), INavigationItem)
        return in_groups(item for _, item in found if item.available)

    @property
    def shortcuts(self) -> list[INavigationItem]:
        """Return the first lines of the navigation, for the bar under the thumb."""
        return [item for group in self.navigation for item in group][:SHORTCUTS]

    @cached_property
    def switch(self) -> IActingSwitch | None:
        """Return the organisation switcher, if there is something to choose from."""
        switch = None if self.anonymous else IActingSwitch(self.request, None)
        return switch if switch is not None and switch.choices else None

    @property
    def accent(self) -> str | None:
        """Return the style that draws the colour of the organisation acted for."""
        current = self.switch.current if self.switch is not None else None
        return f"--org:{normal_colour(current.colour)}" if current is not None else None

    def switch_url(self, identifier: str = "") -> str:
        """Return the link that makes an organisation the one acted for; "" means all."""
        back = self.request.get("ACTUAL_URL", self.url)
        query = urlencode({"organisation": identifier, "came_from": back})
        return f"{self.url}/@@mf-act-for?{query}"

    @cached_property
    def desk(self) -> IDeskCount | None:
        """Return the counter of what waits for the person."""
        return None if self.anonymous else IDeskCount(self.request, None)

    @property
    def search_text(self) -> str:
        """Return what was searched for, so that the field keeps it."""
        text = self.request.form.get("SearchableText", "")
        return text if isinstance(text, str) else ""

    @cached_property
    def language(self) -> str:
        """Return the language of the page."""
        return self.request.get("LANGUAGE") or getSite().Language() or "en"

    @cached_property
    def languages(self) -> list[dict[str, object]]:
        """Return the languages to choose from, when there is a choice."""
        settings = self.registry.forInterface(ILanguageSchema, prefix="plone", check=False)
        codes = settings.available_languages or ()
        if len(codes) < 2 or not settings.use_cookie_negotiation:
            return []
        here = self.request.get("ACTUAL_URL", self.url)
        return [
            {
                "code": code,
                "title": NATIVE.get(code, code),
                "url": f"{here}?set_language={code}",
                "selected": code == self.language,
            }
            for code in codes
        ]

    @cached_property
    def may_set_up(self) -> bool:
        """Return True for those who may open Plone's site setup."""
        return self._may("Plone Site Setup: Overview", getSite())

    def edits(self, light: bool) -> bool:
        """Return True when the page shows the editor's bar."""
        if light or self.anonymous or self.request.get("disable_border"):
            return False
        roles = getSecurityManager().getUser().getRolesInContext(self.context)
        return bool(EDITORS.intersection(roles)) and self._may(
            "Modify portal content", self.context
        )

    def body_class(self, template: object, view: object, layout: object) -> str:
        """Return the classes of the body; a light page does without Plone's long list."""
        own = "mf mf-bare" if not self.navigation else "mf"
        if getattr(view, "reference", ""):
            own += " mf-failed"
        if self.is_light(view):
            return f"{own} mf-light template-{getattr(view, '__name__', 'view')}"
        classes = layout.bodyClass(template, view).split()
        return " ".join([own, *(c for c in classes if not c.startswith("plone-toolbar"))])

    def messages(self) -> list[dict[str, str]]:
        """Return the status messages of the request, each with its tone."""
        shown = IStatusMessage(self.request).show()
        return [{"text": m.message, "tone": TONES.get(m.type, "")} for m in shown]

    @property
    def light_resources(self) -> str:
        """Return the tags of the style and script of a light page."""
        return resource_tags(self.request, self.url)

    def send_headers(self) -> None:
        """Declare the page private, fresh and of its language."""
        response = self.request.response
        response.setHeader("Content-Type", "text/html;charset=utf-8")
        response.setHeader("Content-Language", self.language)
        if not response.getHeader("Cache-Control"):
            response.setHeader("Cache-Control", "private, no-cache")

    @staticmethod
    def _may(permission: str, obj: object) -> bool:
        return bool(getSecurityManager().checkPermission(permission, obj))
