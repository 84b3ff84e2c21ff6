"""When somebody is away, and who may know why; plain values in, plain values out."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from muniflow import _
from muniflow.core.errors import Invalid
from zope.i18nmessageid import Message

KINDS: dict[str, Message] = {
    "leave": _("absence_leave", default="Leave"),
    "sick": _("absence_sick", default="Sick leave"),
    "duty": _("absence_duty", default="On duty elsewhere"),
    "other": _("absence_other", default="Other"),
}
AWAY = _("absence_away", default="Away")
"""What colleagues read instead of the kind: why somebody is away is not theirs to know."""

LONGEST = timedelta(days=1100)
"""An absence of more than three years is a mistyped one."""

NOTE = 200


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class AbsenceRecord:
    """A time in which a person is away, in whichever organisations they work."""

    id: str
    person: str
    since: date
    until: date
    kind: str
    note: str = ""
    entered_by: str = ""
    entered: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the person is away that day; both ends belong to it."""
        return self.since <= day <= self.until

    def overlaps(self, since: date, until: date) -> bool:
        """Tell whether the person is away on a day from ``since`` to ``until``."""
        return self.since <= until and since <= self.until


def kind_title(kind: str) -> Message:
    """Return what is read for a kind; "" is one that the reader may not know."""
    return KINDS.get(kind, AWAY)


def for_colleagues(record: AbsenceRecord) -> AbsenceRecord:
    """Return an absence as those see it who are neither the person nor lead the person."""
    return replace(record, kind="", note="", entered_by="")


def check_absence(
    record: AbsenceRecord,
    known: Iterable[AbsenceRecord],
    name: Callable[[str], str] = str,
) -> None:
    """Raise Invalid that names what is wrong with an absence about to be entered."""
    if record.kind not in KINDS:
        raise Invalid(
            _(
                "error_absence_kind",
                default="“${value}” is no kind of absence; choose one of the list.",
                mapping={"value": record.kind},
            )
        )
    if not timedelta(0) <= record.until - record.since <= LONGEST:
        raise Invalid(
            _(
                "error_absence_dates",
                default="An absence from ${since} to ${until} cannot be; check the two days.",
                mapping={"since": record.since.isoformat(), "until": record.until.isoformat()},
            )
        )
    if len(record.note) > NOTE:
        raise Invalid(
            _(
                "error_absence_note",
                default="The note has ${length} characters; ${most} are enough.",
                mapping={"length": len(record.note), "most": NOTE},
            )
        )
    for other in known:
        if other.overlaps(record.since, record.until):
            raise Invalid(
                _(
                    "error_absence_double",
                    default="${person} is entered as away from ${since} to ${until} already; "
                    "remove that first, or choose other days.",
                    mapping={
                        "person": name(record.person),
                        "since": other.since.isoformat(),
                        "until": other.until.isoformat(),
                    },
                )
            )
