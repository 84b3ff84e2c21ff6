"""The staff of my organisations, by unit."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.postbook import book_of
from plone import api


class PeopleView(Page):
    """Who works where, as what; only of organisations one belongs to."""

    page_title = _("heading_people", default="People")
    columns = (
        Column(_("column_person", default="Person")),
        Column(_("column_function", default="Function")),
        Column(_("column_unit", default="Unit"), hide="narrow"),
    )

    @cached_property
    def person(self) -> str:
        """The person asked for, "" for all."""
        asked = self.request.form.get("person", "")
        return asked if isinstance(asked, str) else ""

    def rows(self) -> list[Row]:
        """Return one line a post held today."""
        switch = ActingSwitch(self.request)
        found = []
        site = api.portal.get()
        for badge in [switch.current] if switch.current else switch.choices:
            book = book_of(site[badge.id])
            for post in book.posts.values():
                if post.active(self.today) and self.person in ("", post.person):
                    found.append((full_name(post.person), badge, post, book))
        found.sort(key=lambda line: (line[0], line[1].code, line[2].function))
        return [
            Row(
                title=name,
                url=f"{self.site_url}/@@people?person={post.person}",
                badge=badge,
                cells=(
                    Cell(self.say(FUNCTIONS[post.function].title)),
                    Cell(book.title_of(post.unit)),
                ),
            )
            for name, badge, post, book in found
        ]
