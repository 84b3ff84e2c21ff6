"""To version 1002: where the journal gets its time stamps."""

from plone.registry import field
from plone.registry import Record
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

AUTHORITY = "muniflow.time_stamp_authority"


def add_authority() -> None:
    """Add the record with the address of the time stamp authority, when it is not there."""
    records = getUtility(IRegistry).records
    if AUTHORITY not in records:
        title = "Time stamp authority of the journal"
        records[AUTHORITY] = Record(field.TextLine(title=title, required=False))
