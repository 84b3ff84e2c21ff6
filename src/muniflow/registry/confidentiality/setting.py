"""Sets the level of a case or document, and what an organisation has decided on levels."""

from collections.abc import Collection
from collections.abc import Sequence
from muniflow import _
from muniflow.core import journal
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.operations import Authority
from muniflow.organisation.operations import authority_for
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisation_of
from muniflow.registry.confidentiality.errors import WouldStop
from muniflow.registry.confidentiality.interfaces import CONFIDENTIAL
from muniflow.registry.confidentiality.interfaces import GRADES
from muniflow.registry.confidentiality.interfaces import INDEX
from muniflow.registry.confidentiality.interfaces import ITurn
from muniflow.registry.confidentiality.interfaces import LEVELS
from muniflow.registry.confidentiality.interfaces import SEALED
from muniflow.registry.confidentiality.interfaces import Setting
from muniflow.registry.confidentiality.interfaces import WITH_PEOPLE
from muniflow.registry.confidentiality.levels import case_of
from muniflow.registry.confidentiality.levels import KEY
from muniflow.registry.confidentiality.levels import level_of
from muniflow.registry.confidentiality.levels import own_level
from muniflow.registry.confidentiality.levels import own_people
from muniflow.registry.confidentiality.levels import people_of
from muniflow.registry.confidentiality.levels import setting_of
from muniflow.registry.confidentiality.rules import Change
from muniflow.registry.confidentiality.rules import functions_for
from muniflow.registry.confidentiality.rules import outside
from muniflow.registry.confidentiality.rules import stricter
from muniflow.registry.confidentiality.sight import may_see
from muniflow.registry.interfaces import ICase
from plone import api
from zope.annotation.interfaces import IAnnotations

ACT = "confidentiality-changed"
SHORTEST = 3
FINDERS = "allowedRolesAndUsers"


def set_confidentiality(
    obj: object,
    level: str,
    people: Collection[str] = (),
    *,
    reason: str,
    confirmed: bool = False,
) -> None:
    """Give a case or document a level; a document's "" is that of its case.

    Raises NotAllowed for whoever may not do this, Invalid for what does not fit, and WouldStop
    for a sealing by which those whose turn it is would lose the case, unless it is confirmed.
    """
    if not ICase.providedBy(case_of(obj)):
        raise Invalid(
            _("error_not_in_case", default="Only cases and what is filed in them have levels.")
        )
    named = tuple(sorted(set(people))) if level in WITH_PEOPLE else ()
    words = _check_reason(reason)
    _check_level(obj, level)
    change = _change(obj, level, named)
    authority = check_may(obj, change)
    _check_people(obj, level, named)
    if level == SEALED and not confirmed:
        _check_turn(obj, named)
    obj.confidentiality, obj.confidants = level, named
    _show(obj)
    journal.record(
        obj,
        ACT,
        acting_as=f"{authority.function}@{authority.unit}",
        for_whom=authority.for_whom,
        level=level_of(obj),
        before=change.before,
        people=", ".join(named),
        reason=words,
    )


def _change(obj: object, level: str, people: Sequence[str]) -> Change:
    """Return what would become of who sees a thing."""
    after = level or own_level(case_of(obj))
    if not level:
        people = own_people(case_of(obj))
    return Change(level_of(obj), after, frozenset(people_of(obj)), frozenset(people))


def levels_for(obj: object) -> list[str]:
    """Return the levels that the present user may give a case or document, as it is first."""
    known = list(LEVELS) if ICase.providedBy(obj) else ["", *CONFIDENTIAL]
    now = own_level(obj)
    floor = own_level(case_of(obj))
    found = []
    for level in known:
        if obj is not case_of(obj) and level and stricter(floor, level):
            continue
        change = Change(level_of(obj), level or floor)
        if level == now or _authority(obj, change) is not None:
            found.append(level)
    return found


def check_may(obj: object, change: Change) -> Authority:
    """Return as what the present user would make a change; raises NotAllowed."""
    found = _authority(obj, change)
    if found is None:
        functions = functions_for(change, setting_of(organisation_of(obj)).unsealing)
        raise NotAllowed(
            _(
                "error_confidentiality_not_yours",
                default="This change of confidentiality is for: ${functions}.",
                mapping={"functions": ", ".join(_title(name) for name in functions)},
            )
        )
    return found


def _authority(obj: object, change: Change) -> Authority | None:
    case, me = case_of(obj), api.user.get_current().getId() or ""
    organisation = organisation_of(case)
    for function in functions_for(change, setting_of(organisation).unsealing):
        found = authority_for(
            organisation,
            me,
            function,
            case.unit or "",
            amount=None,
            currency="",
            responsible=case.responsible or "",
        )
        if isinstance(found, Authority):
            return found
    return None


