"""What the desk asks the catalog, and the counter of the shell."""

from collections.abc import Sequence
from muniflow import _
from muniflow.approval.operations import desk_keys
from muniflow.approval.operations import PERSON
from muniflow.core.interfaces import IDeskCount
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from plone import api
from zope.component import adapter
from zope.interface import implementer

TABS = ("todo", "drafts", "others", "done")


def tab_query(tab: str, person: str) -> dict[str, object]:
    """Return what makes a case belong to a tab of a person's desk."""
    if tab == "todo":
        return {"actors": desk_keys(person)}
    if tab == "drafts":
        return {"actors": [PERSON + person], "registry_number": ""}
    mine: dict[str, object] = {"responsible": person, "open_case": tab == "others"}
    if tab == "others":
        mine["actors"] = {"not": [PERSON + person]}
    return mine


def tab_counts(person: str, scope: Sequence[str]) -> dict[str, int]:
    """Return how many cases each tab has in the organisations of ``scope``."""
    catalog = api.portal.get_tool("portal_catalog")
    return {tab: len(catalog(organisation=list(scope), **tab_query(tab, person))) for tab in TABS}


@implementer(IDeskCount)
@adapter(IMuniflowLayer)
class DeskCount:
    """The number beside the person's name."""

    def __init__(self, request: IMuniflowLayer) -> None:
        self._scope = [badge.id for badge in ActingSwitch(request).choices]

    @property
    def total(self) -> int:
        """How many cases wait for the person, in all organisations."""
        person = api.user.get_current().getId() or ""
        catalog = api.portal.get_tool("portal_catalog")
        return len(catalog(organisation=self._scope, **tab_query("todo", person)))


class DeskItem(NavigationItem):
    """The first line of the navigation."""

    title = _("nav_desk", default="Desk")
    view = "@@desk"
    icon = "inbox"
    order = 10

    @property
    def available(self) -> bool:
        """True for everybody: an empty desk says what comes next."""
        return True
