"""Rights on what is confidential: all roles from above are shut out, and some given back.

A case that is confidential, and a document stricter than its case, block inherited local roles
as Plone has it. What is given back follows from groups, so neither a change of post nor a
transition rewrites anything on the object.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from collections.abc import Sequence
from functools import cached_property
from muniflow.document.interfaces import IFiledDocument
from muniflow.organisation.interfaces import CONSULTED_ROLE
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import MEMBER_ROLE
from muniflow.organisation.operations import actors_group
from muniflow.organisation.operations import answering_group
from muniflow.organisation.operations import named_group
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import own_groups
from muniflow.organisation.operations import unit_groups
from muniflow.registry.confidentiality.interfaces import ITurn
from muniflow.registry.confidentiality.interfaces import ORGANISATION
from muniflow.registry.confidentiality.interfaces import SEALED
from muniflow.registry.confidentiality.levels import case_of
from muniflow.registry.confidentiality.levels import level_of
from muniflow.registry.confidentiality.levels import own_level
from muniflow.registry.confidentiality.levels import people_of
from muniflow.registry.confidentiality.levels import setting_of
from muniflow.registry.confidentiality.rules import granted
from muniflow.registry.confidentiality.rules import Ground
from muniflow.registry.confidentiality.rules import kept_when_sealed
from muniflow.registry.confidentiality.rules import Roles
from muniflow.registry.confidentiality.rules import WATCHING
from zope.component import adapter
from zope.interface import implementer


def ground_of(obj: object) -> Ground:
    """Return what rights on a confidential case or document can follow from."""
    case = case_of(obj)
    organisation = organisation_of(case)
    turn = ITurn(case, None)
    handed = turn.people() if turn else {}
    unit = case.unit or ""
    return Ground(
        unit=dict(zip(FUNCTIONS, unit_groups(organisation, unit), strict=True)) if unit else {},
        watching={name: actors_group(organisation, "", name) for name in WATCHING},
        responsible=answering_group(organisation, case.responsible) if case.responsible else "",
        named=[named_group(organisation, person) for person in people_of(obj)],
        turn=turn.groups() if turn else {},
        handed={named_group(organisation, person): roles for person, roles in handed.items()},
        unsealing=_unsealing(obj),
    )


def _unsealing(obj: object) -> tuple[str, tuple[str, ...]]:
    """Return the group that may unseal, "" on a document of a case that this group cannot see."""
    case = case_of(obj)
    organisation = organisation_of(case)
    function = setting_of(organisation).unsealing
    group = actors_group(organisation, case.unit or "", function)
    if case is obj or own_level(case) == SEALED:
        return group, (CONSULTED_ROLE, MEMBER_ROLE)
    if own_level(case) == ORGANISATION:
        # As much as the process lets this function see of the case itself.
        return group, (FUNCTIONS[function].role, MEMBER_ROLE)
    return "", ()


class LevelRoles:
    """The roles that a level leaves on a confidential case or document."""

    def __init__(self, obj: object) -> None:
        self._obj = obj
        self._level = level_of(obj)
        self._organisation = organisation_of(obj)

    # One adapter answers for the person and each of the groups in turn.
    @cached_property
    def _ground(self) -> Ground:
        return ground_of(self._obj)

    @cached_property
    def _granted(self) -> Roles:
        return granted(self._level, self._ground)

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the roles of a group, or those with which a named person goes on acting."""
        if self._level == SEALED and principal_id in people_of(self._obj):
            return kept_when_sealed(own_groups(self._organisation, principal_id), self._ground)
        return self._granted.get(principal_id, ())

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the groups with their roles."""
        yield from self._granted.items()


@implementer(ILocalRoleProvider)
@adapter(IFiledDocument)
class DocumentRoles:
    """Roles on a document that is stricter than its case; others have none of their own."""

    def __init__(self, context: IFiledDocument) -> None:
        self._roles = LevelRoles(context) if own_level(context) else None

    def getRoles(self, principal_id: str) -> Sequence[str]:
        """Return the roles of a group or person."""
        return () if self._roles is None else self._roles.getRoles(principal_id)

    def getAllRoles(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the groups with their roles."""
        if self._roles is not None:
            yield from self._roles.getAllRoles()
