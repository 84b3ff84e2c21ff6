"""Rights on one case: those of its unit, and of who answers for it; fewer at stricter levels."""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cached_property
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.interfaces import RESPONSIBLE_ROLE
from muniflow.organisation.operations import actors_group
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import substitutes_for
from muniflow.registry.confidentiality.levels import is_confidential
from muniflow.registry.confidentiality.localroles import LevelRoles
from muniflow.registry.interfaces import ICase
from zope.component import adapter
from zope.interface import implementer


@implementer(ILocalRoleProvider)
@adapter(ICase)
class CaseRoles:
    """Roles of the functions that are bound to the case's unit."""

    def __init__(self, context: ICase) -> None:
        self._case = context
        self._organisation = organisation_of(context)
        self._level = LevelRoles(context) if is_confidential(context) else None

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the roles of a group, of the person who answers for the case, or who stands in.

        That person's role ends with the last post in the organisation.
        """
        if self._level is not None:
            return self._level.getRoles(principal_id)
        organisation, responsible = self._organisation, self._case.responsible
        if organisation is not None and responsible:
            if principal_id == responsible:
                return (RESPONSIBLE_ROLE,) if is_member(organisation, principal_id) else ()
            if principal_id in self._substitutes:
                return (RESPONSIBLE_ROLE,)
        return self._groups.get(principal_id, ())

    # One adapter answers for the person and each of the groups in turn.
    @cached_property
    def _substitutes(self) -> set[str]:
        """Who stands in today for the person who answers for the case, as that."""
        running = substitutes_for(self._case.responsible, self._organisation)
        return {record.substitute for record in running if RESPONSIBLE in record.functions}

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[str]]:
        return dict(self.getAllRoles())

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the unit's groups with their roles.

        The person is left out: this is what the catalog keeps, and it would keep it beyond
        the person's last day.
        """
        if self._level is not None:
            yield from self._level.getAllRoles()
            return
        if self._organisation is None or not self._case.unit:
            return
        for function in FUNCTIONS.values():
            if function.unit_bound:
                group = actors_group(self._organisation, self._case.unit, function.name)
                yield group, (function.role,)
