"""Hands a step to one person: forwarded to a colleague of the same function, or delegated."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from muniflow import _
from muniflow.approval.acting import check_authority
from muniflow.approval.acting import open_parts
from muniflow.approval.acting import people_of_part
from muniflow.approval.acting import RESPONSIBLE
from muniflow.approval.acting import state_of
from muniflow.approval.acts import me
from muniflow.approval.acts import write
from muniflow.approval.entering import show
from muniflow.approval.errors import WrongPerson
from muniflow.approval.records import Assignment
from muniflow.approval.records import DELEGATED
from muniflow.approval.records import FORWARDED
from muniflow.approval.records import SUPPLEMENT
from muniflow.approval.records import Supplement
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core.errors import NotAllowed
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.process.interfaces import Branch
from muniflow.process.interfaces import State
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import SEALED
from muniflow.registry.operations import level_of
from muniflow.registry.operations import stays_open_to
from zope.i18nmessageid import Message


def my_part(case: ICase) -> tuple[State | Branch, Authority]:
    """Return the part of the present step that is the present user's; raises NotAllowed."""
    error: NotAllowed | None = None
    for part in open_parts(case, state_of(case)):
        try:
            return part, check_authority(case, me(), part)
        except NotAllowed as refused:
            error = refused
    raise error or NotAllowed(
        _("error_not_your_step", default="This step is not yours to hand on.")
    )


def forward(case: ICase, *, to: str, comment: str = "") -> None:
    """Put a step into the hands of a colleague with the same function; raises WrongPerson."""
    part, acting = my_part(case)
    colleagues = people_of_part(case, part)
    if to not in colleagues or to == me():
        others = ", ".join(full_name(p) for p in colleagues if p != me())
        message = _(
            "error_forward_to",
            default="“${step}” cannot be forwarded to ${person}; possible: ${people}.",
            mapping={
                "step": Message(part.name, domain="muniflow"),
                "person": full_name(to),
                "people": others or "–",
            },
        )
        raise WrongPerson(message)
    _hand(case, part, acting, FORWARDED, to, comment)


def delegate(case: ICase, *, to: str, comment: str = "") -> None:
    """Let another member of the organisation decide for oneself; raises WrongPerson.

    A substitute and whoever was handed a step cannot delegate it further: no chains.
    """
    part, acting = my_part(case)
    if acting.for_whom:
        message = _(
            "error_no_chain",
            default="You act here for ${person}; what is done for somebody cannot be "
            "delegated further.",
            mapping={"person": full_name(acting.for_whom)},
        )
        raise NotAllowed(message)
    if to in ("", me()) or not is_member(organisation_of(case), to):
        message = _(
            "error_delegate_to",
            default="${person} holds no post in ${organisation}; choose a colleague there.",
            mapping={"person": full_name(to) or "–", "organisation": organisation_of(case).title},
        )
        raise WrongPerson(message)
    _hand(case, part, acting, DELEGATED, to, comment)


def check_let_in(case: ICase, person: str) -> None:
    """Raise WrongPerson for somebody to whom a sealed case would stay closed."""
    if level_of(case) == SEALED and not stays_open_to(case, person):
        message = _(
            "error_sealed_to_person",
            default="The case is sealed, and ${person} is not among those named; who may unseal "
            "it can name them.",
            mapping={"person": full_name(person)},
        )
        raise WrongPerson(message)


def _hand(
    case: ICase, part: State | Branch, acting: Authority, kind: str, to: str, comment: str
) -> None:
    """Keep who has the step now, and write it."""
    check_let_in(case, to)
    file = writable_proceedings(case)
    branch = part.id if isinstance(part, Branch) else ""
    handed = Assignment(
        kind, to, me(), clock.now().isoformat(), acting.function, branch, comment.strip()
    )
    file.before = file.progress
    rest = tuple(a for a in file.progress.assignments if a.branch != branch)
    file.progress = replace(file.progress, assignments=(*rest, handed))
    show(case)
    case.reindexObjectSecurity()
    title = "Forward" if kind == FORWARDED else "Delegate"
    write(case, kind, title, authority=acting, comment=comment.strip(), target=to, branch=branch)


def assign_supplement(
    case: ICase,
    left: State,
    acting: Authority,
    comment: str,
    more: Mapping[str, object],
) -> None:
    """Keep what is missing, from whom and until when, on the step a case was returned to."""
    file = writable_proceedings(case)
    to = str(more.get("to") or case.responsible)
    until = more.get("until")
    supplement = Supplement(
        by=acting.person,
        to=to,
        missing=str(more.get("missing") or comment),
        until=until if isinstance(until, date) else None,
        step=left.id,
        time=clock.now().isoformat(),
    )
    assignments = file.progress.assignments
    if to != case.responsible and state_of(case).actor == RESPONSIBLE:
        if not is_member(organisation_of(case), to):
            raise WrongPerson(
                _(
                    "error_supplement_from",
                    default="${person} holds no post in ${organisation} and cannot supply "
                    "what is missing; choose a colleague there.",
                    mapping={
                        "person": full_name(to),
                        "organisation": organisation_of(case).title,
                    },
                )
            )
        handed = Assignment(
            SUPPLEMENT, to, case.responsible, supplement.time, RESPONSIBLE, "", supplement.missing
        )
        check_let_in(case, to)
        assignments = (*assignments, handed)
    file.progress = replace(file.progress, supplement=supplement, assignments=assignments)
    show(case)


def reassign(case: ICase, from_: str, to: str) -> bool:
    """Move whatever was handed to one person into another's hands; True if there was any."""
    file = writable_proceedings(case)
    found = tuple(
        replace(a, person=to) if a.person == from_ else a for a in file.progress.assignments
    )
    if found == file.progress.assignments:
        return False
    file.progress = replace(file.progress, assignments=found)
    show(case)
    return True
