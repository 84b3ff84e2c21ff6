"""The face of the domain."""

from muniflow import _
from muniflow.registry.interfaces import ICase
from plone.autoform import directives
from plone.supermodel import model
from zope import schema


class IGeneralCase(ICase):
    """A case of any kind."""


class IMatter(model.Schema):
    """What the form of a general case asks for."""

    title = schema.TextLine(
        title=_("label_subject", default="Subject"),
        description=_("help_matter_subject", default="What it is about, in a few words."),
    )
    partners = schema.Tuple(
        title=_("label_partners", default="Partners"),
        description=_("help_partners", default="One to a line: name, seat, tax number."),
        value_type=schema.TextLine(),
        missing_value=(),
        required=False,
    )
    partner_reference = schema.TextLine(
        title=_("label_partner_reference", default="Partner's reference"), required=False
    )
    deadline = schema.Date(
        title=_("label_deadline", default="Deadline"),
        description=_("help_deadline", default="The day by which it has to be settled."),
        required=False,
    )
    plan_item = schema.Choice(
        title=_("label_plan_item", default="Item of the filing plan"),
        vocabulary="muniflow.plan_items",
        required=False,
    )
    description = schema.Text(title=_("label_notes", default="Notes"), required=False)
    directives.order_before(title="*")
