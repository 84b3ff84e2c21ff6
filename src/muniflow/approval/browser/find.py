"""The search of the shell: everything the reader may see, by number, partner or word."""

from functools import cached_property
from muniflow import _
from muniflow.approval.operations import words
from muniflow.approval.pages import CaseList
from muniflow.approval.pages import plain_words
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.pages import my_badges
from muniflow.registry.operations import found_by
from muniflow.registry.operations import is_code
from muniflow.registry.operations import lock_of
from muniflow.registry.operations import masks_by_number
from plone import api


class FindView(CaseList):
    """What was found, cases and documents alike, newest first."""

    page_title = _("heading_find", default="Search")
    columns = (
        Column(_("column_matter", default="Matter")),
        Column(_("column_kind", default="Kind"), hide="narrow"),
        Column(_("column_step", default="Step"), hide="medium"),
    )

    def __call__(self) -> str:
        """Show what was found; the code of a label leads straight to what has it."""
        found = found_by(self.text) if is_code(self.text) else None
        return self.index() if found is None else self.back(found.getURL())

    @cached_property
    def text(self) -> str:
        """What was asked for."""
        asked = self.request.form.get("SearchableText", "")
        return asked.strip() if isinstance(asked, str) else ""

    def scope(self) -> list[str]:
        """A search is over all my organisations, whomever I act for."""
        return [badge.id for badge in my_badges(self.request)]

    @cached_property
    def found(self) -> object:
        """The brains; nothing for an empty question."""
        asked = plain_words(self.text)
        if not asked:
            return []
        return api.portal.get_tool("portal_catalog")(
            SearchableText=" AND ".join(f"{word}*" for word in asked),
            sort_on="modified",
            sort_order="descending",
        )

    def rows(self) -> list[Row]:
        """Return the lines of this page; what is masked and has the number asked for is first."""
        first = [] if self.page.has_previous else self.masks
        return [*first, *super().rows()]

    @property
    def count(self) -> int:
        """How much was found."""
        return len(self.found) + len(self.masks)

    @cached_property
    def masks(self) -> list[Row]:
        """Return a line for what the reader does not see, asked for by its whole number."""
        return [
            Row(
                title=mask.number,
                url=mask.url,
                badge=self.badges.get(mask.organisation),
                note=self.say(_("text_confidential_row", default="Confidential")),
                cells=(Cell(""), Cell("")),
            )
            for mask in masks_by_number(self.scope(), self.text)
        ]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The names of the types."""
        types = api.portal.get_tool("portal_types")
        return {fti.getId(): self.say(fti.Title()) for fti in types.objectValues()}

    def row(self, brain: object) -> Row:
        """Return one line, whatever it is."""
        step = brain.step if isinstance(brain.step, str) else ""
        return Row(
            title=brain.Title or brain.getId,
            url=brain.getURL(),
            badge=self.badges.get(brain.organisation),
            note=self.note(brain),
            cells=(Cell(self.kinds.get(brain.portal_type, "")), Cell(words(step) if step else "")),
            select=self.select(brain),
            lock=lock_of(brain),
        )

    def note(self, brain: object) -> str:
        """Return the number and the partners of what has them."""
        number = brain.registry_number if isinstance(brain.registry_number, str) else ""
        partners = brain.partners if isinstance(brain.partners, tuple | list) else ()
        names = ", ".join(p.split(",")[0] for p in partners)
        return " · ".join(part for part in (number, names) if part)

    @property
    def nothing_found(self) -> str:
        """What to try next."""
        return self.say(
            _(
                "text_nothing_found",
                default="Try fewer or shorter words; the beginning of a word is enough.",
            )
        )
