"""Who may stand in for whom; plain values in, plain values out."""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.interfaces import RESPONSIBLE
from muniflow.organisation.rules import HEAD
from muniflow.organisation.rules import PostRecord
from zope.i18nmessageid import Message

RESPONSIBLE_TITLE = _("function_responsible", default="Person responsible")


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class SubstitutionRecord:
    """One substitution: ``substitute`` acts for ``absent`` in one organisation."""

    id: str
    absent: str
    substitute: str
    organisation: str
    functions: tuple[str, ...]
    """Names of functions; "responsible" for the person's own drafts and returned cases."""
    since: date
    until: date
    ceiling: Decimal | None
    """The highest amount, in the organisation's currency; None for no limit."""
    entered_by: str
    entered: str
    """When it was entered, ISO."""
    ended: str = ""
    """When it was ended before its time, ISO."""
    ended_by: str = ""

    @property
    def last_day(self) -> date:
        """The last day of it, as far as is known."""
        if not self.ended:
            return self.until
        return min(self.until, datetime.fromisoformat(self.ended).astimezone().date())

    def running(self, day: date) -> bool:
        """Tell whether it counts on that day; both ends belong to it."""
        return not self.ended and self.since <= day <= self.until

    def coming(self, day: date) -> bool:
        """Tell whether it will begin after that day."""
        return not self.ended and day < self.since

    def overlaps(self, since: date, until: date) -> bool:
        """Tell whether it counts on a day from ``since`` to ``until``."""
        return not self.ended and self.since <= until and since <= self.until


def function_title(function: str) -> Message | str:
    """Return what people read for a function, "responsible" included."""
    return RESPONSIBLE_TITLE if function == RESPONSIBLE else FUNCTIONS[function].title


def held_between(posts: Iterable[PostRecord], since: date, until: date) -> list[PostRecord]:
    """Return the posts that are held on a day from ``since`` to ``until``."""
    return [
        post
        for post in posts
        if (post.since is None or post.since <= until)
        and (post.until is None or since <= post.until)
    ]


def commanded(posts: Iterable[PostRecord], parents: Mapping[str, str], day: date) -> set[str]:
    """Return the units that somebody heads, or that lie below one, by that person's posts."""
    headed = {p.unit for p in posts if p.function == HEAD and p.active(day)}
    found = set()
    for unit in parents:
        at = unit
        while at and at not in headed:
            at = parents.get(at, "")
        if at:
            found.add(unit)
    return found


def functions_open(
    actor: str,
    absent: str,
    posts: Sequence[PostRecord],
    units: Collection[str],
    is_admin: bool,
) -> tuple[str, ...]:
    """Return the functions of ``absent`` for which ``actor`` may enter a substitution.

    A head gives away only what is held in the units led, nobody's posts elsewhere.
    """
    if not posts:
        return ()
    if actor == absent or is_admin:
        return (*_ordered({p.function for p in posts}), RESPONSIBLE)
    if not any(p.unit in units for p in posts):
        return ()
    outside = {p.function for p in posts if p.unit not in units}
    return (*_ordered({p.function for p in posts} - outside), RESPONSIBLE)


def check_new(
    record: SubstitutionRecord,
    *,
    today: date,
    absent_posts: Iterable[PostRecord],
    substitute_posts: Iterable[PostRecord],
    known: Iterable[SubstitutionRecord],
    name: Callable[[str], str] = str,
) -> None:
    """Raise Invalid that names what is wrong with a substitution about to be entered.

    ``known`` are those of the two people in the same organisation, in whichever part.
    """
    check_period(record.since, record.until, today)
    if record.substitute == record.absent:
        raise Invalid(
            _(
                "error_substitution_self",
                default="${person} cannot stand in for ${person}; choose a colleague.",
                mapping={"person": name(record.absent)},
            )
        )
    if not held_between(substitute_posts, record.since, record.since):
        raise Invalid(
            _(
                "error_substitution_no_post",
                default="${person} holds no post here on ${day}, so cannot stand in for anybody.",
                mapping={"person": name(record.substitute), "day": record.since.isoformat()},
            )
        )
    _check_functions(record, held_between(absent_posts, record.since, record.until), name)
    check_ceiling(record.ceiling)
    _check_others(record, known, name)


def check_period(since: date, until: date, today: date) -> None:
    """Raise Invalid for a period that ends before it begins, or begins before today."""
    if until < since:
        raise Invalid(
            _(
                "error_substitution_dates",
                default="The substitution would end on ${until}, before it begins on ${since}.",
                mapping={"until": until.isoformat(), "since": since.isoformat()},
            )
        )
    if since < today:
        raise Invalid(
            _(
                "error_substitution_past",
                default="A substitution cannot begin on ${since}: that day is past.",
                mapping={"since": since.isoformat()},
            )
        )


def check_ceiling(ceiling: Decimal | None) -> None:
    """Raise Invalid for a ceiling that is no sum."""
    if ceiling is not None and not (ceiling.is_finite() and ceiling > 0):
        raise Invalid(
            _(
                "error_substitution_ceiling",
                default="“${value}” is no ceiling; give an amount above zero, or none.",
                mapping={"value": str(ceiling)},
            )
        )


def _check_functions(
    record: SubstitutionRecord, posts: Sequence[PostRecord], name: Callable[[str], str]
) -> None:
    """Raise Invalid when a function is named that the absent person does not hold."""
    if not record.functions:
        raise Invalid(
            _(
                "error_substitution_no_function",
                default="Say in which functions ${substitute} stands in for ${person}.",
                mapping={"substitute": name(record.substitute), "person": name(record.absent)},
            )
        )
    held = {post.function for post in posts}
    if held:
        held.add(RESPONSIBLE)
    strange = [function for function in record.functions if function not in held]
    if strange:
        raise Invalid(
            _(
                "error_substitution_function",
                default="${person} does not hold “${value}” here in this time.",
                mapping={
                    "person": name(record.absent),
                    "value": FUNCTIONS[strange[0]].title
                    if strange[0] in FUNCTIONS
                    else strange[0],
                },
            )
        )


def _check_others(
    record: SubstitutionRecord,
    known: Iterable[SubstitutionRecord],
    name: Callable[[str], str],
) -> None:
    """Raise Invalid for a double entry, and for a substitute who is away too."""
    for other in known:
        if not other.overlaps(record.since, record.until):
            continue
        when = {"since": other.since.isoformat(), "until": other.until.isoformat()}
        if other.absent == record.substitute:
            raise Invalid(
                _(
                    "error_substitution_chain",
                    default="${person} is away too: ${other} stands in for ${person} from "
                    "${since} to ${until}. Choose somebody else.",
                    mapping={
                        "person": name(record.substitute),
                        "other": name(other.substitute),
                        **when,
                    },
                )
            )
        same = (other.absent, other.substitute) == (record.absent, record.substitute)
        if same and set(other.functions) & set(record.functions):
            raise Invalid(
                _(
                    "error_substitution_double",
                    default="${substitute} stands in for ${person} from ${since} to ${until} "
                    "already; end that one first, or choose other days.",
                    mapping={
                        "substitute": name(record.substitute),
                        "person": name(record.absent),
                        **when,
                    },
                )
            )


def _ordered(functions: Collection[str]) -> tuple[str, ...]:
    return tuple(f for f in FUNCTIONS if f in functions)
