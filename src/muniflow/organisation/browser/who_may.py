"""Who may see and act here, and why."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.access import Access
from muniflow.organisation.access import access_to
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import SubstitutionRecord
from muniflow.organisation.rules import name_order

MAY = {
    "see": _("may_see", default="see"),
    "edit": _("may_edit", default="edit"),
    "file": _("may_file", default="file documents"),
}


class WhoMay(Page):
    """Everybody who may see the object, with the posts behind it."""

    columns = (
        Column(_("column_person", default="Person")),
        Column(_("column_posts", default="Because of")),
        Column(_("column_may", default="May")),
    )

    @cached_property
    def page_title(self) -> str:
        """The question the page answers."""
        return self.say(_("heading_who_may", default="Who may see and act here, and why"))

    def rows(self) -> list[Row]:
        """Return one line a person."""
        lines = [(full_name(access.person), access) for access in access_to(self.context)]
        return [
            Row(
                title=name,
                url=f"{self.site_url}/@@people?person={access.person}",
                cells=(
                    Cell(
                        ", ".join(self.post(p) for p in access.posts),
                        note="; ".join(self.notes(access)),
                    ),
                    Cell(", ".join(self.say(MAY[m]) for m in access.may)),
                ),
            )
            for name, access in sorted(lines, key=lambda line: name_order(line[0]))
        ]

    def post(self, holding: object) -> str:
        """Return function and unit."""
        return f"{self.say(FUNCTIONS[holding.function].title)} ({holding.unit_title})"

    def notes(self, access: Access) -> list[str]:
        """Return what else than posts it follows from."""
        named = [self.say(_("text_named_on_it", default="named on it"))] if access.named else []
        return [*named, *(self.through(record) for record in access.through)]

    def through(self, record: SubstitutionRecord) -> str:
        """Return for whom, and until when."""
        return self.say(
            _(
                "text_through_substitution",
                default="through the substitution of ${person} until ${day}",
                mapping={"person": full_name(record.absent), "day": self.day(record.until)},
            )
        )
