"""Why somebody may see something: from posts to groups to roles to permissions."""

from AccessControl.PermissionRole import rolesForPermissionOn
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from dataclasses import dataclass
from muniflow.core import clock
from muniflow.organisation.interfaces import Holding
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.postbook import book_of
from muniflow.organisation.rules import groups_of
from muniflow.organisation.rules import leaders
from zope.component import getAdapters

PERMISSIONS = {
    "see": "View",
    "edit": "Modify portal content",
    "file": "muniflow: File document",
}


@dataclass(frozen=True, slots=True)
class Access:
    """What one person may do with one object, and the posts it follows from."""

    person: str
    posts: tuple[Holding, ...]
    may: tuple[str, ...]


def access_to(obj: object) -> list[Access]:
    """Return everybody who may see an object today, with the posts behind it.

    Site administrators see everything and are not listed.
    """
    organisation = organisation_of(obj)
    if organisation is None:
        return []
    today = clock.today()
    book = book_of(organisation)
    led = leaders(book.parents(), book.posts.values(), today)
    granted = {
        name: set(rolesForPermissionOn(permission, obj))
        for name, permission in PERMISSIONS.items()
    }
    group_roles, person_roles = _roles_on(obj)
    found = []
    for person in book.people:
        posts = [p for p in book.of(person) if p.active(today)]
        roles = set(person_roles(person))
        for group in groups_of(organisation.getId(), posts, led, today):
            roles |= group_roles.get(group, set())
        may = tuple(name for name, allowed in granted.items() if roles & allowed)
        if may:
            held = tuple(
                Holding(person, organisation.getId(), p.unit, p.function, book.title_of(p.unit))
                for p in posts
            )
            found.append(Access(person, held, may))
    return found


def _roles_on(obj: object) -> tuple[dict[str, set[str]], object]:
    """Return the roles of groups on an object, and a function for those of a person."""
    providers = list(_providers(obj))
    groups: dict[str, set[str]] = {}
    for provider in providers:
        for group, roles in provider.getAllRoles():
            groups.setdefault(group, set()).update(roles)

    def of_person(person: str) -> Iterator[str]:
        for provider in providers:
            yield from provider.getRoles(person)

    return groups, of_person


def _providers(obj: object) -> Iterator[ILocalRoleProvider]:
    for parent in obj.aq_chain:
        if organisation_of(parent) is None:
            return
        for _name, provider in getAdapters((parent,), ILocalRoleProvider):
            yield provider
