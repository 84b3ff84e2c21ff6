"""The worklist of what came in, over my organisations."""

from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core.calendar import WorkCalendar
from muniflow.core.formats import by_number
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.core.theme.interfaces import Tab
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import calendar_for
from muniflow.organisation.operations import unit_title
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import my_badges
from muniflow.organisation.pages import NavigationItem
from muniflow.registry.arrivals.browser.base import BOOK
from muniflow.registry.arrivals.browser.base import InOrganisation
from muniflow.registry.arrivals.browser.base import MANAGE
from muniflow.registry.arrivals.browser.base import RECEIVE
from muniflow.registry.arrivals.interfaces import KINDS
from muniflow.registry.arrivals.interfaces import MODES
from muniflow.registry.arrivals.interfaces import OPEN
from muniflow.registry.arrivals.rules import due_of
from muniflow.registry.arrivals.rules import WORDS
from muniflow.registry.arrivals.worklists import count
from muniflow.registry.arrivals.worklists import find
from muniflow.registry.arrivals.worklists import TABS
from plone import api
from zope.i18nmessageid import Message

COLUMNS = (
    Column(_("column_subject", default="Subject")),
    Column(_("column_how", default="How it came"), hide="medium"),
    Column(_("column_arrived", default="Arrived"), hide="narrow"),
    Column(_("column_stands", default="Where it stands"), hide="narrow"),
    Column(_("column_register_until", default="Register until")),
)
TITLES = {
    "open": _("tab_arrivals_open", default="To register"),
    "handed": _("tab_arrivals_handed", default="Handed over"),
    "mine": _("tab_arrivals_mine", default="Handed to me"),
    "taken": _("tab_arrivals_taken", default="Taken in by me"),
    "registered": _("tab_arrivals_registered", default="Registered"),
    "unfiled": _("tab_arrivals_unfiled", default="Not registered"),
    "all": _("tab_arrivals_all", default="All"),
}


