"""Rights in an organisation follow from the groups that follow from posts."""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Sequence
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import MEMBER_ROLE
from muniflow.organisation.interfaces import STARTER_FUNCTIONS
from muniflow.organisation.interfaces import STARTER_ROLE
from muniflow.organisation.rules import MEMBER
from muniflow.organisation.rules import rollup_id
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(IOrganisation)
class OrganisationRoles:
    """Roles that hold in the whole organisation; the same whoever holds the posts now."""

    def __init__(self, context: IOrganisation) -> None:
        self._roles = {
            rollup_id(context.getId(), f.name): (f.role,)
            for f in FUNCTIONS.values()
            if not f.unit_bound
        }
        for name in STARTER_FUNCTIONS:
            group = rollup_id(context.getId(), name)
            self._roles[group] = (*self._roles.get(group, ()), STARTER_ROLE)
        self._roles[rollup_id(context.getId(), MEMBER)] = (MEMBER_ROLE,)

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the roles of one group."""
        return self._roles.get(principal_id, ())

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield every group with its roles."""
        yield from self._roles.items()
