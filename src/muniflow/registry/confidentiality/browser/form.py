"""Sets the level of a case or document, also for those who may open what they cannot see."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.errors import WouldStop
from muniflow.registry.confidentiality.interfaces import LEVELS
from muniflow.registry.confidentiality.interfaces import WITH_PEOPLE
from muniflow.registry.confidentiality.levels import case_of
from muniflow.registry.confidentiality.levels import own_level
from muniflow.registry.confidentiality.levels import people_of
from muniflow.registry.confidentiality.operations import levels_for
from muniflow.registry.confidentiality.operations import may_see
from muniflow.registry.confidentiality.operations import set_confidentiality
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import transaction

HELP = {
    "": _("help_as_its_case", default="Whoever sees the case sees it."),
    "organisation": _("help_level_organisation", default="As the process of the case says."),
    "unit": _(
        "help_level_unit",
        default="The unit's own people, who answers for it, whose turn it is, records officers "
        "and auditors.",
    ),
    "named": _(
        "help_level_named",
        default="The people named below, who answers for it, and whose turn it is.",
    ),
    "sealed": _(
        "help_level_sealed",
        default="The people named below alone, and the one function that may unseal.",
    ),
}
AS_CASE = _("confidentiality_as_case", default="As the case")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of the form."""

    value: str
    title: str
    chosen: bool = False
    help: str = ""


class LevelForm(Page):
    """The form of one case or document that the reader sees."""

    page_title = _("heading_confidentiality", default="Confidentiality")
    asks = False
    """True when the sealing is to be confirmed."""

    @cached_property
    def target(self) -> object:
        """What gets the level."""
        return self.context

    @cached_property
    def organisation(self) -> Badge:
        """The organisation around."""
        return badge(organisation_of(self.context))

    @property
    def url(self) -> str:
        """Where the form is sent."""
        return f"{self.context.absolute_url()}/@@confidentiality"

    @property
    def after(self) -> str:
        """Where the form leads, done or cancelled."""
        return self.target.absolute_url() if may_see(self.target) else f"{self.site_url}/@@desk"

    @property
    def title(self) -> str:
        """What is told of the target in the head of the page."""
        return self.target.title

    def __call__(self) -> str:
        """Show the form; set the level on POST."""
        if self.request.method != "POST":
            return self.index()
        try:
            self._set()
        except MuniflowError as error:
            transaction.abort()
            self.asks = isinstance(error, WouldStop)
            self.tell_error(error)
            return self.index()
        self.tell(_("text_confidentiality_set", default="The level is changed."), "success")
        return self.back(self.after)

    def _set(self) -> None:
        set_confidentiality(
            self.target,
            self._text("level"),
            self._people(),
            reason=self.reason,
            confirmed=bool(self._text("confirmed")),
        )

    def _text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def _people(self) -> list[str]:
        value = self.request.form.get("people", ())
        sent = [value] if isinstance(value, str) else list(value)
        return [one for one in sent if isinstance(one, str) and one]

    @property
    def reason(self) -> str:
        """What was written before it was refused."""
        return self._text("reason")

    @cached_property
    def levels(self) -> list[Option]:
        """The levels to choose from, those that the reader may set."""
        chosen = self.request.form.get("level", own_level(self.target))
        return [
            Option(level, self.say(LEVELS.get(level, AS_CASE)), level == chosen, HELP[level])
            for level in levels_for(self.target)
        ]

    @property
    def may_change(self) -> bool:
        """True when there is more than the present level to choose, or its list of people."""
        return len(self.levels) > 1

    @cached_property
    def colleagues(self) -> Sequence[Option]:
        """The people of the organisation; those who are named now, or answer for it, chosen."""
        if self.request.method == "POST":
            chosen = set(self._people())
        else:
            named = people_of(self.target) if own_level(self.target) in WITH_PEOPLE else ()
            chosen = set(named) or {self.me, case_of(self.target).responsible}
        found = getUtility(IVocabularyFactory, "muniflow.colleagues")(self.context)
        return [Option(term.value, term.title, term.value in chosen) for term in found]
