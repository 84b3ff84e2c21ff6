"""Who is who: the organisations, and what follows from their posts today."""

from Acquisition import aq_base
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from muniflow.core import clock
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import Holding
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.postbook import book_of
from muniflow.organisation.rules import acting_group
from muniflow.organisation.rules import ALL
from muniflow.organisation.rules import ANSWERING
from muniflow.organisation.rules import group_id
from muniflow.organisation.rules import groups_of
from muniflow.organisation.rules import HEAD
from muniflow.organisation.rules import leaders
from muniflow.organisation.rules import name_order
from muniflow.organisation.rules import NAMED
from muniflow.organisation.rules import personal_id
from muniflow.organisation.rules import PostRecord
from muniflow.organisation.rules import split_group
from muniflow.organisation.substitution import SubstitutionRecord
from muniflow.organisation.substitutionbook import substitutions_in
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from zope.annotation.interfaces import IAnnotations
from zope.interface.interfaces import IObjectEvent

DIRECTORY = "muniflow.organisations"


def organisations(site: PloneSite | None = None) -> Iterator[IOrganisation]:
    """Yield every organisation of the site, whoever asks."""
    site = api.portal.get() if site is None else site
    for name in IAnnotations(site).get(DIRECTORY, ()):
        yield site[name]


def organisation_of(obj: object) -> IOrganisation | None:
    """Return the organisation an object lies in, itself included."""
    for parent in getattr(obj, "aq_chain", ()):
        # The class says it; to ask the object takes many times as long.
        if IOrganisation.implementedBy(type(aq_base(parent))):
            return parent
    return None


def groups_for(person: str, site: PloneSite | None = None) -> list[str]:
    """Return the groups of a person today in all organisations: of posts, then standing in."""
    found: list[str] = []
    for organisation in organisations(site):
        found.extend(groups_in(organisation, person))
    return found


def groups_in(organisation: IOrganisation, person: str) -> list[str]:
    """Return the groups of a person today in one organisation.

    Whoever holds no post of the own any more stands in for nobody.
    """
    found = own_groups(organisation, person)
    if found:
        for record in running_for(organisation, person):
            found.extend(g for g in groups_through(organisation, record) if g not in found)
    return found


def own_groups(
    organisation: IOrganisation, person: str, functions: Collection[str] | None = None
) -> list[str]:
    """Return the groups that follow from a person's own posts, of some functions or all."""
    today = clock.today()
    book = book_of(organisation)
    own = [p for p in book.of(person) if functions is None or p.function in functions]
    # Only a head acts for other units; everybody else is spared the whole book.
    heads = any(post.function == HEAD for post in own)
    led = leaders(book.parents(), book.posts.values(), today) if heads else {}
    return [
        *groups_of(organisation.getId(), own, led, today),
        *_personal(organisation, person, functions),
    ]


def _personal(
    organisation: IOrganisation, person: str, functions: Collection[str] | None
) -> Iterator[str]:
    """Yield the groups of a person alone: of all, or what goes with standing in for them."""
    if is_member(organisation, person):
        if functions is None:
            yield personal_id(organisation.getId(), person, NAMED)
        if functions is None or RESPONSIBLE in functions:
            yield personal_id(organisation.getId(), person, ANSWERING)


def groups_through(organisation: IOrganisation, record: SubstitutionRecord) -> list[str]:
    """Return the groups that a substitution lends: those of the other one's own posts alone."""
    return own_groups(organisation, record.absent, record.functions)


def running_for(organisation: IOrganisation, person: str) -> list[SubstitutionRecord]:
    """Return the substitutions in which a person stands in today, both still holding a post."""
    today = clock.today()
    running = [r for r in substitutions_in(organisation).by_substitute(person) if r.running(today)]
    if not running or not is_member(organisation, person):
        return []
    return [r for r in running if is_member(organisation, r.absent)]


def holdings_of(person: str) -> list[Holding]:
    """Return the posts a person holds today, in all organisations."""
    today = clock.today()
    return [
        Holding(person, organisation.getId(), post.unit, post.function, book.title_of(post.unit))
        for organisation in organisations()
        for book in (book_of(organisation),)
        for post in book.of(person)
        if post.active(today)
    ]


