"""The dispatch list of an organisation: what waits, what left, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from muniflow import _
from muniflow.core import clock
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Tab
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisations
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from muniflow.registry.dispatch.book import book_of
from muniflow.registry.dispatch.book import Found
from muniflow.registry.dispatch.book import years_of
from muniflow.registry.dispatch.interfaces import Dispatch
from muniflow.registry.dispatch.interfaces import HANDED
from muniflow.registry.dispatch.interfaces import MODES
from muniflow.registry.dispatch.interfaces import PREPARED
from muniflow.registry.dispatch.interfaces import STATES
from muniflow.registry.dispatch.interfaces import Told
from muniflow.registry.dispatch.interfaces import Wanted
from muniflow.registry.dispatch.operations import dispatches
from muniflow.registry.dispatch.operations import hand_over
from muniflow.registry.dispatch.operations import titles_for
from muniflow.registry.dispatch.rules import TRACKED
from muniflow.registry.dispatch.wording import TONES
from plone import api
from urllib.parse import urlencode
from zExceptions import Unauthorized

VIEW = "muniflow: View register"
HAND = "muniflow: Register"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """One dispatch as the list shows it."""

    dispatch: Dispatch
    title: str
    url: str
    mode: str
    state: str
    tone: str
    tracked: bool
    """True when a number of the carrier is expected."""


class Listed(Page):
    """What was asked of the list, shared by the page, the paper and the sheet."""

    @cached_property
    def organisation(self) -> Badge:
        """Whose list it is."""
        return badge(self.context)

    def asked(self, name: str) -> str:
        """Return what was asked for by a name, "" for nothing."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @cached_property
    def year(self) -> int:
        """The year asked for, the present one by default."""
        asked = self.asked("year") or self.asked("day")[:4]
        return (
            int(asked)
            if asked.isascii() and asked.isdigit() and len(asked) == 4
            else clock.today().year
        )

    @cached_property
    def wanted(self) -> Wanted:
        """What is asked for; without a word what is prepared."""
        day, mode, state = self.asked("day"), self.asked("mode"), self.asked("state")
        default = "" if day or mode else PREPARED
        return Wanted(
            state=state if state in STATES else "" if state == ALL else default,
            day=day,
            mode=mode if mode in MODES else "",
        )

    @cached_property
    def found(self) -> Found:
        """What was found, the newest first."""
        return dispatches(self.context, self.wanted, self.year)

    def lines_of(self, found: Iterable[Dispatch]) -> list[Line]:
        """Return dispatches with what the reader may know of their documents."""
        shown = list(found)
        titles = titles_for(self.context, shown)
        url = f"{self.context.absolute_url()}/@@dispatch-item"
        return [
            Line(
                dispatch=one,
                title=titles.get(one.document) or self.say(UNSEEN),
                url=f"{url}?{urlencode({'number': one.number})}",
                mode=self.say(MODES[one.mode]),
                state=self.say(STATES[one.state]),
                tone=TONES.get(one.state, ""),
                tracked=one.mode in TRACKED,
            )
            for one in shown
        ]


UNSEEN = _("text_dispatch_unseen", default="(not open to you)")


class DispatchList(Listed):
    """The list on screen; hands what was ticked to the carrier on POST."""

    page_title = _("heading_dispatch_list", default="Dispatch list")
    tracking_label = _("label_tracking", default="Carrier's number")
    told: list[Told] = []

    def __call__(self) -> str:
        """Show the list; on POST hand over and tell of each item what became of it."""
        if self.request.method == "POST":
            if not self.may_hand:
                raise Unauthorized(HAND)
            self.told = hand_over(self.context, self._ticked())
            self._tell_sum()
            if self.told and not self.problems:
                return self.back(f"{self.address}?{urlencode({'state': PREPARED})}")
        return self.index()

    def _ticked(self) -> list[tuple[str, str]]:
        numbers = self.request.form.get("item", [])
        ticked = numbers if isinstance(numbers, list) else [numbers]
        return [(n, self.asked(f"tracking-{n}")) for n in ticked if isinstance(n, str)]

    def _tell_sum(self) -> None:
        good = len(self.told) - len(self.problems)
        if not self.told:
            self.tell(_("text_nothing_ticked", default="Tick what is handed over."), "warning")
        if good:
            told = _(
                "text_post_handed_over", default="Handed over: ${count}.", mapping={"count": good}
            )
            self.tell(told, "success")

    @property
    def problems(self) -> list[Told]:
        """What could not be handed over, and why."""
        return [one for one in self.told if one.problem is not None]

    @cached_property
    def address(self) -> str:
        """The address of this page."""
        return f"{self.context.absolute_url()}/@@dispatch"

    @cached_property
    def page(self) -> object:
        """The dispatches of this page."""
        return self.batch(self.found)

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of this page."""
        return self.lines_of(self.page)

    def day_of(self, found: Dispatch) -> str:
        """Return the day on which a dispatch has come into its state, in words."""
        return self.day(date.fromisoformat(found.ended or found.day))

    def tabs(self) -> list[Tab]:
        """Return what waits in the house, what is on its way, and everything."""
        book = book_of(self.context, self.year)
        titles = {
            PREPARED: _("tab_dispatch_prepared", default="To hand over"),
            HANDED: _("tab_dispatch_handed", default="On the way"),
            ALL: _("tab_dispatch_all", default="All"),
        }
        return [
            Tab(
                title,
                f"{self.address}?{urlencode({'state': state, 'year': self.year})}",
                count=book.last if state == ALL else book.count(state),
                active=(self.wanted.state or ALL) == state,
            )
            for state, title in titles.items()
        ]

    def states(self) -> list[tuple[str, str]]:
        """Return the states with their names."""
        return [(state, self.say(title)) for state, title in STATES.items()]

    def modes(self) -> list[tuple[str, str]]:
        """Return the ways of sending with their names."""
        return [(mode, self.say(title)) for mode, title in MODES.items()]

    def years(self) -> list[int]:
        """Return the years to choose from, the newest first."""
        return sorted({clock.today().year, self.year, *years_of(self.context)}, reverse=True)

    @property
    def query(self) -> str:
        """What the paper and the sheet are asked with."""
        wanted = self.wanted
        asked = {"year": self.year, "state": wanted.state or ALL}
        return urlencode(asked | {"day": wanted.day, "mode": wanted.mode})

    @cached_property
    def may_hand(self) -> bool:
        """True for those who hand over to the carrier."""
        return bool(api.user.has_permission(HAND, obj=self.context))

    @property
    def hands(self) -> bool:
        """True when something on this page can be handed over by the reader."""
        return self.may_hand and any(one.dispatch.state == PREPARED for one in self.lines)

    def others(self) -> list[Badge]:
        """Return the other organisations whose lists the reader may see."""
        return [b for b in listed() if b != self.organisation]


def listed() -> list[Badge]:
    """Return the organisations whose lists the reader may see."""
    return [badge(o) for o in organisations() if api.user.has_permission(VIEW, obj=o)]


class DispatchItem(NavigationItem):
    """The dispatch list in the navigation."""

    title = _("nav_dispatch", default="Dispatch list")
    icon = "envelope-arrow-up"
    order = 135

    @property
    def url(self) -> str:
        """The list of the organisation one acts for, of the first one otherwise."""
        found = listed()
        current = ActingSwitch(self.request).current
        return f"{(current if current in found else found[0]).url}/@@dispatch"

    @property
    def available(self) -> bool:
        """True for those who may see a list."""
        return bool(listed())