def _title(function: str) -> str:
    """Return what a function is called, in the reader's language where that is known."""
    if function in FUNCTIONS:
        return api.portal.translate(FUNCTIONS[function].title)
    return api.portal.translate(_("label_responsible", default="Responsible"))


def _check_reason(reason: str) -> str:
    words = reason.strip()
    if len(words) < SHORTEST:
        raise Invalid(
            _(
                "error_confidentiality_reason",
                default="Say why: the journal keeps it, and an auditor will read it.",
            )
        )
    return words


def _check_level(obj: object, level: str) -> None:
    """Raise Invalid for a level there is not, or one more open than that of the case."""
    case = case_of(obj)
    if level not in (LEVELS if case is obj else ("", *CONFIDENTIAL)):
        raise Invalid(
            _(
                "error_confidentiality_level",
                default="“${value}” is no level of confidentiality; there are ${known}.",
                mapping={"value": level, "known": ", ".join(LEVELS)},
            )
        )
    if case is not obj and level and stricter(own_level(case), level):
        raise Invalid(
            _(
                "error_more_open_than_case",
                default="The case is stricter: a document in it cannot be more open.",
            )
        )


def _check_people(obj: object, level: str, people: Sequence[str]) -> None:
    """Raise Invalid for people who could not see the thing, or nobody where somebody has to."""
    organisation, case = organisation_of(obj), case_of(obj)
    if level == SEALED and not people:
        raise Invalid(
            _("error_sealed_for_nobody", default="Name at least one person who goes on seeing it.")
        )
    strangers = [p for p in people if not is_member(organisation, p)]
    if strangers:
        raise Invalid(
            _(
                "error_named_without_post",
                default="${people} hold no post in ${organisation}; choose colleagues there.",
                mapping={"people": _names(strangers), "organisation": organisation.title},
            )
        )
    if case is obj:
        return
    shut_out = outside((own_level(case), own_people(case)), people, case.responsible or "")
    shut_out = shut_out or [p for p in people if not may_see(case, p)]
    if shut_out:
        raise Invalid(
            _(
                "error_named_outside_case",
                default="${people} cannot see the case itself; a document is never more open.",
                mapping={"people": _names(shut_out)},
            )
        )


def _check_turn(obj: object, people: Collection[str]) -> None:
    """Raise WouldStop when somebody whose turn it is would lose the case."""
    case = case_of(obj)
    turn = ITurn(case, None)
    lost = [
        p for p in (turn.awaited() if turn else ()) if p not in people and not unseals(case, p)
    ]
    if lost:
        message = _(
            "error_sealing_stops",
            default="${people} would have to act now and could see it no more. Name them as "
            "well, or confirm that it waits.",
            mapping={"people": _names(lost)},
        )
        raise WouldStop(message, tuple(lost))


def stays_open_to(case: ICase, person: str) -> bool:
    """Tell whether a person is named on a sealed case, or may unseal it."""
    return person in people_of(case) or unseals(case, person)


def unseals(case: ICase, person: str) -> bool:
    """Tell whether a person holds the function that may unseal."""
    organisation = organisation_of(case)
    function = setting_of(organisation).unsealing
    found = authority_for(
        organisation, person, function, case.unit or "", amount=None, currency=""
    )
    return isinstance(found, Authority)


def _names(people: Sequence[str]) -> str:
    return ", ".join(full_name(person) for person in people)


def _show(obj: object) -> None:
    """Bring the catalog in line, with all that is filed in a case."""
    for one in (obj, *(obj.objectValues() if obj is case_of(obj) else ())):
        one.reindexObject(idxs=[INDEX, FINDERS])


def change_setting(organisation: IOrganisation, *, answer: str, unsealing: str) -> None:
    """Decide what others are told, and which function may unseal; raises Invalid."""
    if answer not in GRADES or unsealing not in FUNCTIONS:
        raise Invalid(
            _(
                "error_confidentiality_setting",
                default="“${value}” is not among the answers and functions to choose from.",
                mapping={"value": f"{answer} {unsealing}"},
            )
        )
    before = setting_of(organisation)
    IAnnotations(organisation)[KEY] = Setting(answer, unsealing)
    journal.record(
        organisation,
        "confidentiality-setting-changed",
        answer=answer,
        answer_before=before.answer,
        unsealing=unsealing,
        unsealing_before=before.unsealing,
    )
