"""The bar above the book: what may be chosen in it, and the names of what is chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from muniflow import _
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_title
from muniflow.registry.browser import asking
from muniflow.registry.exports.words import DIRECTIONS
from muniflow.registry.plan.operations import plan_item
from plone import api
from urllib.parse import urlencode

NAMED_AT_MOST = 300
"""People to choose from; where there are more, a name is asked for as text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the bar with what may be chosen."""

    name: str
    title: str
    options: tuple[tuple[str, str], ...]
    chosen: str


class Bar(Page):
    """A page of one register that says what it is asked for."""

    @cached_property
    def place(self) -> object:
        """The organisation whose register it is."""
        return organisation_of(self.context)

    @cached_property
    def organisation(self) -> Badge:
        """What the page shows of the organisation."""
        return badge(self.place)

    @cached_property
    def asked(self) -> asking.Asked:
        """What the address asks for."""
        return asking.asked(self.request.form)

    @property
    def query(self) -> str:
        """What is asked for, as the end of an address."""
        return urlencode({k: v for k, v in self.asked.values.items() if v})

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The names of the types."""
        types = api.portal.get_tool("portal_types")
        return {fti.getId(): self.say(fti.Title()) for fti in types.objectValues()}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {"": ""}

    def name(self, person: str) -> str:
        """Return a full name, looked up once a page."""
        if person not in self._names:
            self._names[person] = full_name(person)
        return self._names[person]

    @cached_property
    def _units(self) -> dict[str, str]:
        return {"": ""}

    def unit(self, unit: str) -> str:
        """Return what a unit is called, looked up once a page."""
        if unit not in self._units:
            self._units[unit] = unit_title(self.place, unit)
        return self._units[unit]

    def first_choices(self) -> list[Choice]:
        """Return what the bar always shows beside text and days."""
        label = _("label_sort", default="Order")
        sorts = [(value, self.say(title)) for value, title in asking.SORTS.items()]
        return [
            self._choice("unit", _("label_unit", default="Unit"), self._by(self.unit, "unit")),
            Choice(
                "sort",
                self.say(label),
                tuple(sorts),
                self.asked["sort"],
            ),
        ]

    def more_choices(self) -> list[Choice]:
        """Return what is asked for seldom."""
        return [
            self._named(
                "correction", _("label_correction", default="Corrections"), asking.CORRECTED
            ),
            self._named("direction", _("label_direction", default="Direction"), DIRECTIONS),
            self._named("level", _("label_level", default="Cases or documents"), asking.LEVELS),
            self._choice(
                "kind",
                _("label_kind", default="Kind"),
                self._by(lambda kind: self.kinds.get(kind, kind), "kind"),
            ),
            self._choice(
                "handler",
                _("label_handler_registered", default="Handler on registering"),
                self._by(self.name, "handler"),
            ),
            self._choice(
                "plan_item",
                _("label_plan_item", default="Item of the filing plan"),
                self._by(self._item, "plan_item"),
            ),
        ]

    def _item(self, item: str) -> str:
        found = plan_item(self.place, item)
        return f"{item} {found.title}" if found else item

    def _by(self, titled: Callable[[str], str], name: str) -> list[tuple[str, str]]:
        """Return the values that entries have, with their titles, by title."""
        values = self.context.book.index.values(name)[:NAMED_AT_MOST]
        return sorted(((v, titled(v)) for v in values), key=lambda pair: pair[1].casefold())

    def _named(self, name: str, title: str, names: dict[str, str]) -> Choice:
        return self._choice(name, title, [(v, self.say(t)) for v, t in names.items()])

    def _choice(self, name: str, title: str, options: list[tuple[str, str]]) -> Choice:
        every = ("", self.say(_("option_all", default="All")))
        return Choice(name, self.say(title), tuple(chain((every,), options)), self.asked[name])
