"""Who stands in for whom today, and in whose name somebody may act."""

from decimal import Decimal
from muniflow import _
from muniflow.core import clock
from muniflow.core import formats
from muniflow.core.packs import pack
from muniflow.organisation.authority import Claim
from muniflow.organisation.authority import judge
from muniflow.organisation.directory import actors_group
from muniflow.organisation.directory import full_name
from muniflow.organisation.directory import groups_through
from muniflow.organisation.directory import is_member
from muniflow.organisation.directory import organisations
from muniflow.organisation.directory import own_groups
from muniflow.organisation.directory import running_for
from muniflow.organisation.directory import unit_title
from muniflow.organisation.interfaces import Authority
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import Refusal
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.substitution import function_title
from muniflow.organisation.substitution import SubstitutionRecord
from muniflow.organisation.substitutionbook import substitutions_in
from zope.globalrequest import getRequest
from zope.i18nmessageid import Message


def substitutions_of(
    person: str, organisation: IOrganisation | None = None
) -> list[SubstitutionRecord]:
    """Return in what a person stands in for others today, in one organisation or in all."""
    places = organisations() if organisation is None else (organisation,)
    return [record for place in places for record in running_for(place, person)]


def substitutes_for(person: str, organisation: IOrganisation) -> list[SubstitutionRecord]:
    """Return who stands in for a person today in an organisation, and in what."""
    today = clock.today()
    running = [r for r in substitutions_in(organisation).for_absent(person) if r.running(today)]
    if not running or not is_member(organisation, person):
        return []
    return [r for r in running if is_member(organisation, r.substitute)]


def stands_in(organisation: IOrganisation, substitute: str, absent: str, function: str) -> bool:
    """Tell whether somebody stands in for somebody in a function today."""
    return any(
        r.absent == absent and function in r.functions
        for r in running_for(organisation, substitute)
    )


def standing_in_keys(person: str) -> list[str]:
    """Return under which names the work of those is found for whom a person stands in.

    Such a key names the organisation: a substitution in one gives nothing in another.
    """
    return [
        _person_key(record)
        for record in substitutions_of(person)
        if RESPONSIBLE in record.functions
    ]


def lent_by(person: str) -> dict[str, str]:
    """Return under which names somebody finds work by standing in alone, and for whom."""
    found: dict[str, str] = {}
    for organisation in organisations():
        for record in running_for(organisation, person):
            own = own_groups(organisation, person)
            lent = [g for g in groups_through(organisation, record) if g not in own]
            if RESPONSIBLE in record.functions:
                lent.append(_person_key(record))
            found |= dict.fromkeys(lent, record.absent)
    return found


def _person_key(record: SubstitutionRecord) -> str:
    return f"user:{record.organisation}:{record.absent}"


def authority_for(
    organisation: IOrganisation,
    person: str,
    function: str,
    unit: str,
    *,
    amount: Decimal | None,
    currency: str,
    responsible: str = "",
) -> Authority | Refusal:
    """Return as what, and for whom, a person may act; or why the person may not.

    An own post counts first, whatever the amount; then the substitutions that run today.
    ``function`` "responsible" asks for the work of the person named in ``responsible``.
    """
    home = pack(organisation.country).currency
    return judge(
        Claim(person, function, unit, amount, currency),
        own=_own(organisation, person, function, unit, responsible),
        covering=lambda: _covering(organisation, person, function, unit, responsible),
        home=home,
        missing=lambda: _missing(organisation, function, unit, responsible),
        name=full_name,
        money=lambda sum_: formats.money(sum_, home, _language()),
    )


def _own(
    organisation: IOrganisation, person: str, function: str, unit: str, responsible: str
) -> bool:
    if function == RESPONSIBLE:
        return person == responsible and is_member(organisation, person)
    return function in FUNCTIONS and actors_group(organisation, unit, function) in own_groups(
        organisation, person, (function,)
    )


def _covering(
    organisation: IOrganisation, person: str, function: str, unit: str, responsible: str
) -> list[SubstitutionRecord]:
    """Return the running substitutions that give a person a function for a unit."""
    running = [r for r in running_for(organisation, person) if function in r.functions]
    if function == RESPONSIBLE:
        return [r for r in running if r.absent == responsible]
    if function not in FUNCTIONS:
        return []
    wanted = actors_group(organisation, unit, function)
    return [r for r in running if wanted in groups_through(organisation, r)]


def _missing(organisation: IOrganisation, function: str, unit: str, responsible: str) -> Message:
    """Return what is said to somebody who holds no such function, in whoever's name."""
    if function == RESPONSIBLE:
        return _(
            "error_not_responsible",
            default="${person} answers for this, and you do not stand in for ${person}.",
            mapping={"person": full_name(responsible)},
        )
    known = function in FUNCTIONS
    return _(
        "error_no_such_post",
        default="You hold no post as “${function}” for ${unit}, and stand in for nobody who does.",
        mapping={
            "function": function_title(function) if known else function,
            "unit": unit_title(organisation, unit),
        },
    )


def _language() -> str:
    request = getRequest()
    return (request.get("LANGUAGE") if request is not None else "") or "en"
