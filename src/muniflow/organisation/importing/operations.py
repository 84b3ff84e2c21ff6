"""The verbs of importing posts: say what a sheet would bring, and take it over."""

from collections.abc import Mapping
from collections.abc import Sequence
from functools import cache
from functools import partial
from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import NotAllowed
from muniflow.core.importing.batches import take_over
from muniflow.core.importing.cells import folded
from muniflow.core.importing.columns import match
from muniflow.core.importing.report import Problem
from muniflow.core.importing.report import Report
from muniflow.core.sheets import read
from muniflow.organisation.importing.columns import COLUMNS
from muniflow.organisation.importing.columns import IGNORED
from muniflow.organisation.importing.rules import Around
from muniflow.organisation.importing.rules import NewPerson
from muniflow.organisation.importing.rules import Post
from muniflow.organisation.importing.rules import post_of
from muniflow.organisation.importing.rules import rival
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import add_post
from muniflow.organisation.operations import add_unit
from muniflow.organisation.postbook import book_of
from muniflow.organisation.rules import PostRecord
from plone import api
from secrets import token_urlsafe
from zope.i18nmessageid import Message

PERMISSION = "muniflow: Manage posts"
ADD_PEOPLE = "Manage users"


def preview(organisation: IOrganisation, data: bytes, filename: str) -> Report:
    """Say what a sheet would bring; raises NotAllowed or SheetRefused."""
    report, sound = _judged(organisation, data, filename)
    report.taken.extend(post.row.number for post in sound)
    report.notes.extend(_additions(sound))
    return report


def run(organisation: IOrganisation, data: bytes, filename: str) -> Report:
    """Add a post for each sound row that is not there yet, with its unit and its person.

    Raises NotAllowed or SheetRefused.
    """
    report, sound = _judged(organisation, data, filename)
    report.done = True
    report.notes.extend(_additions(sound))
    take_over(organisation, sound, report, partial(_take, organisation, filename))
    report.sort()
    return report


def _take(organisation: IOrganisation, filename: str, post: Post) -> bool:
    """Add one post unless somebody was quicker."""
    record, book = post.record, book_of(organisation)
    if rival(record, book.of(record.person)):
        return False
    if post.unit is not None and post.unit.id not in book.units:
        add_unit(organisation, id=post.unit.id, title=post.unit.title, parent=post.unit.parent)
    if post.person is not None and api.user.get(userid=post.person.id) is None:
        _add_person(post.person)
    added = add_post(
        organisation,
        person=record.person,
        unit=record.unit,
        function=record.function,
        since=record.since,
        until=record.until,
    )
    journal.record(added, "post-imported", filename=filename, row=post.row.number)
    return True


def _add_person(person: NewPerson) -> None:
    """Add somebody who will choose a password of their own."""
    api.user.create(
        username=person.id,
        email=person.email,
        password=token_urlsafe(32),
        properties={"fullname": person.name},
    )


def _judged(organisation: IOrganisation, data: bytes, filename: str) -> tuple[Report, list[Post]]:
    """Return the report of refused and known rows, and the sound rows that are new."""
    _check_permission(organisation)
    sheet = read(data, filename)
    columns = match(sheet, COLUMNS, filename)
    ignored = {folded(header) for header in IGNORED}
    report = Report(filename, sheet.header, done=False)
    report.unknown_columns = tuple(h for h in columns.unknown if folded(h) not in ignored)
    around, sound = _around(organisation), []
    for row in sheet.rows:
        found = post_of(row, columns, around)
        if isinstance(found, list):
            report.refuse(row, found)
            continue
        held = rival(found.record, around.posts)
        earlier = rival(found.record, (post.record for post in sound))
        undated = found.record.since is None and found.record.until is None
        if held and (undated or held == found.record):
            report.known.append(row.number)
        elif held or earlier:
            report.refuse(row, [_overlapping(held or earlier, columns.header("function"))])
        else:
            sound.append(found)
    return report, sound


def _around(organisation: IOrganisation) -> Around:
    """Return what the rows are judged by."""
    book = book_of(organisation)
    units: dict[str, tuple[str, ...]] = {}
    for unit, (_parent, title) in book.units.items():
        for name in {folded(unit), folded(title)}:
            units[name] = (*units.get(name, ()), unit)
    return Around(
        units=units,
        find_person=cache(_find_person),
        posts=tuple(book.posts.values()),
        may_add_people=bool(api.user.has_permission(ADD_PEOPLE, obj=api.portal.get())),
    )


def _find_person(name: str) -> str | None:
    """Return the id of a person by id, or by an address or full name that nobody else has."""
    if api.user.get(userid=name) is not None:
        return name
    key = "email" if "@" in name else "fullname"
    users = api.portal.get_tool("acl_users").searchUsers(**{key: name})
    found = {u["userid"] for u in users if _property(u["userid"], key) == name.casefold()}
    return found.pop() if len(found) == 1 else None


def _property(person: str, key: str) -> str:
    member = api.user.get(userid=person)
    return (member.getProperty(key, "") if member else "").casefold()


def _additions(sound: Sequence[Post]) -> list[Message]:
    """Return what will be added besides posts, as sentences."""
    units: Mapping[str, str] = {p.unit.id: p.unit.title for p in sound if p.unit is not None}
    people: Mapping[str, str] = {p.person.id: p.person.name for p in sound if p.person is not None}
    notes = []
    if units:
        notes.append(
            _(
                "text_new_units",
                default="New units: ${units}.",
                mapping={"units": ", ".join(units.values())},
            )
        )
    if people:
        notes.append(
            _(
                "text_new_people",
                default="New people: ${people}. They choose a password with “Forgot your "
                "password?” on the login page.",
                mapping={"people": ", ".join(people.values())},
            )
        )
    return notes


def _overlapping(held: PostRecord, header: str) -> Problem:
    """Return the problem of a row that gives somebody what that person holds."""
    return Problem(
        header,
        held.function,
        _(
            "problem_post_held",
            default="${person} holds this function in this unit already, from ${since} until "
            "${until}; change that post.",
            mapping={
                "person": held.person,
                "since": held.since.isoformat() if held.since else "…",
                "until": held.until.isoformat() if held.until else "…",
            },
        ),
    )


def _check_permission(organisation: IOrganisation) -> None:
    if not api.user.has_permission(PERMISSION, obj=organisation):
        raise NotAllowed(
            _(
                "error_posts_not_allowed",
                default="You may not give posts in ${organisation}; its administrator may.",
                mapping={"organisation": organisation.title},
            )
        )
