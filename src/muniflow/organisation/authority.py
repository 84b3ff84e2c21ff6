"""In whose name somebody may act, and up to which amount; plain values in and out."""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from muniflow import _
from muniflow.organisation.interfaces import Authority
from muniflow.organisation.interfaces import Refusal
from muniflow.organisation.substitution import SubstitutionRecord
from zope.i18nmessageid import Message


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody wants to act as, and over how much."""

    person: str
    function: str
    unit: str
    amount: Decimal | None = None
    currency: str = ""


def judge(
    claim: Claim,
    *,
    own: bool,
    covering: Callable[[], Sequence[SubstitutionRecord]],
    home: str,
    missing: Callable[[], Message],
    name: Callable[[str], str] = str,
    money: Callable[[Decimal], str] = str,
) -> Authority | Refusal:
    """Return the authority by an own post, else by the first substitution that reaches so far.

    ``covering`` finds the running substitutions that give the function, ``home`` is the
    currency of their ceilings, ``missing`` makes what is said where there is neither: both
    are asked only where it comes to that.
    """
    if own:
        return Authority(claim.person, claim.function, claim.unit)
    over = [(record, over_ceiling(record, claim, home, name, money)) for record in covering()]
    for record, reason in over:
        if reason is None:
            return Authority(claim.person, claim.function, claim.unit, record.absent)
    if not over:
        return Refusal(missing())
    _record, reason = max(over, key=lambda pair: pair[0].ceiling)
    return Refusal(reason)


def over_ceiling(
    record: SubstitutionRecord,
    claim: Claim,
    home: str,
    name: Callable[[str], str] = str,
    money: Callable[[Decimal], str] = str,
) -> Message | None:
    """Return why an amount is over the ceiling of a substitution, None when it is not.

    What cannot be compared counts as over it.
    """
    if record.ceiling is None:
        return None
    words = {"ceiling": money(record.ceiling), "person": name(record.absent)}
    if claim.amount is None:
        return _(
            "error_ceiling_no_amount",
            default="Your substitution for ${person} goes up to ${ceiling}, and this has no "
            "amount: that counts as over the ceiling.",
            mapping=words,
        )
    if claim.currency != home:
        return _(
            "error_ceiling_currency",
            default="Your substitution for ${person} goes up to ${ceiling}; an amount in "
            "“${currency}” counts as over the ceiling.",
            mapping={**words, "currency": claim.currency},
        )
    if claim.amount > record.ceiling:
        return _(
            "error_over_ceiling",
            default="Over the ceiling of ${ceiling} of your substitution for ${person}.",
            mapping=words,
        )
    return None
