"""The verbs of the domain: start a contract."""

from collections.abc import Mapping
from muniflow import _
from muniflow.contract.interfaces import DIRECTIONS
from muniflow.contract.interfaces import IContractCase
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.operations import year_folder
from plone.dexterity.utils import createContentInContainer


def start_contract(
    organisation: IOrganisation, *, portal_type: str, values: Mapping[str, object]
) -> IContractCase:
    """Start a contract as a draft in its first step; raises Invalid for another type."""
    if portal_type not in DIRECTIONS:
        raise Invalid(
            _(
                "error_contract_type",
                default="“${value}” is no kind of contract; there are ${known}.",
                mapping={"value": portal_type, "known": ", ".join(DIRECTIONS)},
            )
        )
    return createContentInContainer(
        year_folder(organisation, portal_type), portal_type, checkConstraints=False, **values
    )
