"""What is told of something confidential to members of the organisation who do not see it.

Lists come from the catalog, which finds nothing for somebody who does not see it. A masked row
is made of the register's entry alone: neither the object nor its catalog columns are read.
"""

from AccessControl.users import BasicUser
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from functools import cached_property
from muniflow import _
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.interfaces import CONFIDENTIAL
from muniflow.registry.confidentiality.interfaces import INDEX
from muniflow.registry.confidentiality.interfaces import Mask
from muniflow.registry.confidentiality.levels import case_of
from muniflow.registry.confidentiality.levels import level_of
from muniflow.registry.confidentiality.levels import setting_of
from muniflow.registry.confidentiality.rules import grade_for
from muniflow.registry.confidentiality.rules import masked
from muniflow.registry.confidentiality.rules import masked_entry
from muniflow.registry.confidentiality.rules import RECORDS
from muniflow.registry.interfaces import Entry
from plone import api
from plone.uuid.interfaces import IUUID
from zope.globalrequest import getRequest
from zope.i18n import translate

AT_ONCE = 1000
"""So many UIDs the catalog is asked for at a time."""

WORDS = _("text_confidential_row", default="Confidential")


class Masks:
    """What the present user does not see in one organisation, and what is shown instead."""

    def __init__(self, organisation: IOrganisation) -> None:
        self._organisation = organisation
        self._answer = setting_of(organisation).answer
        self._known: dict[str, str] = {}

    @cached_property
    def _records(self) -> bool:
        me = api.user.get_current().getId() or ""
        return me in holders(self._organisation, RECORDS)

    @cached_property
    def _words(self) -> str:
        return translate(WORDS, context=getRequest())

    def look_up(self, uids: Iterable[str]) -> None:
        """Ask the catalog at once for what is about to be shown; two queries for a page."""
        for some in _parts([uid for uid in uids if uid not in self._known]):
            self._known |= dict.fromkeys(some, "") | _hidden(UID=some)

    def is_hidden(self, uid: str) -> bool:
        """Tell whether the present user does not see what has a UID."""
        if uid not in self._known:
            self.look_up([uid])
        return bool(self._known[uid])

    def hidden(self) -> frozenset[str]:
        """Return the UIDs of all that the present user does not see, to leave out of a search."""
        found = _hidden(organisation=self._organisation.getId())
        self._known |= found
        return frozenset(found)

    def shown(self, entry: Entry) -> Entry:
        """Return a line of the register as the present user may read it."""
        if not self.is_hidden(entry.uid):
            return entry
        grade = grade_for(self._known[entry.uid], self._answer, records=self._records)
        return masked_entry(entry, grade, self._words)


def shown(entry: Entry, masks: Masks) -> Entry:
    """Return a line of the register as the present user may read it."""
    return masks.shown(entry)


def _parts(uids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(uids), AT_ONCE):
        yield uids[start : start + AT_ONCE]


def _hidden(**query: object) -> dict[str, str]:
    """Return the levels of what is confidential and not seen by the present user, by UID."""
    catalog = api.portal.get_tool("portal_catalog")
    query[INDEX] = list(CONFIDENTIAL)
    closed = {brain.getRID(): brain for brain in catalog.unrestrictedSearchResults(**query)}
    if not closed:
        return {}
    seen = {brain.getRID() for brain in catalog(**query)}
    index = catalog.Indexes[INDEX]
    return {
        brain.UID: next(level for level in index.getEntryForObject(rid) if level in CONFIDENTIAL)
        for rid, brain in closed.items()
        if rid not in seen
    }


def mask_for(obj: object, user: BasicUser) -> Mask | None:
    """Return what a user is told of an object that the user does not see; None for nothing."""
    organisation = organisation_of(obj)
    officers = holders(organisation, RECORDS)
    level = level_of(obj)
    answer = setting_of(organisation).answer
    grade = grade_for(level, answer, records=(user.getId() or "") in officers)
    return masked(_whole(obj, officers), grade)


def _whole(obj: object, officers: Collection[str]) -> Mask:
    """Return all that could be told of an object."""
    case = case_of(obj)
    return Mask(
        uid=IUUID(obj),
        number=obj.registry_number,
        date=obj.created().ISO8601()[:10],
        unit=case.unit or "",
        responsible=case.responsible or "",
        title=obj.title,
        partners=", ".join(getattr(obj, "partners", None) or ()),
        ask=tuple(officers),
    )
