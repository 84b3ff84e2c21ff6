"""The list of contracts."""

from functools import cached_property
from muniflow import _
from muniflow.approval.pages import CasesView
from muniflow.contract.interfaces import DIRECTIONS
from muniflow.core.theme.interfaces import Tab
from muniflow.organisation.pages import NavigationItem
from plone import api

TABS = {
    "all": _("tab_all", default="All"),
    "outgoing": _("tab_outgoing", default="Outgoing"),
    "incoming": _("tab_incoming", default="Incoming"),
}


class ContractsView(CasesView):
    """Contracts over my organisations: by direction, standing and words."""

    page_title = _("heading_contracts", default="Contracts")
    name_of_view = "contracts"

    @cached_property
    def direction(self) -> str:
        """The direction asked for."""
        return self.one_of("direction", TABS) or "all"

    def query(self) -> dict[str, object]:
        """Ask for contracts of the direction."""
        types = [t for t, d in DIRECTIONS.items() if self.direction in ("all", d)]
        return {**super().query(), "portal_type": types}

    def tabs(self) -> list[Tab]:
        """Return the directions as tabs."""
        url = f"{self.site_url}/@@{self.name_of_view}"
        return [
            Tab(title, f"{url}?direction={d}", active=d == self.direction)
            for d, title in TABS.items()
        ]

    def links(self) -> list[tuple[str, str]]:
        """Lead those who may to the import, one link for each organisation."""
        site = api.portal.get()
        return [
            (
                f"{badge.url}/cases/@@import-contracts",
                self.say(
                    _(
                        "link_import_for",
                        default="Import for ${code}",
                        mapping={"code": badge.code},
                    )
                ),
            )
            for badge in self.badges.values()
            if badge.id in self.scope()
            and api.user.has_permission("muniflow: Import cases", obj=site[badge.id]["cases"])
        ]

    @property
    def hidden(self) -> dict[str, str]:
        """Keep the direction when the filter is used."""
        return {"direction": self.direction}


class ContractsItem(NavigationItem):
    """The contracts in the navigation."""

    title = _("nav_contracts", default="Contracts")
    view = "@@contracts"
    icon = "file-earmark-text"
    order = 30
