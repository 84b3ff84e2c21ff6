"""What happens to organisations."""

from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent


class ICalendarChanged(IObjectEvent):
    """Sent in the transaction that changed an organisation's calendar: deadlines may move."""


@implementer(ICalendarChanged)
class CalendarChanged(ObjectEvent):
    """The working calendar of an organisation changed."""
