"""What the forms of the domain ask for."""

from muniflow import _
from muniflow.core.taxnumbers import is_tax_number
from plone.autoform import directives
from plone.namedfile.field import NamedBlobImage
from plone.supermodel import model
from zope import schema
from zope.interface import Invalid
from zope.interface import invariant

import re

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(value: str) -> bool:
    """Accept #rrggbb; raises Invalid for anything else."""
    if not COLOUR.fullmatch(value):
        raise Invalid(
            _(
                "error_colour",
                default="“${value}” is no colour; write it like #0f766e.",
                mapping={"value": value},
            )
        )
    return True


class IOrganisationSchema(model.Schema):
    """An organisation's own data, as printed on its papers."""

    code = schema.TextLine(
        title=_("label_code", default="Short code"),
        description=_("help_code", default="Stands in every registry number, for example ONK."),
        constraint=re.compile(r"[A-Z0-9]{2,8}").fullmatch,
    )
    colour = schema.TextLine(
        title=_("label_colour", default="Colour"),
        default="#0b5cad",
        constraint=is_colour,
    )
    country = schema.Choice(
        title=_("label_country", default="Country pack"),
        vocabulary="muniflow.countries",
    )
    address = schema.Text(title=_("label_address", default="Address"), required=False)
    tax_number = schema.TextLine(title=_("label_tax_number", default="Tax number"), required=False)
    seal = NamedBlobImage(title=_("label_seal", default="Seal or logo"), required=False)

    @invariant
    def tax_number_fits_country(data: object) -> None:
        """Check the tax number's check digits by the country's own rule."""
        if data.tax_number and data.country:
            check_tax_number(data.tax_number, data.country)


def check_tax_number(value: str, country: str) -> None:
    """Raise Invalid when a tax number's form or check digit is wrong."""
    if not is_tax_number(value, country):
        raise Invalid(
            _(
                "error_tax_number",
                default="“${value}” is no valid tax number: its digits do not check.",
                mapping={"value": value},
            )
        )


class IPostSchema(model.Schema):
    """Who holds which function, from when until when."""

    person = schema.Choice(
        title=_("label_person", default="Person"), vocabulary="plone.app.vocabularies.Users"
    )
    function = schema.Choice(
        title=_("label_function", default="Function"), vocabulary="muniflow.functions"
    )
    since = schema.Date(title=_("label_since", default="From"), required=False)
    until = schema.Date(
        title=_("label_until", default="Until"),
        description=_("help_until", default="The last day on which the function is held."),
        required=False,
    )
    directives.order_before(person="*")

    @invariant
    def ends_after_it_begins(data: object) -> None:
        """Refuse a post that ends before it begins."""
        if data.since and data.until and data.until < data.since:
            raise Invalid(
                _(
                    "error_post_dates",
                    default="The post would end on ${until}, before it begins on ${since}.",
                    mapping={"until": data.until.isoformat(), "since": data.since.isoformat()},
                )
            )


class ISectionSchema(model.Schema):
    """A section or unit has a title and nothing more."""
