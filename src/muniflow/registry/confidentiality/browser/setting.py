"""What an organisation has decided on confidentiality, for its administrators."""

from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import badge
from muniflow.registry.confidentiality.browser.form import Option
from muniflow.registry.confidentiality.interfaces import GRADES
from muniflow.registry.confidentiality.operations import change_setting
from muniflow.registry.confidentiality.operations import setting_of

import transaction


class SettingPage(Page):
    """Asks what others are told, and which function may unseal."""

    page_title = _("heading_confidentiality_setting", default="What others are told")

    @cached_property
    def organisation(self) -> Badge:
        """The organisation it is about."""
        return badge(self.context)

    def __call__(self) -> str:
        """Show the form; keep it on POST."""
        if self.request.method != "POST":
            return self.index()
        try:
            change_setting(
                self.context, answer=self._asked("answer"), unsealing=self._asked("unsealing")
            )
        except MuniflowError as error:
            transaction.abort()
            self.tell_error(error)
            return self.index()
        self.tell(_("text_confidentiality_kept", default="The setting is kept."), "success")
        return self.back(f"{self.site_url}/@@settings")

    def _asked(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def answers(self) -> list[Option]:
        """The answers to choose from."""
        now = setting_of(self.context).answer
        return [Option(name, self.say(title), name == now) for name, title in GRADES.items()]

    @property
    def functions(self) -> list[Option]:
        """The functions to choose from."""
        now = setting_of(self.context).unsealing
        return [Option(f.name, self.say(f.title), f.name == now) for f in FUNCTIONS.values()]
