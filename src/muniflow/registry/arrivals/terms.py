"""The deadlines that a registrar chooses from."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from muniflow import _
from muniflow.core.calendar import WorkCalendar
from zope.i18nmessageid import Message


@dataclass(frozen=True, slots=True)
class Term:
    """How long a case has: calendar days, or working days of the office."""

    title: Message
    days: int = 0
    working: bool = False


TERMS: dict[str, Term] = {
    "administrative": Term(_("term_30_days", default="30 days"), 30),
    "short": Term(_("term_8_working", default="8 working days"), 8, working=True),
    "fortnight": Term(_("term_15_days", default="15 days"), 15),
    "long": Term(_("term_60_days", default="60 days"), 60),
    "none": Term(_("term_none", default="no deadline")),
}
"""The first is the administrative term, which holds where nothing else is said."""


def term_day(name: str, start: date, calendar: WorkCalendar) -> date | None:
    """Return the last day of a term, a working day; None without a deadline.

    A term that would end on a free day ends on the next working day.
    """
    term = TERMS.get(name)
    if term is None or not term.days:
        return None
    if term.working:
        return calendar.add(start, term.days)
    return calendar.working_on_or_after(start + timedelta(days=term.days))
