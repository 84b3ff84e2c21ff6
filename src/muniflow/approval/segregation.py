"""What one person may not do together on one case; plain values in, plain values out."""

from collections.abc import Callable
from collections.abc import Iterable
from muniflow import _
from muniflow.core.packs import SegregationRule
from zope.i18nmessageid import Message

# A country pack is data and no source of messages: its English titles are the message ids.
# A test compares this list with the packs.
TITLES = (
    _("Whoever commits funds does not countersign the same item"),
    _("Whoever validates a payment has not committed the funds"),
    _("Whoever validates a payment has not certified the performance"),
    _("Whoever validates a payment does not order it"),
    _("The authorising officer is not the budget manager of the same operation"),
    _("The authorising officer is not the chief accountant of the same operation"),
)

DUTY_TITLES: dict[str, Message] = {
    "commit": _("duty_commit", default="Commitment"),
    "countersign": _("duty_countersign", default="Financial countersignature"),
    "certify": _("duty_certify", default="Certification of performance"),
    "validate": _("duty_validate", default="Validation"),
    "order": _("duty_order", default="Payment order"),
}


def conflict(
    rules: Iterable[SegregationRule],
    duty: str,
    person: str,
    for_whom: str,
    past: Iterable[tuple[str, str, str]],
    *,
    name: Callable[[str], str] = str,
) -> Message | None:
    """Return why somebody may not do a duty after what was done before, None if they may.

    ``past`` are the duties done on the case: duty, person, for whom. Whoever acts for
    somebody is bound by what that one did, too, and the other way round.
    """
    bearing = [rule for rule in rules if duty in rule.duties]
    acting = {person, for_whom} - {""}
    for done, who, whose in past:
        if done == duty or not acting & ({who, whose} - {""}):
            continue
        for rule in bearing:
            if done in rule.duties:
                return _sentence(rule, duty, done, name(who), name(whose) if whose else "")
    return None


def own_request(
    person: str, for_whom: str, requester: str, *, name: Callable[[str], str] = str
) -> Message | None:
    """Return why somebody may not decide on a request, None unless it is their own.

    Neither the one who asks decides, for themself or for somebody else, nor a substitute
    of that one.
    """
    if not requester or requester not in (person, for_whom):
        return None
    if person == requester and for_whom:
        return _(
            "error_own_request_for_another",
            default="This is your own request: you do not decide on it for ${person} either.",
            mapping={"person": name(for_whom)},
        )
    if person == requester:
        return _(
            "error_own_request",
            default="This is your own request: somebody else decides on it.",
        )
    return _(
        "error_request_of_the_absent",
        default="${person}, for whom you stand in, asked for this: somebody else decides on it.",
        mapping={"person": name(requester)},
    )


def _sentence(rule: SegregationRule, duty: str, done: str, who: str, whose: str) -> Message:
    """Return the refusal: what was done before by whom, and the rule with its law."""
    words = {
        "done": DUTY_TITLES.get(done, done),
        "duty": DUTY_TITLES.get(duty, duty),
        "who": who,
        "rule": Message(rule.title, domain="muniflow"),
        "law": rule.law,
    }
    if whose:
        return _(
            "error_segregation_for",
            default="“${duty}” is not for you here: ${who} did “${done}” for ${whose} on this "
            "case. ${rule} (${law}).",
            mapping={**words, "whose": whose},
        )
    return _(
        "error_segregation",
        default="“${duty}” is not for you here: ${who} did “${done}” on this case. "
        "${rule} (${law}).",
        mapping=words,
    )
