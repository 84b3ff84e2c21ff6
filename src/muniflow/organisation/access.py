"""Why somebody may see something: from posts to groups to roles to permissions."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from muniflow.core import clock
from muniflow.organisation.directory import groups_through
from muniflow.organisation.directory import named_group
from muniflow.organisation.directory import organisation_of
from muniflow.organisation.directory import own_groups
from muniflow.organisation.interfaces import Holding
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.postbook import book_of
from muniflow.organisation.standing import substitutions_of
from muniflow.organisation.substitution import SubstitutionRecord
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
    through: tuple[SubstitutionRecord, ...] = ()
    """The substitutions that add to it."""
    named: bool = False
    """True for whoever is named on the object itself."""


def access_to(obj: object) -> list[Access]:
    """Return everybody who may see an object today, with the posts behind it.

    Site administrators see everything and are not listed.
    """
    organisation = organisation_of(obj)
    if organisation is None:
        return []
    found = []
    roles_on = _RolesOn(obj)
    for person in book_of(organisation).people:
        access = _access_of(organisation, person, roles_on)
        if access.may:
            found.append(access)
    return found


def _access_of(organisation: IOrganisation, person: str, roles_on: "_RolesOn") -> Access:
    """Return what one person may do, by posts and by standing in."""
    book = book_of(organisation)
    lent = [
        (record, roles_on.through(organisation, record))
        for record in substitutions_of(person, organisation)
    ]
    roles = roles_on.groups(own_groups(organisation, person))
    # What the person has by name may itself be lent.
    roles |= roles_on.person(person) - {role for _record, more in lent for role in more}
    through = []
    for record, more in lent:
        if roles_on.may(roles | more) != roles_on.may(roles):
            through.append(record)
        roles |= more
    posts = tuple(
        Holding(person, organisation.getId(), p.unit, p.function, book.title_of(p.unit))
        for p in book.of(person)
        if p.active(clock.today())
    )
    named = bool(roles_on.may(roles_on.groups([named_group(organisation, person)])))
    return Access(person, posts, roles_on.may(roles), tuple(through), named)


class _RolesOn:
    """The roles that groups and people have on one object, and what they allow."""

    def __init__(self, obj: object) -> None:
        self._granted = {
            name: set(rolesForPermissionOn(permission, obj))
            for name, permission in PERMISSIONS.items()
        }
        self._groups, self._of_person = _roles_on(obj)

    def groups(self, groups: Iterable[str]) -> set[str]:
        """Return the roles of groups."""
        return {role for group in groups for role in self._groups.get(group, ())}

    def person(self, person: str) -> set[str]:
        """Return the roles somebody has by name."""
        return set(self._of_person(person))

    def through(self, organisation: IOrganisation, record: SubstitutionRecord) -> set[str]:
        """Return the roles that a substitution lends."""
        found = self.groups(groups_through(organisation, record))
        if RESPONSIBLE in record.functions:
            found |= self.person(record.absent)
        return found

    def may(self, roles: set[str]) -> tuple[str, ...]:
        """Return what roles allow."""
        return tuple(name for name, allowed in self._granted.items() if roles & allowed)


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
        # What lies above is shut out there, as Plone's own plugin has it.
        if getattr(aq_base(parent), "__ac_local_roles_block__", None):
            return
