"""The page of one contract: where it stands, what it is, what I may decide."""

from muniflow import _
from muniflow.approval.pages import CasePage
from muniflow.core import formats
from muniflow.core.theme.interfaces import Fact
from muniflow.organisation.operations import unit_title


class ContractPage(CasePage):
    """A case with the data of a contract."""

    @property
    def overline(self) -> str:
        """Number, kind and unit."""
        kinds = {
            "outgoing": _("kind_outgoing", default="outgoing contract"),
            "incoming": _("kind_incoming", default="incoming contract"),
        }
        number = self.context.registry_number or self.say(
            _("text_unregistered", default="not registered yet")
        )
        unit = unit_title(self.home, self.context.unit)
        return " · ".join((number, self.say(kinds[self.context.direction]), unit))

    def facts(self) -> list[Fact]:
        """Return the data of the contract."""
        contract = self.context
        rows = [
            (_("label_partners", default="Partners"), "; ".join(contract.partners), False),
            (
                _("label_value_net", default="Net value"),
                self.money(contract.value_net, contract.currency),
                True,
            ),
            (
                _("label_value_gross", default="Gross value"),
                self.money(contract.value_gross, contract.currency),
                True,
            ),
            (_("label_term", default="Term"), self.term(), False),
            (
                _("label_partner_reference", default="Partner's reference"),
                contract.partner_reference or "",
                True,
            ),
            (
                _("label_responsible", default="Responsible"),
                self.name(contract.responsible),
                False,
            ),
            (_("label_notes", default="Notes"), contract.description or "", False),
        ]
        return [Fact(name, value, number=number) for name, value, number in rows if value]

    def term(self) -> str:
        """Return from when until when the contract is in force."""
        contract = self.context
        since, until = (
            formats.day(d, self.language) for d in (contract.term_from, contract.term_until)
        )
        if contract.indefinite:
            until = self.say(_("text_indefinite", default="indefinite"))
        return " – ".join(part for part in (since, until) if part)
