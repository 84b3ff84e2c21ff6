"""The registers of my organisations: seen, opened and closed."""

from functools import cached_property
from muniflow import _
from muniflow.core import clock
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Cell
from muniflow.core.theme.interfaces import Column
from muniflow.core.theme.interfaces import Row
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisations
from muniflow.organisation.pages import ActingSwitch
from muniflow.organisation.pages import NavigationItem
from muniflow.registry.browser.findings import alarm
from muniflow.registry.interfaces import IRegister
from muniflow.registry.operations import register_for
from muniflow.registry.operations import registers_of
from plone import api

VIEW = "muniflow: View register"
MANAGE = "muniflow: Open and close registers"


class RegistersView(Page):
    """The registers the reader may see, by organisation and year."""

    page_title = _("heading_registers", default="Register")
    columns = (
        Column(_("column_year", default="Year")),
        Column(_("column_count", default="Cases"), number=True),
        Column(_("column_state", default="State")),
        Column(_("column_audit", default="Audit"), hide="narrow"),
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
                cells=(
                    Cell(str(register.book.last)),
                    self.state(register),
                    alarm(self, register),
                ),
            )
            for organisation in self.visible
            for register in registers_of(organisation)
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

    def openable(self) -> list[Badge]:
        """Return the organisations that have no register for this year yet."""
        return [b for o, b in self.managed() if register_for(o, self.year) is None]

    def further(self) -> list[Badge]:
        """Return the organisations in which another register may be opened."""
        return [b for o, b in self.managed() if register_for(o, self.year) is not None]

    def managed(self) -> list[tuple[IOrganisation, Badge]]:
        """Return the organisations whose registers the reader opens and closes."""
        return [(o, badge(o)) for o in self.visible if api.user.has_permission(MANAGE, obj=o)]

    @property
    def year(self) -> int:
        """The present year."""
        return clock.today().year


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
