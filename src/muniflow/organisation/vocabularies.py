"""Vocabularies of the domain."""

from muniflow.core.packs import packs
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.postbook import book_of
from muniflow.organisation.rules import name_order
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def countries(context: object) -> SimpleVocabulary:
    """Every country for which a pack is shipped."""
    return SimpleVocabulary(
        [SimpleTerm(p.country, p.country, p.title) for p in sorted(packs().values(), key=str)]
    )


@provider(IVocabularyFactory)
def functions(context: object) -> SimpleVocabulary:
    """Every function a post may carry."""
    return SimpleVocabulary([SimpleTerm(f.name, f.name, f.title) for f in FUNCTIONS.values()])


@provider(IVocabularyFactory)
def units(context: object) -> SimpleVocabulary:
    """The units of the organisation around the context."""
    organisation = organisation_of(context)
    if organisation is None:
        return SimpleVocabulary([])
    found = sorted((title, unit) for unit, (_p, title) in book_of(organisation).units.items())
    return SimpleVocabulary([SimpleTerm(unit, unit, title) for title, unit in found])


@provider(IVocabularyFactory)
def colleagues(context: object) -> SimpleVocabulary:
    """The people who hold a post in the organisation around the context."""
    organisation = organisation_of(context)
    if organisation is None:
        return SimpleVocabulary([])
    found = sorted(
        ((full_name(p), p) for p in book_of(organisation).people),
        key=lambda pair: name_order(pair[0]),
    )
    return SimpleVocabulary([SimpleTerm(p, p, name) for name, p in found])
