"""How an organisation writes its numbers, and which register its kinds of case are entered in."""

from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.registry.browser.examples import example
from muniflow.registry.browser.examples import style_title
from muniflow.registry.operations import change_settings
from muniflow.registry.operations import registers_of
from muniflow.registry.operations import settings_of
from muniflow.registry.operations import startables
from muniflow.registry.operations import style_for
from muniflow.registry.operations import styles_of
from plone import api

import transaction


class RegisterSettingsPage(Page):
    """Shows the settings; sets them on POST."""

    page_title = _("heading_register_settings", default="Registers and numbers")

    def __call__(self) -> str:
        """Show the form; set on POST."""
        if self.request.method != "POST":
            return self.index()
        form = self.request.form
        codes = {name: self.text(form.get(f"code-{name}")) for name, _kind in startables()}
        try:
            change_settings(self.context, style=self.text(form.get("style")), codes=codes)
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(_("text_settings_kept", default="Kept."), "success")
        return self.back(f"{self.context.absolute_url()}/@@register-settings")

    def text(self, value: object) -> str:
        """Return a value of the form as text."""
        return value.strip() if isinstance(value, str) else ""

    @property
    def organisation(self) -> Badge:
        """Whose settings they are."""
        return badge(self.context)

    def styles(self) -> list[tuple[str, str, str, bool]]:
        """Return the ways of writing numbers: id, name, example, and which one is chosen."""
        chosen, year = style_for(self.context), clock.today().year
        return [
            (
                style.id,
                self.say(style_title(style)),
                example(style, self.context.code, year),
                style == chosen,
            )
            for style in styles_of(self.context)
        ]

    def kinds(self) -> list[tuple[str, str, str]]:
        """Return the kinds of case: type, name, and the code of their register."""
        types = api.portal.get_tool("portal_types")
        codes = settings_of(self.context).codes
        return [(n, self.say(types[n].Title()), codes.get(n, "")) for n, _kind in startables()]

    def codes(self) -> list[str]:
        """Return the codes of this year's registers, to choose from."""
        year = clock.today().year
        return [r.code for r in registers_of(self.context) if r.year == year and r.code]
