"""The staff of my organisations, by unit."""

from functools import cached_property
from muniflow import _
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import holdings_of
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import my_badges
from muniflow.organisation.postbook import book_of
from muniflow.organisation.rules import name_order
from plone import api
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


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
        found.sort(key=lambda line: (name_order(line[0]), line[1].code, line[2].function))
        return [
            Row(
                title=name,
                url=f"{badge.url}/@@person?{urlencode({'person': post.person})}",
                badge=badge,
                cells=(
                    Cell(self.say(FUNCTIONS[post.function].title)),
                    Cell(book.title_of(post.unit)),
                ),
            )
            for name, badge, post, book in found
        ]


@implementer(IPublishTraverse)
class AuthorPage(Page):
    """``author/<person>``: leads to a colleague's posts; strangers have no page."""

    person = ""

    def publishTraverse(self, request: object, name: str) -> "AuthorPage":
        """Take the person from the path."""
        if self.person:
            raise NotFound(name)
        self.person = name
        return self

    def __call__(self) -> str:
        """Redirect; NotFound for whoever holds no post in an organisation of mine."""
        mine = {badge.id for badge in my_badges(self.request)}
        if not any(h.organisation in mine for h in holdings_of(self.person)):
            raise NotFound(self.person)
        return self.back(f"{self.site_url}/@@people?{urlencode({'person': self.person})}")
