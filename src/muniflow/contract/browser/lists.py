"""The list of contracts."""

from functools import cached_property
from muniflow import _
from muniflow.approval.lists import CaseList
from muniflow.contract.interfaces import DIRECTIONS
from muniflow.core.theme.interfaces import Tab
from muniflow.organisation.shell import NavigationItem

TABS = {
    "all": _("tab_all", default="All"),
    "outgoing": _("tab_outgoing", default="Outgoing"),
    "incoming": _("tab_incoming", default="Incoming"),
}
STANDINGS = {
    "open": _("standing_open", default="Open"),
    "ended": _("standing_ended", default="Ended"),
}
ORDERS = {
    "due": _("order_due", default="Due first"),
    "number": _("order_number", default="Newest number first"),
    "amount": _("order_amount", default="Highest value first"),
}
SORTS = {
    "due": ("due", "ascending"),
    "number": ("registry_order", "descending"),
    "amount": ("amount", "descending"),
}


class ContractsView(CaseList):
    """Contracts over my organisations: by direction, standing and words."""

    page_title = _("heading_contracts", default="Contracts")
    name_of_view = "contracts"

    @cached_property
    def asked(self) -> dict[str, str]:
        """What the filter asks for, each value a known one."""
        form = self.request.form

        def one(name: str, known: object) -> str:
            value = form.get(name, "")
            return value if value in known else ""

        words = form.get("words", "")
        return {
            "direction": one("direction", TABS) or "all",
            "standing": one("standing", STANDINGS),
            "order": one("order", ORDERS) or "number",
            "words": words.strip() if isinstance(words, str) else "",
        }

    def query(self) -> dict[str, object]:
        """Ask for contracts as the filter says."""
        sort_on, sort_order = SORTS[self.asked["order"]]
        types = [t for t, d in DIRECTIONS.items() if self.asked["direction"] in ("all", d)]
        query = {
            **super().query(),
            "portal_type": types,
            "sort_on": sort_on,
            "sort_order": sort_order,
        }
        if self.asked["standing"]:
            query["open_case"] = self.asked["standing"] == "open"
        if self.asked["words"]:
            query["SearchableText"] = " AND ".join(
                f"{word}*" for word in plain_words(self.asked["words"])
            )
        return query

    def tabs(self) -> list[Tab]:
        """Return the directions as tabs."""
        url = f"{self.site_url}/@@{self.name_of_view}"
        return [
            Tab(title, f"{url}?direction={d}", active=d == self.asked["direction"])
            for d, title in TABS.items()
        ]

    @property
    def standings(self) -> list[tuple[str, object]]:
        """The standings to choose from."""
        return list(STANDINGS.items())

    @property
    def orders(self) -> list[tuple[str, object]]:
        """The orders to choose from."""
        return list(ORDERS.items())


def plain_words(text: str) -> list[str]:
    """Return the words of a search without the signs that mean something to the catalog."""
    return "".join(c if c.isalnum() else " " for c in text).split()


class ContractsItem(NavigationItem):
    """The contracts in the navigation."""

    title = _("nav_contracts", default="Contracts")
    view = "@@contracts"
    icon = "file-earmark-text"
    order = 30
