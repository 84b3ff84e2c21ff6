"""What waits where: every open case with whom it is and since when, the longest first."""

from collections.abc import Iterable
from functools import cached_property
from muniflow import _
from muniflow.approval.operations import PERSON
from muniflow.approval.operations import words
from muniflow.approval.pages import CasesView
from muniflow.core.formats import by_number
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.organisation.operations import absent_today
from muniflow.organisation.operations import people_of_group
from muniflow.organisation.operations import substitutes_for
from plone import api

SHOWN = 2
"""Names in one cell; the case's own page has them all."""

ORDERS = {
    "since": _("order_since", default="Longest there first"),
    "due": _("order_due", default="Due first"),
    "amount": _("order_amount", default="Highest value first"),
}
SORTS = {
    "since": ("step_since", "ascending"),
    "due": ("due", "ascending"),
    "amount": ("amount", "descending"),
}


class WaitingView(CasesView):
    """A list that answers why it takes so long, and at whom."""

    page_title = _("heading_waiting", default="What waits where")
    name_of_view = "waiting"
    columns = (
        Column(_("column_matter", default="Matter")),
        Column(_("column_with_whom", default="With whom")),
        Column(_("column_step", default="Step"), hide="narrow"),
        Column(_("column_since", default="There since"), hide="medium"),
        Column(_("column_due", default="Due")),
    )
    known_orders = ORDERS
    sorts = SORTS

    def query(self) -> dict[str, object]:
        """Ask for what is open."""
        return {**super().query(), "open_case": True}

    @property
    def standings(self) -> list[tuple[str, object]]:
        """Nothing to choose: what has ended waits for nobody."""
        return []

    def links(self) -> list[tuple[str, str]]:
        """Return the way back to all cases."""
        return [(f"{self.site_url}/@@cases", self.say(_("nav_cases", default="Cases")))]

    def cells(self, brain: object) -> tuple[Cell, ...]:
        """Return with whom a case is, in which step, since when and until when."""
        return (
            self.with_whom(brain),
            Cell(words(brain.step)),
            Cell(self.since(brain.step_since)),
            self.deadline(brain),
        )

    def with_whom(self, brain: object) -> Cell:
        """Return the people who have a case, and why none of them could act."""
        keys = brain.actors or ()
        if not keys:
            return Cell(
                self.say(_("text_waits_outside", default="waits for something from outside")),
                tone="soft",
            )
        people = self.people(brain.organisation, keys)
        if not people:
            return Cell(
                self.say(_("text_nobody_holds", default="nobody holds the function")), tone="late"
            )
        return Cell(self.some(people), note=self.away(brain.organisation, people))

    def people(self, organisation: str, keys: Iterable[str]) -> list[str]:
        """Return the people behind the keys of a case."""
        found: list[str] = []
        for key in keys:
            if key.startswith(f"{PERSON}{organisation}:"):
                continue
            if key.startswith(PERSON):
                found.append(key.removeprefix(PERSON))
            else:
                found.extend(self.group(key))
        return list(dict.fromkeys(found))

    def group(self, key: str) -> list[str]:
        """Return the people of a group, looked up once a page."""
        if key not in self._groups:
            self._groups[key] = people_of_group(key)
        return self._groups[key]

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        return {}

    def some(self, people: list[str]) -> str:
        """Return the first names and how many more there are."""
        names = ", ".join(self.name(person) for person in people[:SHOWN])
        more = len(people) - SHOWN
        if more <= 0:
            return names
        counted = {"names": names, "number": more}
        return self.say(
            by_number(
                more,
                _("text_and_one_more", default="${names} and 1 more", mapping=counted),
                _("text_and_few_more", default="${names} and ${number} more", mapping=counted),
                _("text_and_more", default="${names} and ${number} more", mapping=counted),
            )
        )

    def away(self, organisation: str, people: list[str]) -> str:
        """Return that all are away and nobody stands in, else ""."""
        place = api.portal.get()[organisation]
        if all(absent_today(p) and not substitutes_for(p, place) for p in people):
            return self.say(_("text_all_away", default="away, and nobody stands in"))
        return ""
