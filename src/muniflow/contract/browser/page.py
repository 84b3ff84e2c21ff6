"""The page of one contract: where it stands, what it is, what I may decide."""

from muniflow import _
from muniflow.approval.pages import CasePage
from muniflow.core import formats
from muniflow.core.theme.interfaces import Fact
from muniflow.organisation.operations import unit_title
from muniflow.process.operations import process_of
from muniflow.registry.operations import register_of


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

    @property
    def process_url(self) -> str:
        """The page of the process the contract goes through; of all when it was taken away."""
        process = process_of(self.context)
        return f"{self.site_url}/processes" if process is None else process.absolute_url()

    def void_text(self) -> str:
        """Return who withdrew the number and why."""
        entry = register_of(self.context).book.entry(self.context.registry_main)
        return self.say(
            _(
                "text_void_because",
                default="The number was withdrawn by ${person} on ${time}: ${reason}",
                mapping={
                    "person": self.name(entry.void.actor),
                    "time": self.moment(entry.void.time),
                    "reason": entry.void.reason,
                },
            )
        )

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

    @property
    def may_edit(self) -> bool:
        """True when the data may be changed in this step."""
        return not self.context.voided and self.may("Modify portal content")

    @property
    def may_file(self) -> bool:
        """True when documents may be filed in this step."""
        return not self.context.voided and self.may("muniflow: File document")

    @property
    def may_register(self) -> bool:
        """True when the case has no number yet and the reader may give it one."""
        return not self.context.registry_number and self.may("muniflow: Register")

    @property
    def may_void(self) -> bool:
        """True when the number may be withdrawn by the reader."""
        given = bool(self.context.registry_number) and not self.context.voided
        return given and self.may("muniflow: Void number")
