"""Gives the conditions of processes the fields of general cases."""

from collections.abc import Mapping
from muniflow import _
from muniflow.matter.interfaces import IGeneralCase
from muniflow.process.interfaces import IConditionFields
from muniflow.process.interfaces import IConditionValues
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer

# The types are those of the condition language, see muniflow.process.conditions.
FIELDS: Mapping[str, str] = {"unit": "text"}
TITLES = {"unit": _("field_unit", default="unit")}


@implementer(IConditionFields)
class MatterFields:
    """The fields of a general case."""

    def fields(self) -> Mapping[str, str]:
        """Return the type of each field."""
        return FIELDS

    def titles(self) -> Mapping[str, Message]:
        """Return what people call each field."""
        return TITLES


@implementer(IConditionValues)
@adapter(IGeneralCase)
class MatterValues:
    """The values of one general case."""

    def __init__(self, context: IGeneralCase) -> None:
        self._case = context

    def values(self) -> Mapping[str, object]:
        """Return the value of every field now."""
        return {"unit": self._case.unit}
