"""The working calendar of an organisation: its country's, with the days it changed itself."""

from collections.abc import Iterable
from datetime import date
from muniflow import _
from muniflow.core import journal
from muniflow.core.calendar import national_calendar
from muniflow.core.calendar import WorkCalendar
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.packs import pack
from muniflow.organisation.changeddays import ChangedDay
from muniflow.organisation.changeddays import differing
from muniflow.organisation.events import CalendarChanged
from muniflow.organisation.interfaces import IOrganisation
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.event import notify

KEY = "muniflow.calendar"
MANAGE = "muniflow: Manage organisation"


def changed_days(organisation: IOrganisation) -> list[ChangedDay]:
    """Return the days on which an organisation differs from its country, in order."""
    kept = IAnnotations(organisation).get(KEY, {})
    return [kept[day] for day in sorted(kept)]


def national_of(organisation: IOrganisation) -> WorkCalendar:
    """Return the calendar of an organisation's country."""
    return national_calendar(pack(organisation.country).holidays)


def calendar_of(organisation: IOrganisation) -> WorkCalendar:
    """Return the working calendar of an organisation."""
    return differing(national_of(organisation), changed_days(organisation))


def calendar_for(request: IMuniflowLayer, organisation: str) -> WorkCalendar:
    """Return the working calendar of the organisation of an id, made once a request."""
    made = IAnnotations(request).setdefault(KEY, {})
    if organisation not in made:
        made[organisation] = calendar_of(api.portal.get()[organisation])
    return made[organisation]


def change_days(
    organisation: IOrganisation, days: Iterable[date], *, works: bool, reason: str
) -> list[date]:
    """Make days working or free; return those that were not so already.

    Raises NotAllowed without the permission, Invalid without a reason or when nothing changes.
    """
    _check_permission(organisation)
    if not reason.strip():
        raise Invalid(
            _("error_calendar_reason", default="Say why: everybody reads it in the calendar.")
        )
    present = calendar_of(organisation)
    changing = [day for day in days if present.is_working(day) != works]
    if not changing:
        raise Invalid(_nothing_changes(works))
    kept = IAnnotations(organisation).setdefault(KEY, PersistentMapping())
    national = national_of(organisation)
    for day in changing:
        if national.is_working(day) == works:
            del kept[day]
        else:
            kept[day] = ChangedDay(day, works, reason.strip())
    _tell(organisation, changing, works=works, reason=reason.strip())
    return changing


def restore_day(organisation: IOrganisation, day: date) -> None:
    """Make a day again what it is in the country; nothing happens when it is so already.

    Raises NotAllowed without the permission.
    """
    _check_permission(organisation)
    was = IAnnotations(organisation).get(KEY, {}).pop(day, None)
    if was is not None:
        works = national_of(organisation).is_working(day)
        _tell(organisation, [day], works=works, reason="")


def _check_permission(organisation: IOrganisation) -> None:
    if not api.user.has_permission(MANAGE, obj=organisation):
        raise NotAllowed(
            _(
                "error_calendar_not_allowed",
                default="Only an administrator of ${organisation} changes its calendar.",
                mapping={"organisation": organisation.title},
            )
        )


def _nothing_changes(works: bool) -> object:
    if works:
        return _("error_days_worked", default="These are working days already; nothing changed.")
    return _("error_days_free", default="These are free days already; nothing changed.")


def _tell(organisation: IOrganisation, days: list[date], *, works: bool, reason: str) -> None:
    """Write a change in the journal and tell whoever counts by the calendar."""
    named = ", ".join(day.isoformat() for day in days)
    journal.record(organisation, "calendar-changed", days=named, works=works, reason=reason)
    notify(CalendarChanged(organisation))