class ArrivalsView(InOrganisation):
    """What came in and what became of it; the oldest open one first."""

    page_title = _("heading_arrivals", default="Arrivals")
    columns = COLUMNS

    @cached_property
    def switch(self) -> ActingSwitch:
        """For whom the reader acts."""
        return ActingSwitch(self.request)

    @cached_property
    def badges(self) -> dict[str, Badge]:
        """My organisations by id, or the one I act for."""
        current = self.switch.current
        return {b.id: b for b in ([current] if current else self.switch.choices)}

    def allowed(self, permission: str) -> list[Badge]:
        """Return those of the organisations in which the reader has a permission."""
        site = api.portal.get()
        return [
            b for b in self.badges.values() if api.user.has_permission(permission, obj=site[b.id])
        ]

    @cached_property
    def keeps(self) -> list[str]:
        """The ids of organisations whose arrivals the reader keeps or audits."""
        kept = {b.id for p in (MANAGE, BOOK) for b in self.allowed(p)}
        return [name for name in self.badges if name in kept]

    @cached_property
    def known_tabs(self) -> list[str]:
        """The tabs the reader has: some see all, the others what is theirs."""
        own = ["mine", "taken"]
        return [t for t in TABS if self.keeps or t in own]

    @cached_property
    def tab(self) -> str:
        """The tab asked for, the first one by default."""
        asked = self.asked("tab")
        return asked if asked in self.known_tabs else self.known_tabs[0]

    def tabs(self) -> list[Tab]:
        """Return the tabs over the list, with how many there are to do."""
        url = f"{self.site_url}/@@arrivals"
        return [
            Tab(TITLES[t], f"{url}?tab={t}", self.counted(t), active=t == self.tab)
            for t in self.known_tabs
        ]

    def counted(self, tab: str) -> int | None:
        """Return how many a tab has, None where it only grows."""
        return count(tab, self.scope(tab), self.me) if tab in ("open", "handed", "mine") else None

    def scope(self, tab: str) -> list[str]:
        """Return the ids of the organisations that a tab covers."""
        return list(self.badges) if tab in ("mine", "taken") else self.keeps

    @cached_property
    def found(self) -> object:
        """The brains of the whole list."""
        return find(
            self.tab,
            self.scope(self.tab),
            self.me,
            words=self.asked("words"),
            mode=self.asked("mode"),
            since=self._day("since"),
            until=self._day("until"),
        )

    def _day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.asked(name))
        except ValueError:
            return None

    @cached_property
    def page(self) -> object:
        """The brains of this page."""
        return self.batch(self.found)

    def rows(self) -> list[Row]:
        """Return the lines of this page."""
        return [self.row(brain) for brain in self.page]

    def row(self, brain: object) -> Row:
        """Return one line: number, sender, subject, how, when, where it stands, until when."""
        line = brain.arrival_line
        return Row(
            title=brain.Title,
            url=brain.getURL(),
            badge=self.badges.get(brain.organisation),
            note=f"{line['number']} · {line['sender']}",
            cells=(
                Cell(self.say(MODES[line["mode"]])),
                self.arrived(line["received"]),
                self.standing(brain.organisation, line),
                self.until(brain.organisation, line),
            ),
        )

    def arrived(self, iso: str) -> Cell:
        """Return the day on which it came, with the time below."""
        return Cell(self.day(date.fromisoformat(iso[:10])), note=iso[11:16])

    def standing(self, organisation: str, line: dict[str, str]) -> Cell:
        """Return with whom it is, since when, or what became of it."""
        state = line["state"]
        if state in ("handed", "acknowledged"):
            whom = self.name(line["person"]) or unit_title(
                api.portal.get()[organisation], line["unit"]
            )
            waits = self.say(
                _(
                    "text_unacknowledged",
                    default="not taken over for ${time}",
                    mapping={"time": self.since(line["handed"])},
                )
            )
            taken = self.say(_("text_taken_over", default="taken over"))
            tone = "" if line["acknowledged"] else "soon"
            return Cell(whom, note=taken if line["acknowledged"] else waits, tone=tone)
        if state == "registered":
            return Cell(line["registered"], tone="ok")
        if state == "unfiled":
            kind = self.say(KINDS.get(line["kind"], line["kind"]))
            return Cell(kind, tone="soft", note=line["reason"])
        words = WORDS[OPEN]
        if line["by_name"]:
            words = _("text_by_name", default="addressed by name")
        return Cell(self.say(words), note=line["reason"])

    def until(self, organisation: str, line: dict[str, str]) -> Cell:
        """Return until when it has to be registered, and how late it is."""
        if line["state"] in ("registered", "unfiled"):
            return Cell("")
        calendar: WorkCalendar = calendar_for(self.request, organisation)
        due = due_of(date.fromisoformat(line["received"][:10]), calendar)
        return self.due_cell(due, calendar)

    @property
    def heading(self) -> str:
        """What the page says first."""
        number = self.counted("open" if self.keeps else "mine") or 0
        counted = {"number": number}
        if not self.keeps:
            return self.say(self.page_title)
        if not number:
            return self.say(_("heading_arrivals_none", default="Nothing waits to be registered"))
        return self.say(
            by_number(
                number,
                _("heading_arrivals_one", default="One arrival waits to be registered"),
                _(
                    "heading_arrivals_few",
                    default="${number} arrivals wait to be registered",
                    mapping=counted,
                ),
                _(
                    "heading_arrivals_many",
                    default="${number} arrivals wait to be registered",
                    mapping=counted,
                ),
            )
        )

    @property
    def first_url(self) -> str:
        """Where the oldest open one is registered, "" when there is none or nobody may."""
        if self.tab != "open" or not self.found:
            return ""
        brain = self.found[0]
        may = {b.id for b in self.allowed("muniflow: Register")}
        return f"{brain.getURL()}/@@register" if brain.organisation in may else ""

    def receivers(self) -> list[Badge]:
        """Return the organisations in which the reader may take in."""
        return sorted(self.allowed(RECEIVE), key=lambda b: b.id not in self.keeps)

    def books(self) -> list[Badge]:
        """Return the organisations whose arrivals' book the reader may see."""
        return self.allowed(BOOK)

    def modes(self) -> list[tuple[str, str, bool]]:
        """Return how things come in, for the filter."""
        return [(m, self.say(t), m == self.asked("mode")) for m, t in MODES.items()]


class ArrivalsItem(NavigationItem):
    """The arrivals in the navigation, with how many wait."""

    title = _("nav_arrivals", default="Arrivals")
    view = "@@arrivals"
    icon = "envelope"
    order = 120

    @property
    def count(self) -> int:
        """How many are to be registered where one keeps them, and were handed to oneself."""
        site, me = api.portal.get(), api.user.get_current().getId() or ""
        mine = [b.id for b in ActingSwitch(self.request).choices]
        kept = [b for b in mine if api.user.has_permission(MANAGE, obj=site[b])]
        return (count("open", kept, me) if kept else 0) + count("unacknowledged", mine, me)


class HandedNotice:
    """What was handed to the reader and not taken over yet, said on the desk."""

    def __init__(self, context: object, request: IMuniflowLayer) -> None:
        self._request = request

    @cached_property
    def _count(self) -> int:
        me = api.user.get_current().getId() or ""
        return count("unacknowledged", [b.id for b in my_badges(self._request)], me)

    @property
    def text(self) -> Message | str:
        """One sentence, "" when nothing waits."""
        number = {"number": self._count}
        if not self._count:
            return ""
        return by_number(
            self._count,
            _("notice_handed_one", default="One arrival was handed to you: take it over"),
            _(
                "notice_handed_few",
                default="${number} arrivals were handed to you: take them over",
                mapping=number,
            ),
            _(
                "notice_handed_many",
                default="${number} arrivals were handed to you: take them over",
                mapping=number,
            ),
        )

    @property
    def url(self) -> str:
        """The list of what was handed to the reader."""
        return f"{api.portal.get().absolute_url()}/@@arrivals?tab=mine"
