"""Rights on one arrival: of whom it was handed to, who took it in, who reads its case."""

from AccessControl.PermissionRole import rolesForPermissionOn
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cached_property
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_groups
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import RECIPIENT_ROLE
from muniflow.registry.arrivals.people import standing_in_for
from muniflow.registry.interfaces import ICase
from plone.app.uuid.utils import uuidToObject
from zope.component import adapter
from zope.component import getAdapters
from zope.interface import implementer

READER = (RECIPIENT_ROLE,)


@implementer(ILocalRoleProvider)
@adapter(IArrival)
class ArrivalRoles:
    """The role of a recipient; it lets one see the arrival and its files."""

    def __init__(self, context: IArrival) -> None:
        self._arrival = context
        self._organisation = organisation_of(context)

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the role of a group or a person; a person's ends with the last post."""
        if self._organisation is None:
            return ()
        if principal_id in self._people:
            return READER if is_member(self._organisation, principal_id) else ()
        if principal_id in self._groups or self._reads_the_case(principal_id):
            return READER
        return ()

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the groups of the units it was handed to.

        People are left out: this is what the catalog keeps, and it would keep it beyond the
        person's last day. Their lists ask the catalog for what is theirs by name.
        """
        yield from self._groups.items()

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        return {
            group: READER
            for unit, person in self._arrival.known_to
            if unit and not person and self._organisation is not None
            for group in unit_groups(self._organisation, unit)
        }

    @cached_property
    def _people(self) -> set[str]:
        named = {person for _unit, person in self._arrival.known_to if person}
        standing_in = {s for person in named for s in standing_in_for(person, self._organisation)}
        return named | standing_in | ({self._arrival.taken_by} - {""})

    @cached_property
    def _case(self) -> ICase | None:
        """The case it was registered in."""
        uid = self._arrival.standing.document
        document = uuidToObject(uid, unrestricted=True) if uid else None
        case = getattr(document, "aq_parent", None)
        return case if ICase.providedBy(case) else None

    @cached_property
    def _readers(self) -> set[str]:
        """The roles that see the case; the document in it may be for fewer."""
        document = uuidToObject(self._arrival.standing.document, unrestricted=True)
        return set(rolesForPermissionOn("View", document))

    def _reads_the_case(self, principal_id: str) -> bool:
        if self._case is None:
            return False
        places = (self._case, organisation_of(self._case))
        return any(
            not self._readers.isdisjoint(provider.getRoles(principal_id))
            for place in places
            for _name, provider in getAdapters((place,), ILocalRoleProvider)
        )
