"""Enters substitutions and ends them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import timedelta
from decimal import Decimal
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.organisation.directory import full_name
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.postbook import book_of
from muniflow.organisation.substitution import check_new
from muniflow.organisation.substitution import commanded
from muniflow.organisation.substitution import function_title
from muniflow.organisation.substitution import functions_open
from muniflow.organisation.substitution import held_between
from muniflow.organisation.substitution import SubstitutionRecord
from muniflow.organisation.substitutionbook import substitutions_in
from muniflow.organisation.substitutionbook import writable_substitutions
from plone import api
from uuid import uuid4

POSTS = "muniflow: Manage posts"


def functions_to_lend(
    organisation: IOrganisation, absent: str, since: date, until: date
) -> tuple[str, ...]:
    """Return the functions of a person for which the present user may enter a substitution."""
    me = _me()
    book = book_of(organisation)
    return functions_open(
        me,
        absent,
        held_between(book.of(absent), since, until),
        commanded(book.of(me), book.parents(), clock.today()),
        _is_admin(organisation),
    )


def leads(organisation: IOrganisation, person: str) -> bool:
    """Tell whether the present user arranges things for somebody: as head, or as administrator."""
    book = book_of(organisation)
    active = [p for p in book.of(person) if p.active(clock.today())]
    if not active:
        return False
    units = commanded(book.of(_me()), book.parents(), clock.today())
    return _is_admin(organisation) or any(p.unit in units for p in active)


def commands(organisation: IOrganisation, unit: str) -> bool:
    """Tell whether the present user heads a unit, or one above it, or administers all."""
    book = book_of(organisation)
    return _is_admin(organisation) or unit in commanded(
        book.of(_me()), book.parents(), clock.today()
    )


def administers(organisation: IOrganisation) -> bool:
    """Tell whether the present user gives posts in an organisation."""
    return _is_admin(organisation)


def enter_substitution(
    organisation: IOrganisation,
    *,
    absent: str,
    substitute: str,
    functions: Sequence[str],
    since: date,
    until: date,
    ceiling: Decimal | None = None,
) -> SubstitutionRecord:
    """Let somebody act for somebody for a time; raises NotAllowed or Invalid."""
    record = _allowed(
        organisation,
        absent=absent,
        substitute=substitute,
        functions=functions,
        since=since,
        until=until,
        ceiling=ceiling,
    )
    return keep_substitution(organisation, record)


def keep_substitution(
    organisation: IOrganisation, record: SubstitutionRecord
) -> SubstitutionRecord:
    """Keep a substitution that has been checked."""
    writable_substitutions(organisation).put(record)
    _write(organisation, "substitution-entered", record)
    return record


def passed_on(
    organisation: IOrganisation, record: SubstitutionRecord, successor: str, last_day: date
) -> SubstitutionRecord | None:
    """Return how a substitution goes on with another substitute after a day; nothing is kept.

    None where it does not: the successor may not stand in, or the user may not say so.
    """
    try:
        return _allowed(
            organisation,
            absent=record.absent,
            substitute=successor,
            functions=record.functions,
            since=max(record.since, last_day + timedelta(days=1), clock.today()),
            until=record.until,
            ceiling=record.ceiling,
        )
    except (Invalid, NotAllowed):
        return None


def _allowed(
    organisation: IOrganisation,
    *,
    absent: str,
    substitute: str,
    functions: Sequence[str],
    since: date,
    until: date,
    ceiling: Decimal | None,
) -> SubstitutionRecord:
    """Return a new substitution; raises NotAllowed or Invalid."""
    record = SubstitutionRecord(
        id=uuid4().hex,
        absent=absent,
        substitute=substitute,
        organisation=organisation.getId(),
        functions=tuple(f for f in (*FUNCTIONS, RESPONSIBLE) if f in functions),
        since=since,
        until=until,
        ceiling=ceiling,
        entered_by=_me(),
        entered=clock.now().isoformat(),
    )
    book = book_of(organisation)
    mine = functions_to_lend(organisation, absent, since, until)
    if not mine and not (absent == _me() or leads(organisation, absent)):
        raise _not_yours(absent)
    kept = substitutions_in(organisation)
    check_new(
        replace(record, functions=tuple(functions)),
        today=clock.today(),
        absent_posts=book.of(absent),
        substitute_posts=book.of(substitute),
        known=[*kept.for_absent(absent), *kept.for_absent(substitute)],
        name=full_name,
    )
    _check_lent(record, mine)
    return record


def end_substitution(organisation: IOrganisation, id_: str) -> SubstitutionRecord:
    """End a substitution before its time; raises NotAllowed or Invalid.

    Either side may, who entered it, and who could have.
    """
    record = substitutions_in(organisation).records.get(id_)
    if record is None:
        raise Invalid(
            _(
                "error_substitution_unknown",
                default="There is no substitution “${value}” here.",
                mapping={"value": id_},
            )
        )
    if not may_end(organisation, record):
        raise _not_yours(record.absent)
    if record.ended or record.until < clock.today():
        raise Invalid(
            _(
                "error_substitution_over",
                default="The substitution for ${person} is over since ${day}.",
                mapping={
                    "person": full_name(record.absent),
                    "day": record.last_day.isoformat(),
                },
            )
        )
    return _end(organisation, record)


def end_all(organisation: IOrganisation, person: str, last_day: date) -> list[SubstitutionRecord]:
    """Let no substitution of a person, on either side, go on after a day; return the changed.

    For whoever leads the person; raises NotAllowed.
    """
    if not (leads(organisation, person) or _is_admin(organisation)):
        raise _not_yours(person)
    return [
        _shorten(organisation, record, last_day)
        for record in going_beyond(organisation, person, last_day)
    ]


def going_beyond(
    organisation: IOrganisation, person: str, last_day: date
) -> list[SubstitutionRecord]:
    """Return the substitutions of a person, on either side, that go on after a day."""
    book = substitutions_in(organisation)
    both = (*book.for_absent(person), *book.by_substitute(person))
    return [r for r in both if not r.ended and r.until > last_day]


def _shorten(
    organisation: IOrganisation, record: SubstitutionRecord, last_day: date
) -> SubstitutionRecord:
    if last_day < max(record.since, clock.today()):
        return _end(organisation, record)
    shorter = replace(record, until=last_day)
    writable_substitutions(organisation).put(shorter)
    _write(organisation, "substitution-ended", shorter)
    return shorter


def _end(organisation: IOrganisation, record: SubstitutionRecord) -> SubstitutionRecord:
    ended = replace(record, ended=clock.now().isoformat(), ended_by=_me())
    writable_substitutions(organisation).put(ended)
    _write(organisation, "substitution-ended", ended)
    return ended


def may_end(organisation: IOrganisation, record: SubstitutionRecord) -> bool:
    """Tell whether the present user may end a substitution."""
    sides = (record.absent, record.substitute, record.entered_by)
    return _me() in sides or leads(organisation, record.absent)


def _check_lent(record: SubstitutionRecord, mine: Sequence[str]) -> None:
    """Raise NotAllowed for a function of the absent person that is not the user's to lend."""
    strange = [function for function in record.functions if function not in mine]
    if strange:
        raise NotAllowed(
            _(
                "error_substitution_function_not_yours",
                default="“${function}” of ${person} is not yours to give: it belongs to a unit "
                "that you do not lead.",
                mapping={
                    "function": function_title(strange[0]),
                    "person": full_name(record.absent),
                },
            )
        )


def _not_yours(absent: str) -> NotAllowed:
    return NotAllowed(
        _(
            "error_substitution_not_yours",
            default="Who stands in for ${person} is for ${person}, the head of the unit or an "
            "administrator to say.",
            mapping={"person": full_name(absent)},
        )
    )


def _write(organisation: IOrganisation, act: str, record: SubstitutionRecord) -> None:
    journal.record(
        organisation,
        act,
        id=record.id,
        absent=record.absent,
        substitute=record.substitute,
        functions=", ".join(record.functions),
        since=record.since.isoformat(),
        until=record.until.isoformat(),
        ceiling=None if record.ceiling is None else str(record.ceiling),
    )


def _is_admin(organisation: IOrganisation) -> bool:
    return bool(api.user.has_permission(POSTS, obj=organisation))


def _me() -> str:
    return api.user.get_current().getId() or ""
