"""Keeps who is away when: of the site, for a person is away everywhere at once."""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.organisation.absence import AbsenceRecord
from muniflow.organisation.absence import check_absence
from muniflow.organisation.absence import for_colleagues
from muniflow.organisation.directory import full_name
from muniflow.organisation.directory import is_member
from muniflow.organisation.directory import organisations
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.substituting import leads
from plone import api
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations

KEY = "muniflow.absences"


def absences_of(person: str) -> list[AbsenceRecord]:
    """Return when a person is away, oldest first, as much of it as the present user may know.

    Those who share no organisation with the person learn nothing.
    """
    if not _shares_organisation(person):
        return []
    found = sorted(_kept().get(person, ()), key=lambda record: record.since)
    return found if may_arrange(person) else [for_colleagues(record) for record in found]


def away_between(person: str, since: date, until: date) -> AbsenceRecord | None:
    """Return the first absence of a person between two days, as far as one may know."""
    return next((a for a in absences_of(person) if a.overlaps(since, until)), None)


def absent_today(person: str) -> bool:
    """Tell whether a person is away today, whoever asks: rules and lists need no more."""
    today = clock.today()
    return any(a.since <= today <= a.until for a in _kept().get(person, ()))


def may_arrange(person: str) -> bool:
    """Tell whether the present user enters and sees the absences of a person in full."""
    return person == _me() or any(leads(o, person) for o in _places(person))


def enter_absence(
    person: str, *, since: date, until: date, kind: str, note: str = ""
) -> AbsenceRecord:
    """Enter that a person is away; raises NotAllowed or Invalid."""
    _check_arrange(person)
    moment = clock.now().isoformat()
    record = AbsenceRecord(uuid4().hex, person, since, until, kind, note.strip(), _me(), moment)
    known = _kept().get(person, ())
    check_absence(record, known, full_name)
    _writable()[person] = (*known, record)
    _write("absence-entered", record)
    return record


def remove_absence(person: str, id_: str) -> None:
    """Take back that a person is away; raises NotAllowed or Invalid."""
    _check_arrange(person)
    known = _kept().get(person, ())
    gone = [record for record in known if record.id == id_]
    if not gone:
        raise Invalid(
            _(
                "error_absence_unknown",
                default="There is no absence “${value}” of ${person}.",
                mapping={"value": id_, "person": full_name(person)},
            )
        )
    _writable()[person] = tuple(record for record in known if record.id != id_)
    _write("absence-removed", gone[0])


def _check_arrange(person: str) -> None:
    """Raise NotAllowed when the present user does not arrange the absences of a person."""
    if not (may_arrange(person) and _shares_organisation(person)):
        raise NotAllowed(
            _(
                "error_absence_not_yours",
                default="When ${person} is away is for ${person}, the head of the unit or an "
                "administrator to enter.",
                mapping={"person": full_name(person)},
            )
        )


def _shares_organisation(person: str) -> bool:
    return any(is_member(o, _me()) or leads(o, person) for o in _places(person))


def _places(person: str) -> Iterator[IOrganisation]:
    """Yield the organisations in which a person holds a post today."""
    return (o for o in organisations() if is_member(o, person))


def _write(act: str, record: AbsenceRecord) -> None:
    """Write the days, never the reason, into the journals of all who work with the person."""
    for organisation in _places(record.person):
        journal.record(
            organisation,
            act,
            person=record.person,
            since=record.since.isoformat(),
            until=record.until.isoformat(),
        )


def _kept() -> Mapping[str, tuple[AbsenceRecord, ...]]:
    return IAnnotations(api.portal.get()).get(KEY, {})


def _writable() -> OOBTree:
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    return annotations[KEY]


def _me() -> str:
    return api.user.get_current().getId() or ""
