"""Settings: what an administrator changes of an organisation."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IPost
from muniflow.organisation.interfaces import IUnit
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.pages import administered
from muniflow.organisation.pages import COOKIE
from muniflow.organisation.pages import my_badges
from plone import api

MANAGE = "muniflow: Manage organisation"
POSTS = "muniflow: Manage posts"


class SettingsView(Page):
    """The organisations the reader administers."""

    page_title = _("heading_settings", default="Settings")

    def organisations(self) -> list[Badge]:
        """Return them by title."""
        return sorted(administered(), key=lambda b: b.title)

    @property
    def may_found(self) -> bool:
        """True for those who may found an organisation."""
        return bool(api.user.has_permission(MANAGE, obj=api.portal.get()))


class InOrganisation(Page):
    """A page of something inside an organisation."""

    @cached_property
    def organisation(self) -> Badge:
        """The organisation around."""
        return badge(organisation_of(self.context))

    @cached_property
    def page_title(self) -> str:
        """The title of the object."""
        return self.context.Title()

    def may(self, permission: str) -> bool:
        """Tell whether the reader has a permission here."""
        return bool(api.user.has_permission(permission, obj=self.context))

    @property
    def may_manage(self) -> bool:
        """True for administrators of the organisation."""
        return self.may(MANAGE)

    @property
    def may_post(self) -> bool:
        """True for those who give posts."""
        return self.may(POSTS)


class OrganisationPage(InOrganisation):
    """The home of an organisation: its data and its units."""

    def facts(self) -> list[Fact]:
        """Return what is printed on its papers."""
        context = self.context
        rows = (
            (_("label_code", default="Short code"), context.code),
            (_("label_address", default="Address"), context.address or ""),
            (_("label_tax_number", default="Tax number"), context.tax_number or ""),
        )
        return [Fact(name, value) for name, value in rows if value]

    @property
    def units(self) -> object:
        """The section of units."""
        return self.context["units"]


class UnitPage(InOrganisation):
    """A unit, or the section of all units: what is inside, and who works there."""

    unit_columns = (Column(_("column_unit", default="Unit")),)
    post_columns = (
        Column(_("column_person", default="Person")),
        Column(_("column_function", default="Function")),
        Column(_("column_term", default="From – until"), hide="narrow"),
    )

    def unit_rows(self) -> list[Row]:
        """Return the units inside."""
        return [
            Row(title=u.title, url=u.absolute_url())
            for u in sorted(self.context.objectValues(), key=lambda o: o.Title())
            if IUnit.providedBy(u)
        ]

    def post_rows(self) -> list[Row]:
        """Return the posts inside, those that have ended in a soft tone."""
        found = []
        for post in self.context.objectValues():
            if IPost.providedBy(post):
                term = " – ".join(self.day(d) for d in (post.since, post.until) if d)
                ended = post.until is not None and post.until < self.today
                found.append(
                    Row(
                        title=full_name(post.person),
                        url=post.absolute_url(),
                        cells=(
                            Cell(self.say(FUNCTIONS[post.function].title)),
                            Cell(term, tone="soft" if ended else ""),
                        ),
                    )
                )
        return sorted(found, key=lambda row: row.title)

    @property
    def is_unit(self) -> bool:
        """True for a unit, which may hold posts; the section holds none."""
        return IUnit.providedBy(self.context)


class PostPage(InOrganisation):
    """One post."""

    @cached_property
    def page_title(self) -> str:
        """Who holds it."""
        return full_name(self.context.person)

    def facts(self) -> list[Fact]:
        """Return function, unit and term."""
        post = self.context
        rows = (
            (_("label_function", default="Function"), self.say(FUNCTIONS[post.function].title)),
            (_("label_unit", default="Unit"), post.aq_parent.Title()),
            (_("label_since", default="From"), self.day(post.since)),
            (_("label_until", default="Until"), self.day(post.until)),
        )
        return [Fact(name, value) for name, value in rows if value]


class ActFor(Page):
    """Remembers for whom one acts, then leads back."""

    def __call__(self) -> str:
        """Set the cookie; an unknown organisation means all of mine."""
        wanted = self.request.form.get("organisation", "")
        known = {b.id for b in my_badges(self.request)}
        self.request.response.setCookie(
            COOKIE,
            wanted if wanted in known else "",
            path=api.portal.get().absolute_url_path() or "/",
            same_site="Lax",
            http_only=True,
        )
        back = self.request.form.get("came_from", "")
        inside = api.portal.get_tool("portal_url").isURLInPortal(back)
        return self.back(back if back and inside else f"{self.site_url}/@@desk")
