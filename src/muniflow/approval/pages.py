"""Lists of cases, read from the catalog's metadata alone; the base of every such page."""

from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cached_property
from muniflow import _
from muniflow.approval.casepage import CasePage as CasePage
from muniflow.approval.operations import desk_keys
from muniflow.approval.operations import words
from muniflow.approval.rules import due_date
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.core.theme.interfaces import Tab
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import calendar_for
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import lent_by
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import lock_of
from plone import api
from plone.batching import Batch
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile

COLUMNS = (
    Column(_("column_matter", default="Matter")),
    Column(_("column_step", default="Step"), hide="narrow"),
    Column(_("column_since", default="There since"), hide="medium"),
    Column(_("column_due", default="Due")),
    Column(_("column_net", default="Net"), hide="narrow", number=True),
)


class CaseList(Page):
    """A page with a list of cases over my organisations, or over the one I act for."""

    columns: Sequence[Column] = COLUMNS
    sort_on = "due"
    sort_order = "ascending"
    bar = ViewPageTemplateFile("browser/batch-bar.pt")

    @cached_property
    def switch(self) -> ActingSwitch:
        """For whom the reader acts."""
        return ActingSwitch(self.request)

    @cached_property
    def badges(self) -> Mapping[str, Badge]:
        """My organisations by id."""
        return {badge.id: badge for badge in self.switch.choices}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def name(self, person: str) -> str:
        """Return a full name, looked up once a page."""
        if person not in self._names:
            self._names[person] = full_name(person)
        return self._names[person]

    def scope(self) -> list[str]:
        """Return the ids of the organisations the list covers."""
        current = self.switch.current
        return [current.id] if current else list(self.badges)

    def query(self) -> dict[str, object]:
        """Return what the catalog is asked; extended by each list."""
        return {
            "organisation": self.scope(),
            "sort_on": self.sort_on,
            "sort_order": self.sort_order,
        }

    @cached_property
    def found(self) -> Sequence[object]:
        """The brains of the whole list."""
        return api.portal.get_tool("portal_catalog")(**self.query())

    @cached_property
    def page(self) -> Batch:
        """The brains of this page."""
        return self.batch(self.found)

    def rows(self) -> list[Row]:
        """Return the lines of this page."""
        return [self.row(brain) for brain in self.page]

    def row(self, brain: object) -> Row:
        """Return one line: who, what, since when, until when."""
        return Row(
            title=brain.Title,
            url=brain.getURL(),
            badge=self.badges.get(brain.organisation),
            note=self.note(brain),
            cells=self.cells(brain),
            select=self.select(brain),
            lock=lock_of(brain),
        )

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(desk_keys(self.me))

    @cached_property
    def _lent(self) -> dict[str, str]:
        return lent_by(self.me)

    def select(self, brain: object) -> str:
        """Return the UID of a case that the reader could decide on, else ""."""
        mine = brain.open_case is True and not self._keys.isdisjoint(brain.actors or ())
        return brain.UID if mine else ""

    @property
    def here(self) -> str:
        """The address of the list as it is shown."""
        query = self.request.get("QUERY_STRING", "")
        url = self.request.get("ACTUAL_URL", self.site_url)
        return f"{url}?{query}" if query else url

    def note(self, brain: object) -> str:
        """Return the number, the partners, and in whose place the reader has it."""
        partners = ", ".join(p.split(",")[0] for p in brain.partners or ())
        parts = (brain.registry_number, partners, self.in_place_of(brain))
        return " · ".join(part for part in parts if part)

    def in_place_of(self, brain: object) -> str:
        """Return for whom the reader has a case as a substitute, "" where it is their own."""
        mine = self._keys.intersection(brain.actors or ()) if brain.open_case is True else ()
        if not mine or not self._lent.keys() >= mine:
            return ""
        absent = dict.fromkeys(self.name(self._lent[key]) for key in sorted(mine))
        return self.say(
            _("text_in_place_of", default="for ${person}", mapping={"person": ", ".join(absent)})
        )

    def cells(self, brain: object) -> tuple[Cell, ...]:
        """Return the values below the columns."""
        done = not brain.open_case
        return (
            Cell(words(brain.step), tone="soft" if done else ""),
            Cell("" if done else self.since(brain.step_since)),
            Cell("") if done else self.deadline(brain),
            Cell(self.money(brain.amount, brain.currency)),
        )

    def deadline(self, brain: object) -> Cell:
        """Return the deadline, told in working days of the organisation."""
        calendar = calendar_for(self.request, brain.organisation)
        return self.due_cell(due_date(brain.due), calendar)

    @property
    def empty_heading(self) -> str:
        """What an empty list says."""
        if not self.badges:
            return self.say(_("heading_no_post", default="You hold no post yet"))
        return self.say(_("heading_nothing_here", default="Nothing here"))

    @property
    def empty_text(self) -> str:
        """What comes next."""
        if self.badges:
            text = _("text_list_empty", default="As soon as there is something, you see it here.")
        else:
            text = _(
                "text_no_post",
                default="An administrator of your organisation gives you one; "
                "then your work appears here.",
            )
        return self.say(text)


