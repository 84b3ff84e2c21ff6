"""Where arrivals and their books are."""

from collections.abc import Iterator
from datetime import date
from muniflow import _
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import ISection
from muniflow.registry.arrivals.book import ArrivalBook
from plone import api
from plone.dexterity.utils import createContentInContainer
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate

SECTION = "arrivals"
KEY = "muniflow.arrivals"
TITLE = _("section_arrivals", default="Arrivals")


def writable_book(organisation: IOrganisation, year: int) -> ArrivalBook:
    """Return the book of a year, opened with the first thing that comes in."""
    section = _section(_arrivals(organisation), str(year), str(year))
    annotations = IAnnotations(section)
    if KEY not in annotations:
        annotations[KEY] = ArrivalBook()
    return annotations[KEY]


def book_of_year(organisation: IOrganisation, year: int) -> ArrivalBook | None:
    """Return the book of a year, None when nothing came in."""
    section = organisation.get(SECTION)
    place = section.get(str(year)) if section is not None else None
    return None if place is None else IAnnotations(place).get(KEY)


def years_of(organisation: IOrganisation) -> Iterator[int]:
    """Yield the years in which something came in, the newest first."""
    section = organisation.get(SECTION)
    names = [] if section is None else section.objectIds()
    yield from sorted((int(n) for n in names if n.isdigit()), reverse=True)


def month_folder(organisation: IOrganisation, day: date) -> ISection:
    """Return the place of what comes in on a day, made when it is the first."""
    year = _section(_arrivals(organisation), str(day.year), str(day.year))
    return _section(year, f"{day.month:02}", f"{day.year}-{day.month:02}")


def _arrivals(organisation: IOrganisation) -> ISection:
    title = translate(TITLE, target_language=api.portal.get_default_language())
    return _section(organisation, SECTION, title)


def _section(container: object, name: str, title: str) -> ISection:
    if name in container:
        return container[name]
    return createContentInContainer(
        container, "Section", id=name, title=title, checkConstraints=False
    )
