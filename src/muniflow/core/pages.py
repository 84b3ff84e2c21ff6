"""What the pages of all domains share."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from muniflow.core import clock
from muniflow.core import formats
from muniflow.core.calendar import WorkCalendar
from muniflow.core.errors import MuniflowError
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import ILightPage
from plone import api
from plone.batching import Batch
from Products.Five import BrowserView
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer

PAGE = 50
"""Rows of a list on one page."""


@implementer(ILightPage)
class Page(BrowserView):
    """A page of ours: knows its reader's language, the present day and the site."""

    page_title: Message | str = ""

    @cached_property
    def language(self) -> str:
        """The language of the page."""
        return self.request.get("LANGUAGE") or api.portal.get_default_language()

    @cached_property
    def site_url(self) -> str:
        """The address of the site."""
        return api.portal.get().absolute_url()

    @cached_property
    def today(self) -> date:
        """The present day, one and the same through the page."""
        return clock.today()

    @cached_property
    def me(self) -> str:
        """The id of the reader, "" for nobody."""
        return api.user.get_current().getId() or ""

    def say(self, message: Message | str) -> str:
        """Return a message in the reader's language."""
        return translate(message, context=self.request)

    def day(self, value: date | None) -> str:
        """Return a day in the reader's words."""
        return formats.day(value, self.language, self.today)

    def moment(self, iso: str) -> str:
        """Return a time in the reader's words."""
        return formats.moment(iso, self.language)

    def money(self, amount: object, currency: str) -> str:
        """Return a sum in the reader's words."""
        return formats.money(amount, currency, self.language)

    def since(self, iso: str) -> str:
        """Return how long something lasts, in the reader's words."""
        return self.say(formats.since_words(iso, clock.now()))

    def due_cell(self, due: date | None, calendar: WorkCalendar | None = None) -> Cell:
        """Return a deadline as a cell of a list: late is red and says how late.

        With a calendar the days are working days, and those left are told for the last week.
        """
        words = formats.due_words(due, self.today, calendar)
        if words is None:
            return Cell(self.day(due))
        days = (due - self.today).days
        if days < 0:
            return Cell(self.say(words), tone="late", note=self.day(due))
        if days > 1:
            return Cell(self.day(due), note=self.say(words))
        return Cell(self.say(words), tone="soon")

    def tell(self, message: Message | str, kind: str = "info") -> None:
        """Leave a message for the next page."""
        api.portal.show_message(self.say(message), self.request, type=kind)

    def tell_error(self, error: MuniflowError) -> None:
        """Leave an error's sentence for the next page."""
        self.tell(error.message, "error")

    def back(self, url: str = "") -> str:
        """Redirect to ``url``, the context's own page by default."""
        return self.request.response.redirect(url or self.context.absolute_url())

    def batch(self, found: Sequence[object]) -> Batch:
        """Return the part of a list that the page shows."""
        asked = self.request.form.get("b_start", 0)
        return Batch(found, PAGE, start=asked if isinstance(asked, int) else 0)
