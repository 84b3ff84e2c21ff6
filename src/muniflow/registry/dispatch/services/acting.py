"""What the writing services of the list share: the values of their body."""

from collections.abc import Mapping
from datetime import date
from muniflow import _
from muniflow.core.errors import Invalid
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from zope.interface import alsoProvides


class ActService(Service):
    """Acts by JSON; a program has no page of ours whose token it could send back."""

    def render(self) -> str | None:
        """Answer, and let what was written be kept."""
        alsoProvides(self.request, IDisableCSRFProtection)
        return super().render()

    def body(self) -> Mapping[str, object]:
        """Return the object that was sent."""
        return json_body(self.request)

    def text(self, data: Mapping[str, object], name: str) -> str:
        """Return a text of an object, "" where there is none; raises Invalid for another kind."""
        value = data.get(name) or ""
        if not isinstance(value, str):
            raise self.wrong(name, value)
        return value

    def items(self, data: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
        """Return a list of objects; raises Invalid for anything else."""
        value = data.get(name)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.wrong(name, value)
        return value

    def day(self, data: Mapping[str, object], name: str) -> date | None:
        """Return a day, None where there is none; raises Invalid for what is no day."""
        value = self.text(data, name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise self.wrong(name, value) from error

    @staticmethod
    def wrong(name: str, value: object) -> Invalid:
        """Return the error for a value that is of another kind than expected."""
        return Invalid(
            _(
                "error_dispatch_json",
                default="“${name}” cannot be ${value}; see the description of the service.",
                mapping={"name": name, "value": repr(value)[:80]},
            )
        )
