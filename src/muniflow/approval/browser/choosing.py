"""Whom and which units one may choose on the pages of acts."""

from collections.abc import Collection
from dataclasses import dataclass
from muniflow.approval.caseview import CaseView
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list."""

    value: str
    title: str
    chosen: bool = False


def colleagues(page: CaseView, chosen: str, without: Collection[str] = ()) -> list[Option]:
    """Return the people who hold a post in the organisation of a case."""
    return [o for o in _options(page, "muniflow.colleagues", [chosen]) if o.value not in without]


def units(page: CaseView, chosen: Collection[str]) -> list[Option]:
    """Return the units of the organisation of a case."""
    return _options(page, "muniflow.units", chosen)


def _options(page: CaseView, vocabulary: str, chosen: Collection[str]) -> list[Option]:
    found = getUtility(IVocabularyFactory, vocabulary)(page.context)
    return [Option(term.value, page.say(term.title), term.value in chosen) for term in found]