STANDINGS = {
    "open": _("standing_open", default="Open"),
    "ended": _("standing_ended", default="Ended"),
}
ORDERS = {
    "number": _("order_number", default="Newest number first"),
    "due": _("order_due", default="Due first"),
    "amount": _("order_amount", default="Highest value first"),
}
SORTS = {
    "due": ("due", "ascending"),
    "number": ("registry_order", "descending"),
    "amount": ("amount", "descending"),
}


class CasesView(CaseList):
    """A list of cases with a filter."""

    index = ViewPageTemplateFile("browser/cases.pt")
    page_title = _("heading_cases", default="Cases")
    name_of_view = "cases"
    known_orders: Mapping[str, object] = ORDERS
    sorts: Mapping[str, tuple[str, str]] = SORTS

    def __call__(self) -> str:
        """Return the page."""
        return self.index()

    @cached_property
    def asked(self) -> dict[str, str]:
        """What the filter asks for, each value a known one."""
        words = self.request.form.get("words", "")
        return {
            "standing": self.one_of("standing", STANDINGS),
            "order": self.one_of("order", self.known_orders) or next(iter(self.known_orders)),
            "words": words.strip() if isinstance(words, str) else "",
        }

    def one_of(self, name: str, known: Collection[str]) -> str:
        """Return a value of the form when it is a known one, else ""."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) and value in known else ""

    def query(self) -> dict[str, object]:
        """Ask the catalog as the filter says."""
        sort_on, sort_order = self.sorts[self.asked["order"]]
        query: dict[str, object] = {
            **super().query(),
            "object_provides": ICase.__identifier__,
            "sort_on": sort_on,
            "sort_order": sort_order,
        }
        if self.asked["standing"]:
            query["open_case"] = self.asked["standing"] == "open"
        words = plain_words(self.asked["words"])
        if words:
            query["SearchableText"] = " AND ".join(f"{word}*" for word in words)
        return query

    def tabs(self) -> list[Tab]:
        """No tabs here; the list of one kind has its own."""
        return []

    def links(self) -> list[tuple[str, str]]:
        """What else may be done from here: addresses with their words."""
        if not self.badges:
            return []
        waiting = _("link_waiting", default="What waits where")
        return [(f"{self.site_url}/@@waiting", self.say(waiting))]

    @property
    def hidden(self) -> dict[str, str]:
        """What the filter keeps besides its fields."""
        return {}

    @property
    def standings(self) -> list[tuple[str, object]]:
        """The standings to choose from."""
        return list(STANDINGS.items())

    @property
    def orders(self) -> list[tuple[str, object]]:
        """The orders to choose from."""
        return list(self.known_orders.items())


def plain_words(text: str) -> list[str]:
    """Return the words of a search without the signs that mean something to the catalog."""
    return "".join(c if c.isalnum() else " " for c in text).split()


class CasesItem(NavigationItem):
    """The cases in the navigation."""

    title = _("nav_cases", default="Cases")
    view = "@@cases"
    icon = "folder"
    order = 20
