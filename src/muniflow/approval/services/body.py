"""Reads the JSON of a request: what is given has its kind, or the answer says what is wrong."""

from collections.abc import Mapping
from datetime import date
from muniflow import _
from muniflow.core.errors import Invalid
from plone.restapi.deserializer import json_body


class Body:
    """The JSON object of a request; raises Invalid that names a wrong value."""

    def __init__(self, request: object) -> None:
        self._data: Mapping[str, object] = json_body(request)

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text, "" where there is none."""
        value = self._data.get(name)
        if value in (None, "") and not required:
            return ""
        if not isinstance(value, str) or not value:
            raise self._wrong(name, value, "text")
        return value

    def number(self, name: str) -> int:
        """Return a whole number."""
        value = self._data.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong(name, value, "42")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        value = self._data.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(name, value, '["text", …]')
        return tuple(value)

    def items(self, name: str, *, key: str, value: str) -> dict[str, str]:
        """Return a list of objects as a mapping of two of their texts; the second may lack."""
        given = self._data.get(name)
        if not isinstance(given, list):
            raise self._wrong(name, given, f'[{{"{key}": "…"}}]')
        found = {}
        for one in given:
            pair = (one.get(key), one.get(value) or "") if isinstance(one, dict) else (None, "")
            if not all(isinstance(text, str) for text in pair) or not pair[0]:
                raise self._wrong(name, one, f'{{"{key}": "…"}}')
            found[pair[0]] = pair[1]
        return found

    def day(self, name: str) -> date | None:
        """Return a day, None where there is none."""
        value = self.text(name)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self._wrong(name, value, "2026-12-31") from error

    def _wrong(self, name: str, value: object, example: str) -> Invalid:
        return Invalid(
            _(
                "error_json_value",
                default="“${name}” is ${value}; it has to be like ${example}.",
                mapping={"name": name, "value": repr(value)[:80], "example": example},
            )
        )
