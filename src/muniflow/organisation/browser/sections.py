"""The sections of an organisation."""

from muniflow import _
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.browser.settings import InOrganisation
from muniflow.organisation.browser.settings import UnitPage
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class SectionPage(InOrganisation):
    """A section that no list of ours shows better: what lies in it."""

    columns = (Column(_("column_name", default="Name")),)

    def rows(self) -> list[Row]:
        """Return the children the reader may see, from the catalog."""
        path = "/".join(self.context.getPhysicalPath())
        brains = api.portal.get_tool("portal_catalog")(
            path={"query": path, "depth": 1}, sort_on="sortable_title"
        )
        return [Row(title=b.Title or b.getId, url=b.getURL()) for b in brains[:500]]

    def __call__(self) -> str:
        """Show the units as the tree they are, everything else as a list."""
        if self.context.getId() == "units":
            return UnitsPage(self.context, self.request)()
        return self.index()


class UnitsPage(UnitPage):
    """The section of all units."""

    index = ViewPageTemplateFile("unit.pt")

    def __call__(self) -> str:
        """Return the page."""
        return self.index()
