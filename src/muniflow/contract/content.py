"""The content types of the domain."""

from decimal import Decimal
from muniflow.contract.interfaces import DIRECTIONS
from muniflow.contract.interfaces import IIncomingContract
from muniflow.contract.interfaces import IOutgoingContract
from muniflow.core.annotatable import annotatable
from muniflow.registry.content import Case
from zope.interface import implementer


@annotatable
class Contract(Case):
    """What both directions share."""

    value_net: Decimal | None = None
    value_gross: Decimal | None = None
    currency: str = "HUF"
    partners: tuple[str, ...] = ()
    partner_reference: str | None = None
    term_from = None
    term_until = None
    indefinite: bool = False
    unit: str = ""
    responsible: str = ""

    @property
    def direction(self) -> str:
        """Return "outgoing" or "incoming"; the type says it, so it cannot be wrong."""
        return DIRECTIONS[self.portal_type]


@implementer(IOutgoingContract)
class OutgoingContract(Contract):
    """A contract that we draft."""


@implementer(IIncomingContract)
class IncomingContract(Contract):
    """A contract that a partner sent us."""
