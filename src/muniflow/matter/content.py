"""The content type of the domain."""

from datetime import date
from muniflow.core.annotatable import annotatable
from muniflow.matter.interfaces import IGeneralCase
from muniflow.registry.content import Case
from zope.interface import implementer


@annotatable
@implementer(IGeneralCase)
class GeneralCase(Case):
    """A case of any kind."""

    partners: tuple[str, ...] = ()
    partner_reference: str | None = None
    deadline: date | None = None
    unit: str = ""
    responsible: str = ""

    # Lists have columns for these; without an answer here what is around would give one.
    amount = None
    currency: str = ""
