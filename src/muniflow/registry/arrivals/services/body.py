"""Reads the JSON of a request: what is given has its kind, or the answer says what is wrong."""

from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from datetime import datetime
from muniflow import _
from muniflow.core.errors import Invalid
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from zope.interface import alsoProvides


class ActService(Service):
    """A service that acts: a program has no page of ours whose token it could send back.

    As with the services of plone.restapi, that it asks for JSON is what no form of another
    site can do.
    """

    def render(self) -> str | None:
        """Answer, and let what was written be kept."""
        alsoProvides(self.request, IDisableCSRFProtection)
        return super().render()


class Body:
    """A JSON object; raises Invalid that names a wrong value."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data

    @classmethod
    def of(cls, request: object) -> "Body":
        """Return the body of a request."""
        return cls(json_body(request))

    def __contains__(self, name: str) -> bool:
        return self._data.get(name) is not None

    def text(self, name: str) -> str:
        """Return a text, "" where there is none."""
        value = self._data.get(name)
        if value is None:
            return ""
        return self._checked(name, value, str, "text")

    def number(self, name: str) -> int:
        """Return a whole number, 0 where there is none."""
        value = self._data.get(name, 0)
        if isinstance(value, bool):
            raise self._wrong(name, value, "42")
        return self._checked(name, value, int, "42")

    def flag(self, name: str) -> bool:
        """Return yes or no, no where there is neither."""
        return self._checked(name, self._data.get(name, False), bool, "true")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self._checked(name, self._data.get(name, []), list, '["text", …]')
        return tuple(self._checked(name, one, str, '["text", …]') for one in value)

    def moment(self, name: str) -> datetime | None:
        """Return a moment, None where there is none."""
        text = self.text(name)
        try:
            return datetime.fromisoformat(text).astimezone() if text else None
        except ValueError as error:
            raise self._wrong(name, text, "2026-11-22T09:30:00+01:00") from error

    def part(self, name: str) -> "Body":
        """Return an object inside the object."""
        return Body(self._checked(name, self._data.get(name), dict, "{…}"))

    def files(self, name: str) -> list[tuple[str, bytes]]:
        """Return files with their names; the content comes in base64."""
        example = '[{"filename": "a.pdf", "data": "base64"}]'
        found = []
        for one in self._checked(name, self._data.get(name, []), list, example):
            part = Body(self._checked(name, one, dict, example))
            try:
                data = b64decode(part.text("data"), validate=True)
            except Error as error:
                raise self._wrong(name, part.text("filename"), example) from error
            found.append((part.text("filename"), data))
        return found

    def _checked(self, name: str, value: object, kind: type, example: str) -> object:
        if not isinstance(value, kind):
            raise self._wrong(name, value, example)
        return value

    def _wrong(self, name: str, value: object, example: str) -> Invalid:
        return Invalid(
            _(
                "error_json_value",
                default="“${name}” is ${value}; it has to be like ${example}.",
                mapping={"name": name, "value": repr(value)[:80], "example": example},
            )
        )
