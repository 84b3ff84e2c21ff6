"""Opens a register of this year: the main one, or one beside it."""

from functools import cached_property
from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.core.numbering import NumberStyle
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisations
from muniflow.registry.browser.examples import example
from muniflow.registry.browser.examples import style_title
from muniflow.registry.operations import open_register
from muniflow.registry.operations import register_for
from muniflow.registry.operations import style_for
from muniflow.registry.writing import check_code
from plone import api
from zExceptions import NotFound

import transaction

MANAGE = "muniflow: Open and close registers"


class OpenRegister(Page):
    """Says what would be opened and how its numbers will look; opens on POST."""

    @property
    def page_title(self) -> str:
        """For which year."""
        return self.say(
            _(
                "heading_open_register",
                default="Open a register for ${year}",
                mapping={"year": self.year},
            )
        )

    def __call__(self) -> str:
        """Show the form; open on POST."""
        if self.request.method != "POST":
            return self.index() if self.place else self.back(f"{self.site_url}/@@registers")
        try:
            self._open()
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        return self.back(f"{self.site_url}/@@registers")

    def _open(self) -> None:
        code = check_code(self.asked("code"))
        if register_for(self.place, self.year, code) is not None:
            self.tell(_("text_register_there", default="This register is open already."), "info")
            return
        register = open_register(self.place, year=self.year, code=code, title=self.asked("title"))
        self.tell(
            _(
                "text_register_opened",
                default="The register of ${year} is open.",
                mapping={"year": register.title},
            ),
            "success",
        )

    @cached_property
    def place(self) -> IOrganisation | None:
        """Whose register; not found for an organisation in which the reader may not open one."""
        wanted = self.asked("organisation")
        if not wanted:
            return None
        for organisation in organisations():
            if organisation.getId() == wanted and api.user.has_permission(
                MANAGE, obj=organisation
            ):
                return organisation
        raise NotFound(wanted)

    @property
    def organisation(self) -> object:
        """Whose register, as a badge."""
        return badge(self.place)

    def asked(self, name: str) -> str:
        """Return a value of the form."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    @property
    def year(self) -> int:
        """The present year."""
        return clock.today().year

    @property
    def main_missing(self) -> bool:
        """True when the main register is not open yet."""
        return register_for(self.place, self.year) is None

    @property
    def style(self) -> NumberStyle:
        """How its numbers will be written."""
        return style_for(self.place)

    def style_name(self) -> str:
        """Return what the way of writing numbers is called."""
        return self.say(style_title(self.style))

    def examples(self) -> str:
        """Return how a case and its document will be numbered."""
        return example(self.style, self.place.code, self.year, self.asked("code").upper())
