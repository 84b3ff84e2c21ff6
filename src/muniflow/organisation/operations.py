"""The verbs of the domain: found organisations, add units and posts, ask who is who."""

from datetime import date
from muniflow import _
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.organisation.absences import absences_of as absences_of
from muniflow.organisation.absences import absent_today as absent_today
from muniflow.organisation.absences import away_between as away_between
from muniflow.organisation.absences import enter_absence as enter_absence
from muniflow.organisation.absences import may_arrange as may_arrange
from muniflow.organisation.absences import remove_absence as remove_absence
from muniflow.organisation.calendar import calendar_for as calendar_for
from muniflow.organisation.calendar import calendar_of as calendar_of
from muniflow.organisation.calendar import change_days as change_days
from muniflow.organisation.calendar import changed_days as changed_days
from muniflow.organisation.calendar import restore_day as restore_day
from muniflow.organisation.directory import acting_as as acting_as
from muniflow.organisation.directory import actors_group as actors_group
from muniflow.organisation.directory import answering_group as answering_group
from muniflow.organisation.directory import badge as badge
from muniflow.organisation.directory import badges_for as badges_for
from muniflow.organisation.directory import by_name as by_name
from muniflow.organisation.directory import DIRECTORY as DIRECTORY
from muniflow.organisation.directory import full_name as full_name
from muniflow.organisation.directory import groups_for as groups_for
from muniflow.organisation.directory import holders as holders
from muniflow.organisation.directory import holders_in as holders_in
from muniflow.organisation.directory import holdings_of as holdings_of
from muniflow.organisation.directory import is_member as is_member
from muniflow.organisation.directory import named_group as named_group
from muniflow.organisation.directory import organisation_of as organisation_of
from muniflow.organisation.directory import organisations as organisations
from muniflow.organisation.directory import own_groups as own_groups
from muniflow.organisation.directory import people_of_group as people_of_group
from muniflow.organisation.directory import site_goes as site_goes
from muniflow.organisation.directory import unit_groups as unit_groups
from muniflow.organisation.directory import unit_title as unit_title
from muniflow.organisation.interfaces import Authority as Authority
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import IUnit
from muniflow.organisation.interfaces import Refusal as Refusal
from muniflow.organisation.postbook import book_of
from muniflow.organisation.standing import authority_for as authority_for
from muniflow.organisation.standing import lent_by as lent_by
from muniflow.organisation.standing import standing_in_keys as standing_in_keys
from muniflow.organisation.standing import stands_in as stands_in
from muniflow.organisation.standing import substitutes_for as substitutes_for
from muniflow.organisation.standing import substitutions_of as substitutions_of
from muniflow.organisation.substituting import administers as administers
from muniflow.organisation.substituting import commands as commands
from muniflow.organisation.substituting import end_all as end_all
from muniflow.organisation.substituting import end_substitution as end_substitution
from muniflow.organisation.substituting import enter_substitution as enter_substitution
from muniflow.organisation.substituting import going_beyond as going_beyond
from muniflow.organisation.substituting import keep_substitution as keep_substitution
from muniflow.organisation.substituting import leads as leads
from muniflow.organisation.substituting import passed_on as passed_on
from muniflow.organisation.substitution import SubstitutionRecord as SubstitutionRecord
from plone.dexterity.content import DexterityContent
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobImage
from plone.uuid.interfaces import IUUID
from Products.CMFPlone.Portal import PloneSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent


def create_organisation(
    site: PloneSite,
    *,
    id: str,
    title: str,
    code: str,
    colour: str,
    country: str,
    address: str = "",
    tax_number: str = "",
    seal: NamedBlobImage | None = None,
) -> IOrganisation:
    """Found an organisation with its sections; raises Invalid when the id is taken."""
    if id in site:
        raise Invalid(
            _(
                "error_organisation_exists",
                default="There is something named “${value}” already; choose another name.",
                mapping={"value": id},
            )
        )
    organisation = createContentInContainer(
        site,
        "Organisation",
        id=id,
        title=title,
        code=code,
        colour=colour,
        country=country,
        address=address,
        tax_number=tax_number,
        seal=seal,
        checkConstraints=False,
    )
    return organisation


def add_unit(organisation: IOrganisation, *, id: str, title: str, parent: str = "") -> IUnit:
    """Add a unit, inside ``parent`` where one is named; raises Invalid when the id is taken."""
    if id in book_of(organisation).units:
        raise Invalid(
            _(
                "error_unit_exists",
                default="${organisation} has a unit “${value}” already; choose another name.",
                mapping={"organisation": organisation.title, "value": id},
            )
        )
    container = unit_of(organisation, parent) if parent else organisation["units"]
    return createContentInContainer(container, "Unit", id=id, title=title, checkConstraints=False)


def add_post(
    organisation: IOrganisation,
    *,
    person: str,
    unit: str,
    function: str,
    since: date | None = None,
    until: date | None = None,
) -> DexterityContent:
    """Give a person a function in a unit; raises Invalid for an unknown function or unit."""
    if function not in FUNCTIONS:
        raise Invalid(
            _(
                "error_unknown_function",
                default="“${value}” is no function; there are ${known}.",
                mapping={"value": function, "known": ", ".join(FUNCTIONS)},
            )
        )
    return createContentInContainer(
        unit_of(organisation, unit),
        "Post",
        person=person,
        function=function,
        since=since,
        until=until,
        checkConstraints=False,
    )


def everybody(organisation: IOrganisation) -> list[str]:
    """Return the ids of all who hold a post, held one before or will hold one."""
    return list(book_of(organisation).people)


def posts_of(organisation: IOrganisation, person: str) -> list[DexterityContent]:
    """Return the posts a person holds today or later, whoever asks, by unit."""
    today, book = clock.today(), book_of(organisation)
    uids = {
        uid
        for uid in book.people.get(person, ())
        if book.posts[uid].until is None or book.posts[uid].until >= today
    }
    units = sorted({book.posts[uid].unit for uid in uids})
    return [
        post
        for unit in units
        for post in unit_of(organisation, unit).objectValues()
        if IUUID(post, "") in uids
    ]


def end_post(post: DexterityContent, last_day: date) -> None:
    """Let a post end on a day; it is not made longer."""
    if post.until is None or post.until > last_day:
        post.until = last_day
        notify(ObjectModifiedEvent(post))


def unit_of(organisation: IOrganisation, unit: str) -> IUnit:
    """Return a unit by its id; raises Invalid when the organisation has none such."""
    book = book_of(organisation)
    if unit not in book.units:
        raise Invalid(
            _(
                "error_unknown_unit",
                default="${organisation} has no unit “${value}”; it has ${known}.",
                mapping={
                    "organisation": organisation.title,
                    "value": unit,
                    "known": ", ".join(book.units),
                },
            )
        )
    steps = [unit]
    parents = book.parents()
    while parents[steps[0]]:
        steps.insert(0, parents[steps[0]])
    found = organisation["units"]
    for step in steps:
        found = found[step]
    return found
