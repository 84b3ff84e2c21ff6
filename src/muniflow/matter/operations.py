"""The verbs of the domain: start a general case."""

from collections.abc import Mapping
from muniflow.matter.interfaces import IGeneralCase
from muniflow.organisation.interfaces import IOrganisation
from muniflow.registry.operations import year_folder
from plone.dexterity.utils import createContentInContainer

TYPE = "GeneralCase"


def start_case(organisation: IOrganisation, values: Mapping[str, object]) -> IGeneralCase:
    """Start a general case in its first step; it gets a number when it is sent on.

    What comes in is given one at once: the caller registers it.
    """
    return createContentInContainer(
        year_folder(organisation, TYPE), TYPE, checkConstraints=False, **values
    )
