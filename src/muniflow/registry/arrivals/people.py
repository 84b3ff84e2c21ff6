"""Who stands in for somebody to whom an arrival was handed."""

from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.operations import substitutes_for
from muniflow.organisation.operations import substitutions_of


def standing_in_for(person: str, organisation: IOrganisation) -> list[str]:
    """Return who takes over today what is handed to a person."""
    running = substitutes_for(person, organisation)
    return [r.substitute for r in running if RESPONSIBLE in r.functions]


def stood_in_for(person: str, organisation: IOrganisation) -> list[str]:
    """Return for whom a person takes over what is handed to them today."""
    running = substitutions_of(person, organisation)
    return [r.absent for r in running if RESPONSIBLE in r.functions]
