"""Rights on one arrival: of whom it was handed to, who took it in, who reads its case."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cached_property
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import organisation_of
from muniflow.registry.arrivals.holders import knowing
from muniflow.registry.arrivals.interfaces import IArrival
from muniflow.registry.arrivals.interfaces import RECIPIENT_ROLE
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

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the role of a group, also of one that reads the document it became."""
        known = principal_id in self._groups or self._reads_the_document(principal_id)
        return READER if known else ()

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the groups it was handed to.

        Readers of the case are left out: they come from the case to the arrival, and the
        catalog would have to follow every step of the case.
        """
        yield from self._groups.items()

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        if organisation_of(self._arrival) is None:
            return {}
        return dict.fromkeys(knowing(self._arrival), READER)

    @cached_property
    def _document(self) -> object | None:
        """The document it was registered as."""
        uid = self._arrival.standing.document
        return uuidToObject(uid, unrestricted=True) if uid else None

    @cached_property
    def _readers(self) -> set[str]:
        return set(rolesForPermissionOn("View", self._document))

    def _reads_the_document(self, principal_id: str) -> bool:
        if self._document is None:
            return False
        return any(role in self._readers for role in _roles_on(self._document, principal_id))


def _roles_on(obj: object, principal_id: str) -> Iterator[str]:
    """Yield the roles of a group on an object, from above as far as they are let through."""
    for place in obj.aq_chain:
        for _name, provider in getAdapters((place,), ILocalRoleProvider):
            yield from provider.getRoles(principal_id)
        blocked = getattr(aq_base(place), "__ac_local_roles_block__", None)
        if blocked or IOrganisation.providedBy(place):
            return
