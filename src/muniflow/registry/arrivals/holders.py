"""With whom an arrival is, as groups: they follow from posts, and end with them."""

from collections.abc import Iterator
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import answering_group
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import named_group
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_groups
from muniflow.registry.arrivals.interfaces import HANDED
from muniflow.registry.arrivals.interfaces import IArrival


def groups_of_receivers(organisation: IOrganisation, unit: str, person: str) -> list[str]:
    """Return the groups that take over what is handed to a unit or a person.

    Somebody who stands in for the person is in the person's group.
    """
    if person:
        return [answering_group(organisation, person)]
    return unit_groups(organisation, unit) if unit else []


def holders_of(arrival: IArrival) -> list[str]:
    """Return the groups that have to take an arrival over, or have done so."""
    standing = arrival.standing
    if standing.status != HANDED:
        return []
    return groups_of_receivers(organisation_of(arrival), standing.unit, standing.person)


def taker_of(arrival: IArrival) -> list[str]:
    """Return the group of the one person who took it in."""
    return [named_group(organisation_of(arrival), arrival.taken_by)] if arrival.taken_by else []


def knowing(arrival: IArrival) -> Iterator[str]:
    """Yield every group that it was handed to, and that of who took it in."""
    organisation = organisation_of(arrival)
    for unit, person in arrival.known_to:
        yield from groups_of_receivers(organisation, unit, person)
    yield from taker_of(arrival)


def is_with(arrival: IArrival, person: str) -> bool:
    """Tell whether an arrival was handed to a person, by name or with the unit."""
    return not set(holders_of(arrival)).isdisjoint(groups_for(person))


def took_in(arrival: IArrival, person: str) -> bool:
    """Tell whether a person took it in, and still belongs to the organisation."""
    return not set(taker_of(arrival)).isdisjoint(groups_for(person))
