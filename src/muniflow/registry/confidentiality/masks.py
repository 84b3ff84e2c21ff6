"""What is told of something confidential to members of the organisation who do not see it.

Lists come from the catalog, which finds nothing for somebody who does not see it. A masked row
is made of the register's entry alone: neither the object nor its catalog columns are read.
"""

from AccessControl.users import BasicUser
from collections.abc import Collection
from collections.abc import Iterable
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import holders
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.interfaces import CONFIDENTIAL
from muniflow.registry.confidentiality.interfaces import INDEX
from muniflow.registry.confidentiality.interfaces import Mask
from muniflow.registry.confidentiality.interfaces import MaskedHit
from muniflow.registry.confidentiality.interfaces import NONE
from muniflow.registry.confidentiality.levels import case_of
from muniflow.registry.confidentiality.levels import level_of
from muniflow.registry.confidentiality.levels import setting_of
from muniflow.registry.confidentiality.rules import grade_for
from muniflow.registry.confidentiality.rules import masked
from muniflow.registry.confidentiality.rules import RECORDS
from plone import api
from plone.uuid.interfaces import IUUID


def hidden_in(organisation: IOrganisation, uids: Collection[str] = ()) -> dict[str, str]:
    """Return the grade for what the present user does not see in an organisation, by UID.

    Asked for some UIDs it costs two quick queries, else as much as there is confidential.
    """
    me = api.user.get_current().getId() or ""
    answer, records = setting_of(organisation).answer, me in holders(organisation, RECORDS)
    found = _hidden(organisation.getId(), uids)
    return {uid: grade_for(level, answer, records=records) for uid, level in found.items()}


def _hidden(organisation: str, uids: Collection[str]) -> dict[str, str]:
    """Return the levels of what is confidential and not seen by the present user, by UID."""
    catalog = api.portal.get_tool("portal_catalog")
    query = {INDEX: list(CONFIDENTIAL), "organisation": organisation}
    if uids:
        query["UID"] = list(uids)
    closed = {brain.getRID(): brain.UID for brain in catalog.unrestrictedSearchResults(**query)}
    seen = {brain.getRID() for brain in catalog(**query)} if closed else set()
    index = catalog.Indexes[INDEX]
    return {
        uid: next(level for level in index.getEntryForObject(rid) if level in CONFIDENTIAL)
        for rid, uid in closed.items()
        if rid not in seen
    }


def masks_by_number(organisations: Iterable[str], text: str) -> list[MaskedHit]:
    """Return what has a number and is not seen by the present user, where that is told at all."""
    number = "".join(text.split())
    if not any(sign.isdigit() for sign in number):
        return []
    catalog, site = api.portal.get_tool("portal_catalog"), api.portal.get()
    found = []
    for name in organisations:
        query = {INDEX: list(CONFIDENTIAL), "organisation": name, "registry_number": number}
        uids = [brain.UID for brain in catalog.unrestrictedSearchResults(**query)]
        hidden = hidden_in(site[name], uids) if uids else {}
        found.extend(
            MaskedHit(name, number, f"{site[name].absolute_url()}/@@masked/{uid}")
            for uid, grade in hidden.items()
            if grade != NONE
        )
    return found


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