def actors_group(organisation: IOrganisation, unit: str, function: str) -> str:
    """Return the group that acts on a case of a unit where a function is asked for."""
    return acting_group(organisation.getId(), unit, FUNCTIONS[function])


def holders(organisation: IOrganisation, function: str, unit: str = ALL) -> list[str]:
    """Return who holds a function today, in one unit (or whoever leads it) or anywhere."""
    today = clock.today()
    book = book_of(organisation)
    wanted = unit
    if unit != ALL and function == "head":
        wanted = leaders(book.parents(), book.posts.values(), today).get(unit, unit)
    return sorted(
        {
            p.person
            for p in book.posts.values()
            if p.function == function and p.active(today) and wanted in (ALL, p.unit)
        }
    )


def badge(organisation: IOrganisation) -> Badge:
    """Return what pages show of an organisation."""
    return Badge(
        organisation.getId(),
        organisation.code,
        organisation.title,
        organisation.colour,
        organisation.absolute_url(),
        "/".join(organisation.getPhysicalPath()),
    )


def badges_for(person: str) -> list[Badge]:
    """Return the organisations in which a person holds a post today, by title."""
    today = clock.today()
    mine = [
        badge(o) for o in organisations() if any(p.active(today) for p in book_of(o).of(person))
    ]
    return sorted(mine, key=lambda b: b.title)


def is_member(organisation: IOrganisation, person: str) -> bool:
    """Tell whether a person holds any post in the organisation today."""
    today = clock.today()
    return any(p.active(today) for p in book_of(organisation).of(person))


def acting_as(organisation: IOrganisation, person: str, function: str, unit: str = "") -> str:
    """Return in whose shoes a person acts, as "function@unit", "" without such a post.

    A post in the case's own unit is preferred to one elsewhere.
    """
    today = clock.today()
    held: list[PostRecord] = [
        p for p in book_of(organisation).of(person) if p.function == function and p.active(today)
    ]
    held.sort(key=lambda p: p.unit != unit)
    return f"{held[0].function}@{held[0].unit}" if held else ""


def full_name(person: str) -> str:
    """Return a person's full name, the id when there is none."""
    users = api.portal.get_tool("acl_users")
    user = PropertiedUser(person)
    for _id, plugin in users.plugins.listPlugins(IPropertiesPlugin):
        sheet = plugin.getPropertiesForUser(user)
        if sheet and hasattr(sheet, "getProperty") and sheet.getProperty("fullname", ""):
            return sheet.getProperty("fullname")
    return person


def unit_title(organisation: IOrganisation, unit: str) -> str:
    """Return what a unit is called, its id when it is unknown."""
    return book_of(organisation).title_of(unit)


def by_name(people: Iterable[str]) -> list[tuple[str, str]]:
    """Return people as pairs of id and full name, sorted as in an office."""
    named = [(person, full_name(person)) for person in people]
    return sorted(named, key=lambda pair: name_order(pair[1]))


def site_goes(event: IObjectEvent) -> bool:
    """Tell whether an event comes of the whole site being removed: then nothing stays to keep."""
    return IPloneSiteRoot.providedBy(event.object)


def named_group(organisation: IOrganisation, person: str) -> str:
    """Return the group of a person by name; empty without a post, and lent to nobody."""
    return personal_id(organisation.getId(), person, NAMED)


def answering_group(organisation: IOrganisation, person: str) -> str:
    """Return the group of a person and of who stands in for what the person answers for."""
    return personal_id(organisation.getId(), person, ANSWERING)


def unit_groups(organisation: IOrganisation, unit: str) -> list[str]:
    """Return the groups of all who hold a post in a unit."""
    return [group_id(organisation.getId(), unit, function) for function in FUNCTIONS]


def holders_in(organisation: IOrganisation, unit: str) -> list[str]:
    """Return who holds any post in a unit today."""
    today = clock.today()
    posts = book_of(organisation).posts.values()
    return sorted({p.person for p in posts if p.unit == unit and p.active(today)})


def people_of_group(group: str) -> list[str]:
    """Return who acts as a group of an organisation today, none for another kind of group."""
    parts = split_group(group)
    found = next((o for o in organisations() if parts and o.getId() == parts[0]), None)
    if found is None or parts[2] not in FUNCTIONS:
        return []
    return holders(found, parts[2], parts[1])
