"""People who can log in, and the organisations they work in."""

from collections.abc import Iterable
from datetime import date
from muniflow.core.errors import Invalid
from muniflow.demo.data import Demo
from muniflow.demo.data import folder
from muniflow.demo.data import OrganisationRow
from muniflow.demo.data import PersonRow
from muniflow.demo.data import PostRow
from muniflow.demo.rules import moved
from muniflow.organisation import operations as organisations
from muniflow.organisation.interfaces import IOrganisation
from muniflow.process.operations import bind_policy
from plone import api
from plone.namedfile.file import NamedBlobImage
from Products.CMFPlone.Portal import PloneSite

PASSWORD = "muniflow-demo-1"  # noqa: S105 - printed at every start, meant to be known

# The office lets its notary sign without the steps that only an elected body needs.
PROCESSES = {
    "onk": {"OutgoingContract": "outgoing-contract", "IncomingContract": "incoming-contract"},
    "phi": {
        "OutgoingContract": "outgoing-contract-office",
        "IncomingContract": "incoming-contract",
    },
}


def add_people(people: Iterable[PersonRow]) -> int:
    """Add those who are not there yet; return how many."""
    folder = api.portal.get_tool("acl_users")
    users, roles = folder.source_users, folder.portal_role_manager
    known = set(users.getUserIds())
    missing = [person for person in people if person.id not in known]
    hashed = ""
    for person in missing:
        # One hash for all: hashing is slow on purpose, and the password is no secret.
        users.addUser(person.id, person.id, hashed or PASSWORD)
        hashed = hashed or users._user_passwords[person.id]
        roles.assignRoleToPrincipal("Member", person.id)
        member = api.user.get(userid=person.id)
        member.setMemberProperties({"fullname": person.name, "email": person.email})
    return len(missing)


def add_organisation(site: PloneSite, demo: Demo, row: OrganisationRow, loaded: date) -> int:
    """Add an organisation with units, posts and processes; return how many posts are new."""
    organisation = site[row.id] if row.id in site else _found(site, row)
    for unit in demo.units:
        if unit.organisation == row.id and not _has_unit(organisation, unit.id):
            organisations.add_unit(organisation, id=unit.id, title=unit.title, parent=unit.parent)
    return sum(_add_post(organisation, p, loaded) for p in demo.posts if p.organisation == row.id)


def _has_unit(organisation: IOrganisation, unit: str) -> bool:
    try:
        organisations.unit_of(organisation, unit)
    except Invalid:
        return False
    return True


def _found(site: PloneSite, row: OrganisationRow) -> IOrganisation:
    name = row.seal.rpartition("/")[2]
    organisation = organisations.create_organisation(
        site,
        id=row.id,
        title=row.title,
        code=row.code,
        colour=row.colour,
        country=row.country,
        address=row.address,
        tax_number=row.tax_number,
        seal=NamedBlobImage(
            folder().joinpath(row.seal).read_bytes(),
            contentType="image/svg+xml",
            filename=name,
        ),
    )
    bind_policy(organisation, PROCESSES[row.id])
    return organisation


def _add_post(organisation: IOrganisation, row: PostRow, loaded: date) -> bool:
    """Add a post unless the person holds or held that function in the unit."""
    unit = organisations.unit_of(organisation, row.unit)
    for post in unit.objectValues():
        if (getattr(post, "person", ""), getattr(post, "function", "")) == (
            row.person,
            row.function,
        ):
            return False
    organisations.add_post(
        organisation,
        person=row.person,
        unit=row.unit,
        function=row.function,
        since=moved(loaded, row.since) if row.since else None,
        until=moved(loaded, row.until) if row.until else None,
    )
    return True
