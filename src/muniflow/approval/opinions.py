"""Asks units for their opinion, takes it in, and takes the question back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from muniflow import _
from muniflow.approval.acts import me
from muniflow.approval.acts import write
from muniflow.approval.assignments import my_part
from muniflow.approval.entering import show
from muniflow.approval.errors import CommentMissing
from muniflow.approval.records import Opinion
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.approval.rules import check_until
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import groups_for
from muniflow.organisation.operations import holdings_of
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import unit_groups
from muniflow.organisation.operations import unit_of
from muniflow.organisation.operations import unit_title
from muniflow.registry.interfaces import ICase
from muniflow.registry.interfaces import SEALED
from muniflow.registry.operations import level_of


def ask_opinion(
    case: ICase, *, units: Sequence[str], question: str, until: date | None = None
) -> None:
    """Ask units for their opinion at once; until then the case goes no step further.

    Raises NotAllowed for whoever does not have the case, Invalid for an unknown unit or one
    that was asked already, CommentMissing without a question.
    """
    _part, acting = my_part(case)
    organisation = organisation_of(case)
    check_until(until, clock.today())
    _check_question(question)
    if level_of(case) == SEALED:
        raise Invalid(
            _(
                "error_sealed_to_units",
                default="The case is sealed: a unit cannot be asked about what it does not see.",
            )
        )
    file = writable_proceedings(case)
    if not units:
        raise Invalid(_("error_no_unit", default="Choose at least one unit."))
    for unit in units:
        unit_of(organisation, unit)
        if any(o.unit == unit and o.open for o in file.progress.opinions):
            message = _(
                "error_asked_already",
                default="${unit} has been asked already and has not answered yet.",
                mapping={"unit": unit_title(organisation, unit)},
            )
            raise Invalid(message)
    asked = tuple(
        Opinion(
            id=file.next_id * 100 + number,
            unit=unit,
            question=question.strip(),
            by=me(),
            asked=clock.now().isoformat(),
            until=until,
        )
        for number, unit in enumerate(dict.fromkeys(units))
    )
    file.before = file.progress
    file.progress = replace(file.progress, opinions=(*file.progress.opinions, *asked))
    _shown(case)
    names = ", ".join(unit_title(organisation, unit) for unit in units)
    write(
        case,
        "opinion-asked",
        "Ask for an opinion",
        authority=acting,
        comment=question.strip(),
        target=names,
    )


def _check_question(question: str) -> None:
    """Raise CommentMissing for an empty question."""
    if not question.strip():
        raise CommentMissing(
            _("error_question_missing", default="Write what you would like to know.")
        )


def opinions_for_me(case: ICase) -> list[Opinion]:
    """Return the questions that the present user may answer."""
    groups = set(groups_for(me()))
    organisation = organisation_of(case)
    return [
        opinion
        for opinion in proceedings_of(case).progress.opinions
        if opinion.open and groups & set(unit_groups(organisation, opinion.unit))
    ]


def give_opinion(case: ICase, *, opinion: int, text: str) -> None:
    """Answer a question put to a unit of the present user; raises NotAllowed."""
    mine = {one.id: one for one in opinions_for_me(case)}
    if opinion not in mine:
        raise NotAllowed(
            _(
                "error_opinion_not_yours",
                default="This question was not put to your unit, or it has been answered.",
            )
        )
    if not text.strip():
        raise CommentMissing(_("error_opinion_empty", default="Write the opinion."))
    question = mine[opinion]
    answered = replace(question, person=me(), answered=clock.now().isoformat(), text=text.strip())
    _replace(case, answered)
    write(
        case,
        "opinion-given",
        "Give opinion",
        authority=_giver(case, question.unit),
        comment=text.strip(),
        target=unit_title(organisation_of(case), question.unit),
    )


def _giver(case: ICase, unit: str) -> Authority:
    """Return as what somebody speaks for a unit."""
    organisation = organisation_of(case).getId()
    held = [h for h in holdings_of(me()) if h.organisation == organisation and h.unit == unit]
    return Authority(me(), held[0].function if held else "head", unit, "")


def withdraw_question(case: ICase, *, opinion: int) -> None:
    """Take a question back; who asked it may, and whoever has the case now."""
    found = next((o for o in proceedings_of(case).progress.opinions if o.id == opinion), None)
    if found is None or not found.open:
        raise Invalid(_("error_no_question", default="There is no such open question."))
    if found.by != me():
        my_part(case)
    _replace(case, replace(found, withdrawn=clock.now().isoformat()))
    write(
        case,
        "opinion-withdrawn",
        "Take the question back",
        target=unit_title(organisation_of(case), found.unit),
    )


def _replace(case: ICase, opinion: Opinion) -> None:
    """Keep an opinion in place of the one with its id."""
    file = writable_proceedings(case)
    kept = tuple(opinion if o.id == opinion.id else o for o in file.progress.opinions)
    # Somebody has acted on what came before: nobody takes that back any more.
    file.before = None
    file.progress = replace(file.progress, opinions=kept)
    _shown(case)


def _shown(case: ICase) -> None:
    """Let those asked see the case, and find it on their desks."""
    show(case)
    case.reindexObjectSecurity()
