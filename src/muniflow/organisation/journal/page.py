"""The journal of an organisation, newest first."""

from functools import cached_property
from muniflow import _
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.pages import Page
from muniflow.core.sheets import write
from muniflow.core.sheets import XLSX_TYPE
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.journal.finding import Asked
from muniflow.organisation.journal.finding import day_of
from muniflow.organisation.journal.finding import entries
from muniflow.organisation.journal.finding import find
from muniflow.organisation.journal.finding import Found
from muniflow.organisation.journal.finding import place_of
from muniflow.organisation.journal.finding import place_text
from muniflow.organisation.journal.showing import Shown
from muniflow.organisation.journal.showing import Teller
from muniflow.organisation.journal.words import ACTS
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.postbook import book_of
from plone import api
from urllib.parse import urlencode

SHEET = 10_000
"""Lines of a spreadsheet at most; the day's files have everything."""

FIELDS = ("since", "until", "person", "act", "about")


class OfJournal(Page):
    """A page about the journal of an organisation."""

    @cached_property
    def organisation(self) -> Badge:
        """Whose journal it is."""
        return badge(self.context)

    @property
    def url(self) -> str:
        """The address of the organisation."""
        return self.context.absolute_url()

    def text(self, name: str) -> str:
        """Return what was written in a field."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @cached_property
    def alarms(self) -> list[str]:
        """What the nightly check found: entries that do not match their seals."""
        ledger = IJournal(self.context).ledger
        checks = ledger.checks.values() if ledger is not None else ()
        return [finding for check in checks for finding in check.findings]


class JournalPage(OfJournal):
    """What happened, a hundred entries at a time, narrowed by what the reader asks."""

    page_title = _("heading_journal", default="Journal")

    @cached_property
    def asked(self) -> Asked:
        """What the reader asks for."""
        return Asked(
            day_of(self.text("since")),
            day_of(self.text("until")),
            self._people(self.text("person")),
            self.text("act"),
            self._uids(self.text("about")),
            place_of(self.text("before")),
        )

    @cached_property
    def found(self) -> Found:
        """The entries of this page."""
        return find(self.context, self.asked)

    def lines(self) -> list[Shown]:
        """Return the entries of this page in the reader's words."""
        teller = Teller(self, self.found.entries)
        return [teller.shown(entry) for entry in self.found.entries]

    def acts(self) -> list[tuple[str, str]]:
        """Return the acts to choose from, by their words."""
        named = [(name, self.say(words)) for name, words in ACTS.items()]
        if self.asked.act and self.asked.act not in ACTS:
            named.append((self.asked.act, self.asked.act))
        return sorted(named, key=lambda pair: pair[1].casefold())

    @property
    def narrowed(self) -> bool:
        """True when the reader asks for some entries only."""
        return any(self.text(name) for name in FIELDS)

    def query(self, **more: str) -> str:
        """Return what was asked, as the end of an address."""
        asked = {name: self.text(name) for name in FIELDS if self.text(name)}
        return urlencode({**asked, **more})

    @property
    def older(self) -> str:
        """The address of the next page, "" on the last one."""
        if self.found.next is None:
            return ""
        return f"{self.url}/@@journal?{self.query(before=place_text(self.found.next))}"

    @property
    def newest(self) -> str:
        """The address of the first page, "" on it."""
        return f"{self.url}/@@journal?{self.query()}" if self.text("before") else ""

    def _people(self, text: str) -> frozenset[str] | None:
        """Return whose name holds a text, and whoever has it as id."""
        if not text:
            return None
        known = {post.person for post in book_of(self.context).posts.values()}
        named = {p for p in known if text.casefold() in full_name(p).casefold()}
        return frozenset({text, *named})

    def _uids(self, text: str) -> frozenset[str] | None:
        """Return what has this number, or this id."""
        if not text:
            return None
        found = api.portal.get_tool("portal_catalog")(
            registry_number=text, organisation=self.context.getId()
        )
        return frozenset({text, *(brain.UID for brain in found)})


class JournalSheet(JournalPage):
    """What the page shows, with the pages behind it, as a spreadsheet."""

    def __call__(self) -> bytes:
        """Return the file."""
        journal.viewed(self.context, "journal-export", asked=self.query())
        rows = list(entries(self.context, self.asked, SHEET))
        teller = Teller(self, rows)
        response = self.request.response
        response.setHeader("Content-Type", XLSX_TYPE)
        name = f"{self.context.getId()}-journal.xlsx"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        header = [self.say(title) for title in self.columns]
        told = ((entry, teller.shown(entry)) for entry in rows)
        return write(
            header,
            (
                (e["time"], s.who, s.as_what, s.act, s.title, s.details, s.channel, e["id"])
                for e, s in told
            ),
            self.say(self.page_title),
        )

    columns = (
        _("column_time", default="Time"),
        _("column_who", default="Who"),
        _("column_as_what", default="As what"),
        _("column_act", default="Act"),
        _("column_about", default="About"),
        _("column_details", default="Details"),
        _("column_channel", default="Channel"),
        _("column_id", default="Id"),
    )
