"""What the pages of arrivals share."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import by_name
from muniflow.organisation.operations import everybody
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_title
from plone import api
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory
from ZPublisher.HTTPRequest import FileUpload

REGISTER = "muniflow: Register"
RECEIVE = "muniflow: Receive arrivals"
MANAGE = "muniflow: Manage arrivals"
BOOK = "muniflow: View register"


class InOrganisation(Page):
    """A page of something inside an organisation."""

    @cached_property
    def home(self) -> IOrganisation:
        """The organisation around."""
        return organisation_of(self.context)

    @cached_property
    def organisation(self) -> Badge:
        """Its badge."""
        return badge(self.home)

    def may(self, permission: str) -> bool:
        """Tell whether the reader has a permission here."""
        return bool(api.user.has_permission(permission, obj=self.context))

    def asked(self, name: str) -> str:
        """Return what was written in a field, "" for nothing."""
        value = self.request.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        """Return a whole number that was written; raises Invalid for anything else."""
        text = self.asked(name) or "0"
        if not text.isascii() or not text.isdigit():
            raise Invalid(
                _(
                    "error_whole_number",
                    default="“${value}” is no number; write digits.",
                    mapping={"value": text},
                )
            )
        return int(text)

    def time(self, name: str) -> datetime | None:
        """Return a local moment that was written, None for nothing; raises Invalid."""
        text = self.asked(name)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).astimezone()
        except ValueError as error:
            raise Invalid(
                _(
                    "error_moment",
                    default="“${value}” is no time; write it like 2026-11-22T09:30.",
                    mapping={"value": text},
                )
            ) from error

    def uploads(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of every file sent."""
        sent = self.request.form.get("files", ())
        for upload in sent if isinstance(sent, list | tuple) else [sent]:
            if isinstance(upload, FileUpload) and upload.filename:
                yield upload.filename, upload.read()

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """The units as pairs of id and title."""
        factory = getUtility(IVocabularyFactory, "muniflow.units")
        return [(term.value, term.title) for term in factory(self.home)]

    @cached_property
    def colleagues(self) -> list[tuple[str, str]]:
        """Who holds a post today, as pairs of id and name."""
        return by_name(p for p in everybody(self.home) if is_member(self.home, p))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    def name(self, person: str) -> str:
        """Return a full name, looked up once a page."""
        if person and person not in self._names:
            self._names[person] = full_name(person)
        return self._names.get(person, "")

    def unit(self, unit: str) -> str:
        """Return what a unit is called."""
        return unit_title(self.home, unit) if unit else ""

    def whom(self, unit: str, person: str) -> str:
        """Return to whom something was handed: the person, else the unit."""
        return self.name(person) or self.unit(unit)
