"""The items of the filing plan as a choice in forms."""

from muniflow.organisation.operations import organisation_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.plan.operations import open_items
from muniflow.registry.plan.operations import plan_item
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def plan_items(context: object) -> SimpleVocabulary:
    """The open items of the organisation around, and the one a case has already."""
    organisation = organisation_of(context)
    if organisation is None:
        return SimpleVocabulary([])
    items = {item.id: item for item in open_items(organisation)}
    present = context.plan_item if ICase.providedBy(context) else ""
    if present and present not in items:
        kept = plan_item(organisation, present)
        items.update({present: kept} if kept is not None else {})
    return SimpleVocabulary([SimpleTerm(i.id, i.id, f"{i.id} {i.title}") for i in items.values()])
