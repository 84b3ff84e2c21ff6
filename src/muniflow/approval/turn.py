"""Whose turn it is on a case, for what the case's confidentiality leaves of their rights."""

from collections.abc import Mapping
from collections.abc import Sequence
from muniflow.approval.acting import END
from muniflow.approval.acting import open_parts
from muniflow.approval.acting import people_with
from muniflow.approval.acting import RESPONSIBLE
from muniflow.approval.acting import state_of
from muniflow.approval.records import proceedings_of
from muniflow.organisation.interfaces import CONSULTED_ROLE
from muniflow.organisation.interfaces import DELEGATE_ROLE
from muniflow.organisation.operations import actors_group
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_groups
from muniflow.process.operations import role_of
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import ITurn
from zope.component import adapter
from zope.interface import implementer


@implementer(ITurn)
@adapter(ICase)
class CaseTurn:
    """Those who act in the present step, to whom it was handed, and who were asked."""

    def __init__(self, case: ICase) -> None:
        self._case = case

    def groups(self) -> Mapping[str, Sequence[str]]:
        """Return the groups of the functions that act, and of the units that were asked."""
        found = {}
        organisation = organisation_of(self._case)
        for opinion in proceedings_of(self._case).progress.opinions:
            if opinion.open:
                asked = unit_groups(organisation, opinion.unit)
                found |= dict.fromkeys(asked, (CONSULTED_ROLE,))
        state = state_of(self._case)
        if state.kind == END:
            return found
        for part in open_parts(self._case, state):
            if part.function and part.actor != RESPONSIBLE:
                group = actors_group(organisation, self._case.unit, part.function)
                found[group] = (*found.get(group, ()), role_of(part.function))
        return found

    def people(self) -> Mapping[str, Sequence[str]]:
        """Return to whom the step was handed."""
        handed = proceedings_of(self._case).progress.assignments
        return {one.person: (DELEGATE_ROLE,) for one in handed}

    def awaited(self) -> list[str]:
        """Return the people who can bring the case on now."""
        return people_with(self._case)
