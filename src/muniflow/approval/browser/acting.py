"""What every act on a case has in common: done on POST only, refused with the input kept."""

from datetime import date
from muniflow import _
from muniflow.approval.casepage import CasePage
from muniflow.core.errors import Invalid
from muniflow.core.errors import MuniflowError
from plone import api
from plone.uuid.interfaces import IUUID
from urllib.parse import urlencode
from zope.component import getMultiAdapter
from zope.i18nmessageid import Message

import transaction


class CaseAct(CasePage):
    """An act whose form stands on the case's page or in the queue."""

    def act(self) -> Message | str:
        """Do it and return what is said then; each act has its own."""
        raise NotImplementedError

    def __call__(self) -> str:
        """Act on POST; a refusal shows the form again, with what was written."""
        if self.request.method != "POST":
            return self.form()
        try:
            said = self.act()
        except MuniflowError as error:
            # Nothing of a refused act is kept.
            transaction.abort()
            self.tell_error(error)
            return self.again(error)
        if said:
            self.tell(said, "success")
        return self.leave()

    def form(self) -> str:
        """Return what a GET shows: the case."""
        return self.back()

    def again(self, error: MuniflowError) -> str:
        """Return the page the form stood on, filled in as it was sent."""
        if self.words("queue"):
            self.request.form["item"] = IUUID(self.context)
            return getMultiAdapter((api.portal.get(), self.request), name="approve")()
        return getMultiAdapter((self.context, self.request), name="view")()

    def leave(self) -> str:
        """Lead on: to the next item of the queue, or to the case while it may be seen."""
        place = self.words("queue")
        if place:
            query = urlencode({"place": place, "after": IUUID(self.context)})
            return self.back(f"{self.site_url}/@@approve?{query}")
        if not self.may("View"):
            return self.back(f"{self.site_url}/@@desk")
        return self.back()

    def many(self, name: str) -> list[str]:
        """Return the texts the form brought under a name, one or several."""
        value = self.request.form.get(name, ())
        sent = [value] if isinstance(value, str) else list(value)
        return [one for one in sent if isinstance(one, str)]

    def number(self, name: str) -> int:
        """Return a number of the form, 0 for anything else."""
        value = self.words(name)
        return int(value) if value.isdecimal() else 0

    def date(self, name: str) -> date | None:
        """Return a date of the form, None for an empty one; raises Invalid for nonsense."""
        value = self.words(name).strip()
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as problem:
            message = _(
                "error_date_unreadable",
                default="“${value}” is no date; write it as year-month-day.",
                mapping={"value": value},
            )
            raise Invalid(message) from problem


class CaseForm(CaseAct):
    """An act with a page of its own."""

    index: object
    """The template, bound in ZCML."""

    def form(self) -> str:
        """Return the page."""
        return self.index()

    def again(self, error: MuniflowError) -> str:
        """Return the page with what was written."""
        return self.index()
