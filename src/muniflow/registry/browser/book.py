"""The register on screen: the book of one organisation and year."""

from collections.abc import Sequence
from functools import cached_property
from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import organisations
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import IRegister
from muniflow.registry.operations import close_register
from muniflow.registry.operations import open_register
from muniflow.registry.operations import register_of_year
from muniflow.registry.rules import audit
from muniflow.registry.rules import DOUBLE
from muniflow.registry.rules import Finding
from muniflow.registry.rules import GAP
from muniflow.registry.rules import NO_REASON
from plone import api
from zExceptions import NotFound

VIEW = "muniflow: View register"
MANAGE = "muniflow: Open and close registers"

COLUMNS = (
    Column(_("column_number", default="Number")),
    Column(_("column_matter", default="Matter")),
    Column(_("column_partners", default="Partners"), hide="medium"),
    Column(_("column_registered", default="Registered"), hide="narrow"),
    Column(_("column_who", default="Who"), hide="medium"),
)
FINDINGS = {
    GAP: _("finding_gap", default="gap:"),
    DOUBLE: _("finding_double", default="number given twice:"),
    NO_REASON: _("finding_no_reason", default="void without reason:"),
}


class BookPage(Page):
    """One register: its entries, newest first, and what an audit finds."""

    columns = COLUMNS

    @cached_property
    def page_title(self) -> str:
        """Organisation and year."""
        return self.say(
            _(
                "heading_register",
                default="Register ${year}",
                mapping={"year": self.context.year},
            )
        )

    @cached_property
    def organisation(self) -> Badge:
        """Whose register it is."""
        return badge(organisation_of(self.context))

    @cached_property
    def entries(self) -> list[Entry]:
        """Every entry, newest first."""
        return list(self.context.book.entries(newest_first=True))

    @cached_property
    def page(self) -> object:
        """The entries of this page."""
        return self.batch(self.entries)

    def rows(self) -> list[Row]:
        """Return the lines of this page."""
        base = f"{self.site_url}/resolveuid"
        return [
            Row(
                title=entry.number,
                url=f"{base}/{entry.uid}",
                note=self.void_note(entry),
                cells=(
                    Cell(entry.title, tone="soft" if entry.void else ""),
                    Cell("; ".join(p.split(",")[0] for p in entry.partners.split("; "))),
                    Cell(self.moment(entry.time)),
                    Cell(self.names(entry.actor)),
                ),
            )
            for entry in self.page
        ]

    def void_note(self, entry: Entry) -> str:
        """Return who withdrew the number and why."""
        if entry.void is None:
            return ""
        return self.say(
            _(
                "text_void_note",
                default="VOID: ${reason} (${person}, ${time})",
                mapping={
                    "reason": entry.void.reason,
                    "person": self.names(entry.void.actor),
                    "time": self.moment(entry.void.time),
                },
            )
        )

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    def names(self, person: str) -> str:
        """Return a full name, looked up once a page."""
        if person not in self._known:
            self._known[person] = full_name(person)
        return self._known[person]

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong with the register; nothing, one hopes."""
        return audit(reversed(self.entries), self.context.book.last)

    def kind(self, finding: Finding) -> str:
        """Return what is wrong in words."""
        return self.say(FINDINGS[finding.kind])

    @property
    def may_manage(self) -> bool:
        """True when the reader may close the register."""
        return bool(api.user.has_permission(MANAGE, obj=self.context))


class CloseRegister(Page):
    """Closes a register."""

    def __call__(self) -> str:
        """Close on POST."""
        if self.request.method == "POST":
            try:
                close_register(self.context)
                self.tell(_("text_register_closed", default="The register is closed."), "success")
            except MuniflowError as error:
                self.tell_error(error)
        return self.back()


class RegistersView(Page):
    """The registers the reader may see, by organisation and year."""

    page_title = _("heading_registers", default="Register")
    columns = (
        Column(_("column_year", default="Year")),
        Column(_("column_count", default="Cases"), number=True),
        Column(_("column_state", default="State")),
    )

    @cached_property
    def visible(self) -> list[object]:
        """The organisations whose register the reader may see."""
        current = ActingSwitch(self.request).current
        return [
            o
            for o in organisations()
            if api.user.has_permission(VIEW, obj=o) and current in (None, badge(o))
        ]

    def rows(self) -> list[Row]:
        """Return one line a register, the newest year first."""
        return [
            Row(
                title=register.title,
                url=register.absolute_url(),
                badge=badge(organisation),
                cells=(Cell(str(register.book.last)), self.state(register)),
            )
            for organisation in self.visible
            for register in sorted(
                organisation["registers"].objectValues(), key=lambda r: r.getId(), reverse=True
            )
            if IRegister.providedBy(register)
        ]

    def state(self, register: IRegister) -> Cell:
        """Return whether a register is open."""
        if register.closed:
            return Cell(
                self.say(
                    _(
                        "text_closed_on",
                        default="closed ${time}",
                        mapping={"time": self.moment(register.closed)},
                    )
                ),
                tone="soft",
            )
        return Cell(self.say(_("text_open", default="open")), tone="ok")

    def openable(self) -> Sequence[Badge]:
        """Return the organisations that have no register for this year yet."""
        return [
            badge(o)
            for o in self.visible
            if api.user.has_permission(MANAGE, obj=o)
            and register_of_year(o, clock.today().year) is None
        ]

    @property
    def year(self) -> int:
        """The present year."""
        return clock.today().year


class OpenRegister(RegistersView):
    """Opens this year's register of an organisation."""

    def __call__(self) -> str:
        """Open on POST; an organisation the reader does not know is not found."""
        if self.request.method == "POST":
            wanted = self.request.form.get("organisation")
            known = {b.id for b in self.openable()}
            if wanted not in known:
                raise NotFound(wanted)
            open_register(api.portal.get()[wanted], year=self.year)
            self.tell(
                _(
                    "text_register_opened",
                    default="The register of ${year} is open.",
                    mapping={"year": self.year},
                ),
                "success",
            )
        return self.back(f"{self.site_url}/@@registers")


class RegistersItem(NavigationItem):
    """The register in the navigation."""

    title = _("nav_register", default="Register")
    view = "@@registers"
    icon = "journal"
    order = 130

    @property
    def available(self) -> bool:
        """True for those who may see a register."""
        return any(api.user.has_permission(VIEW, obj=o) for o in organisations())
