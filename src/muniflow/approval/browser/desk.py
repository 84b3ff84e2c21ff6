"""The desk: what waits for me, over all my organisations, in the order of its dates."""

from functools import cached_property
from muniflow import _
from muniflow.approval.desk import tab_counts
from muniflow.approval.desk import tab_query
from muniflow.approval.desk import TABS
from muniflow.approval.pages import CaseList
from muniflow.core.formats import by_number
from muniflow.core.interfaces import IDeskNotice
from muniflow.core.theme.interfaces import Tab
from zope.component import getAdapters

import hashlib
import json


class DeskView(CaseList):
    """One list at a time: to decide, waiting for others, done lately."""

    page_title = _("heading_desk", default="Desk")

    @cached_property
    def tab(self) -> str:
        """The tab asked for, the first one by default."""
        asked = self.request.form.get("tab")
        return asked if asked in TABS else TABS[0]

    def query(self) -> dict[str, object]:
        """Ask for the cases of the tab."""
        return {**super().query(), **tab_query(self.tab, self.me)}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many cases each tab has."""
        return tab_counts(self.me, self.scope())

    def tabs(self) -> list[Tab]:
        """Return the tabs over the list."""
        titles = {
            "todo": _("tab_todo", default="To decide"),
            "drafts": _("tab_drafts", default="My drafts"),
            "others": _("tab_others", default="Waiting for others"),
            "done": _("tab_done", default="Settled"),
        }
        url = f"{self.site_url}/@@desk"
        return [
            Tab(titles[t], f"{url}?tab={t}", self.counts[t], active=t == self.tab) for t in TABS
        ]

    def notices(self) -> list[IDeskNotice]:
        """Return what waits beside the cases."""
        found = getAdapters((self.context, self.request), IDeskNotice)
        return [notice for _name, notice in found if notice.text]

    @property
    def heading(self) -> str:
        """What the page says first."""
        number = self.counts["todo"]
        if number == 0:
            return self.say(_("heading_desk_empty", default="Nothing waits for you"))
        counted = {"number": number}
        return self.say(
            by_number(
                number,
                _("heading_desk_one", default="One thing waits for you"),
                _("heading_desk_few", default="${number} things wait for you", mapping=counted),
                _("heading_desk_many", default="${number} things wait for you", mapping=counted),
            )
        )

    @property
    def empty_text(self) -> str:
        """What comes next; a done desk is something to be glad of."""
        if self.badges and self.tab == "todo":
            return self.say(
                _(
                    "text_desk_empty",
                    default="What others send you appears here by itself. Enjoy your coffee.",
                )
            )
        return super().empty_text


class DeskStamp(DeskView):
    """A few bytes that change when the desk does, for pages that keep themselves fresh."""

    def __call__(self) -> str:
        """Return the stamp as JSON."""
        shown = [(b.getPath(), b.step, b.due) for b in self.page]
        digest = hashlib.sha256(repr((self.counts, shown)).encode()).hexdigest()
        self.request.response.setHeader("Content-Type", "application/json")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return json.dumps({"stamp": digest[:16], "count": self.counts["todo"]})
