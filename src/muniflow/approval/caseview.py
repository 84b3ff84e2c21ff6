"""What every part of a case's page knows: the case, its proceedings, and who is who."""

from collections.abc import Iterable
from functools import cached_property
from muniflow import _
from muniflow.approval.acting import assigned
from muniflow.approval.acting import END
from muniflow.approval.acting import open_parts
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import state_of
from muniflow.approval.records import DELEGATED
from muniflow.approval.records import Proceedings
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import Progress
from muniflow.core.calendar import WorkCalendar
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import calendar_of
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import Definition
from muniflow.process.interfaces import State
from muniflow.process.operations import definition_of
from plone import api


class CaseView(Page):
    """A page of one case."""

    @cached_property
    def page_title(self) -> str:
        """The subject."""
        return self.context.title

    @cached_property
    def home(self) -> IOrganisation:
        """The organisation around the case."""
        return organisation_of(self.context)

    @cached_property
    def organisation(self) -> Badge:
        """What is shown of the organisation."""
        return badge(self.home)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days of the organisation."""
        return calendar_of(self.home)

    @cached_property
    def definition(self) -> Definition:
        """The version of the process the case goes through."""
        return definition_of(self.context)

    @cached_property
    def state(self) -> State:
        """The present step or end."""
        return state_of(self.context)

    @cached_property
    def file(self) -> Proceedings:
        """What was done on the case."""
        return proceedings_of(self.context)

    @property
    def progress(self) -> Progress:
        """Where the case stands."""
        return self.file.progress

    @cached_property
    def ended(self) -> bool:
        """True when nobody has to act any more."""
        return self.state.kind == END or self.context.voided

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def name(self, person: str) -> str:
        """Return a full name, looked up once a page."""
        if person not in self._names:
            self._names[person] = full_name(person)
        return self._names[person]

    def quoted(self, text: str) -> str:
        """Return a text in the quotation marks of the reader's language."""
        return self.say(_("text_quoted", default="“${text}”", mapping={"text": text}))

    def who(self, person: str, for_whom: str = "") -> str:
        """Return who acted, and for whom: "B for A"; without a person it was the process."""
        if not person:
            return self.say(_("text_the_process", default="The process"))
        if not for_whom or for_whom == person:
            return self.name(person)
        return self.say(
            _(
                "text_person_for",
                default="${person} for ${other}",
                mapping={"person": self.name(person), "other": self.name(for_whom)},
            )
        )

    def names(self, people: Iterable[str], most: int = 3) -> str:
        """Return the first few names, and how many there are besides."""
        all_ = list(people)
        shown = ", ".join(self.name(person) for person in all_[:most])
        if len(all_) <= most:
            return shown
        return f"{shown} +{len(all_) - most}"

    def hands(self) -> list[str]:
        """Return with whom the case is, each with whom they act for."""
        found: list[str] = []
        for part in open_parts(self.context, self.state):
            handed = assigned(self.context, part)
            if handed is None:
                found.extend(self.name(p) for p in people_of_part(self.context, part))
            else:
                giver = handed.by if handed.kind == DELEGATED else ""
                found.append(self.who(handed.person, giver))
        return list(dict.fromkeys(found))

    def may(self, permission: str) -> bool:
        """Tell whether the reader has a permission on the case."""
        return bool(api.user.has_permission(permission, obj=self.context))

    def words(self, name: str) -> str:
        """Return what the form brought under a name, "" for anything but text."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""
