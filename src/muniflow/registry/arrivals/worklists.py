"""What the catalog is asked for lists of arrivals; none is woken."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from muniflow.organisation.operations import groups_for
from muniflow.registry.arrivals.interfaces import ACKNOWLEDGED
from muniflow.registry.arrivals.interfaces import HANDED
from muniflow.registry.arrivals.interfaces import OPEN
from muniflow.registry.arrivals.interfaces import REGISTERED
from muniflow.registry.arrivals.interfaces import UNFILED
from plone import api

TABS = ("open", "handed", "mine", "taken", "registered", "unfiled", "all")
STATES: Mapping[str, tuple[str, ...]] = {
    "open": (OPEN,),
    "handed": (HANDED, ACKNOWLEDGED),
    "mine": (HANDED, ACKNOWLEDGED),
    "unacknowledged": (HANDED,),
    "registered": (REGISTERED,),
    "unfiled": (UNFILED,),
}
OWN = ("mine", "taken", "unacknowledged")
"""What is somebody's by name; the others are for those who see all of an organisation."""

OLDEST_FIRST = ("open", "handed", "mine", "unacknowledged")


def find(
    tab: str,
    scope: Sequence[str],
    person: str,
    *,
    words: str = "",
    mode: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Sequence[object]:
    """Return the brains of a tab in some organisations, what is to be done the oldest first."""
    query = {**_query(tab, scope), "sort_on": "arrival_order"}
    query["sort_order"] = "ascending" if tab in OLDEST_FIRST else "descending"
    plain = "".join(c if c.isalnum() else " " for c in words).split()
    if plain:
        query["SearchableText"] = " AND ".join(f"{word}*" for word in plain)
    if mode:
        query["arrival_mode"] = mode
    if since or until:
        first, last = since or date.min, (until or date.max - timedelta(days=1))
        query["arrival_received"] = {
            "query": (first.isoformat(), (last + timedelta(days=1)).isoformat()),
            "range": "min:max",
        }
    return _ask(tab, query, scope, person)


def count(tab: str, scope: Sequence[str], person: str) -> int:
    """Return how many a tab has in some organisations."""
    return len(_ask(tab, _query(tab, scope), scope, person))


def next_open(organisation: str) -> object | None:
    """Return the brain of the oldest arrival of an organisation that is to be registered."""
    found = find("open", [organisation], "")
    return found[0] if found else None


def _query(tab: str, scope: Sequence[str]) -> dict[str, object]:
    query: dict[str, object] = {"portal_type": "Arrival", "organisation": list(scope)}
    if tab in STATES:
        query["arrival_status"] = list(STATES[tab])
    return query


def _ask(
    tab: str, query: dict[str, object], scope: Sequence[str], person: str
) -> Sequence[object]:
    if tab in OWN:
        index = "arrival_taker" if tab == "taken" else "arrival_holders"
        query = {**query, index: groups_for(person)}
    return api.portal.get_tool("portal_catalog")(**query) if scope else []
