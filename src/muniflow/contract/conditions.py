"""Gives the conditions of processes the fields of contracts."""

from collections.abc import Mapping
from muniflow import _
from muniflow.contract.interfaces import IContractCase
from muniflow.contract.rules import FIELDS
from muniflow.contract.rules import months
from muniflow.process.interfaces import IConditionFields
from muniflow.process.interfaces import IConditionValues
from zope.component import adapter
from zope.i18nmessageid import Message
from zope.interface import implementer

TITLES = {
    "amount": _("field_amount", default="net value"),
    "gross": _("field_gross", default="gross value"),
    "currency": _("field_currency", default="currency"),
    "unit": _("field_unit", default="unit"),
    "direction": _("field_direction", default="direction"),
    "indefinite": _("field_indefinite", default="indefinite term"),
    "months": _("field_months", default="term in months"),
}


@implementer(IConditionFields)
class ContractFields:
    """The fields of both directions."""

    def fields(self) -> Mapping[str, str]:
        """Return the type of each field."""
        return FIELDS

    def titles(self) -> Mapping[str, Message]:
        """Return what people call each field."""
        return TITLES


@implementer(IConditionValues)
@adapter(IContractCase)
class ContractValues:
    """The values of one contract."""

    def __init__(self, context: IContractCase) -> None:
        self._contract = context

    def values(self) -> Mapping[str, object]:
        """Return the value of every field now."""
        contract = self._contract
        return {
            "amount": contract.value_net,
            "gross": contract.value_gross,
            "currency": contract.currency,
            "unit": contract.unit,
            "direction": contract.direction,
            "indefinite": bool(contract.indefinite),
            "months": months(contract.term_from, contract.term_until),
        }
