"""Rights on one case for those to whom a step was handed and whose opinion was asked."""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cached_property
from muniflow.approval.records import proceedings_of
from muniflow.organisation.interfaces import CONSULTED_ROLE
from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_groups
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import is_confidential
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(ICase)
class ProceedingRoles:
    """Roles that last as long as the step, or the question, that they come from."""

    def __init__(self, context: ICase) -> None:
        self._case = context
        self._organisation = organisation_of(context)
        self._progress = proceedings_of(context).progress
        # Its level says what is left of these roles; see CaseTurn.
        self._confidential = is_confidential(context)

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the roles of a group, or of a person to whom a step was handed.

        That person's role ends with the last post in the organisation.
        """
        if self._confidential:
            return ()
        handed = any(one.person == principal_id for one in self._progress.assignments)
        if handed and self._organisation is not None:
            return (DELEGATE_ROLE,) if is_member(self._organisation, principal_id) else ()
        return self._groups.get(principal_id, ())

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        return dict(self.getAllRoles())

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the groups of the units that were asked.

        People are left out: this is what the catalog keeps, and it would keep it beyond the
        person's last day.
        """
        if self._organisation is None or self._confidential:
            return
        for opinion in self._progress.opinions:
            if opinion.open:
                for group in unit_groups(self._organisation, opinion.unit):
                    yield group, (CONSULTED_ROLE,)
