"""The face of the contract domain."""

from decimal import Decimal
from muniflow import _
from muniflow.registry.interfaces import ICase
from plone.autoform import directives
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant

NOTHING = Decimal(0)


class IContractCase(ICase):
    """A case that is a contract."""


class IOutgoingContract(IContractCase):
    """A contract that we draft."""


class IIncomingContract(IContractCase):
    """A contract that a partner sent us."""


class IContract(model.Schema):
    """What the form of a contract asks for."""

    title = schema.TextLine(
        title=_("label_subject", default="Subject"),
        description=_("help_subject", default="What the contract is about, in a few words."),
    )
    partners = schema.Tuple(
        title=_("label_partners", default="Partners"),
        description=_("help_partners", default="One to a line: name, seat, tax number."),
        value_type=schema.TextLine(),
        missing_value=(),
    )
    partner_reference = schema.TextLine(
        title=_("label_partner_reference", default="Partner's reference"), required=False
    )
    value_net = schema.Decimal(
        title=_("label_value_net", default="Net value"), min=NOTHING, required=False
    )
    value_gross = schema.Decimal(
        title=_("label_value_gross", default="Gross value"), min=NOTHING, required=False
    )
    currency = schema.Choice(
        title=_("label_currency", default="Currency"),
        values=("HUF", "CZK", "EUR"),
        default="HUF",
    )
    term_from = schema.Date(title=_("label_term_from", default="In force from"), required=False)
    term_until = schema.Date(title=_("label_term_until", default="In force until"), required=False)
    indefinite = schema.Bool(
        title=_("label_indefinite", default="For an indefinite term"), required=False
    )
    description = schema.Text(title=_("label_notes", default="Notes"), required=False)
    directives.order_before(title="*")

    @invariant
    def term_makes_sense(data: object) -> None:
        """Refuse a term that ends before it begins."""
        if data.term_from and data.term_until and data.term_until < data.term_from:
            raise Invalid(
                _(
                    "error_term",
                    default="The term would end on ${until}, before it begins on ${since}.",
                    mapping={
                        "until": data.term_until.isoformat(),
                        "since": data.term_from.isoformat(),
                    },
                )
            )

    @invariant
    def gross_covers_net(data: object) -> None:
        """Refuse a gross value below the net value."""
        net, gross = data.value_net, data.value_gross
        if net is not None and gross is not None and gross < net:
            raise Invalid(
                _(
                    "error_gross",
                    default="The gross value ${gross} is below the net value ${net}.",
                    mapping={"gross": str(gross), "net": str(net)},
                )
            )


DIRECTIONS = {"OutgoingContract": "outgoing", "IncomingContract": "incoming"}
