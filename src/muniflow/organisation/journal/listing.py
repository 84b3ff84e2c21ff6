"""The way to the journals: a line of the navigation, and the list behind it."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisations
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from plone import api

VIEW = "muniflow: View journal"


def readable() -> list[IOrganisation]:
    """Return the organisations whose journal the present user may read, by title."""
    found = [o for o in organisations() if api.user.has_permission(VIEW, obj=o)]
    return sorted(found, key=lambda o: o.title)


class JournalsView(Page):
    """Leads to the journal of the chosen organisation; shows them all where none is chosen."""

    page_title = _("heading_journals", default="Journals")
    columns = (Column(_("column_organisation", default="Organisation")),)

    def __call__(self) -> str:
        """Show the list, or lead to the only one."""
        if len(self.visible) == 1:
            return self.back(f"{self.visible[0].absolute_url()}/@@journal")
        return self.index()

    @cached_property
    def visible(self) -> list[IOrganisation]:
        """The organisations in question."""
        current = ActingSwitch(self.request).current
        found = readable()
        chosen = [o for o in found if current is not None and o.getId() == current.id]
        return chosen or found

    def rows(self) -> list[Row]:
        """Return a line for each."""
        return [
            Row(title=o.title, url=f"{o.absolute_url()}/@@journal", badge=badge(o))
            for o in self.visible
        ]


class JournalItem(NavigationItem):
    """The journal in the navigation."""

    title = _("nav_journal", default="Journal")
    view = "@@journals"
    icon = "clock-history"
    order = 190

    @property
    def active(self) -> bool:
        """True on the pages of any journal."""
        return super().active or "/@@journal" in self.request.get("ACTUAL_URL", "")

    @property
    def available(self) -> bool:
        """True for those who may read a journal."""
        return any(api.user.has_permission(VIEW, obj=o) for o in organisations())
