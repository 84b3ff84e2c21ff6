"""Acts that Plone tells of: somebody logs in or out, rights are changed by hand."""

from muniflow.core import journal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.organisation.operations import is_member
from muniflow.organisation.operations import organisations
from plone import api
from plone.app.workflow.interfaces import ILocalrolesModifiedEvent
from Products.PluggableAuthService.interfaces.events import IUserLoggedInEvent
from Products.PluggableAuthService.interfaces.events import IUserLoggedOutEvent
from zope.component import adapter
from zope.globalrequest import getRequest

import logging

logger = logging.getLogger(__name__)


@adapter(IUserLoggedInEvent)
def logged_in(event: IUserLoggedInEvent) -> None:
    """Tell the journals of all organisations of a person that the person has come."""
    _tell(event.object.getId(), "logged-in")


@adapter(IUserLoggedOutEvent)
def logged_out(event: IUserLoggedOutEvent) -> None:
    """Tell the journals of all organisations of a person that the person has left."""
    _tell(event.object.getId(), "logged-out")


def rights_changed(obj: object, event: ILocalrolesModifiedEvent) -> None:
    """Write who has which roles on an object now, where they were given by hand."""
    if journal.journalled_of(obj) is None:
        return
    roles = [f"{who}: {', '.join(sorted(names))}" for who, names in obj.get_local_roles()]
    journal.record(obj, "rights-changed", roles="; ".join(sorted(roles)))


def _tell(person: str, act: str) -> None:
    if not IMuniflowLayer.providedBy(getRequest()):
        return
    for organisation in organisations(api.portal.get()):
        if is_member(organisation, person):
            try:
                # Leaving is a GET, which writes nothing to the database.
                journal.later(organisation, act, actor=person)
            except OSError:
                # A full disk must not keep those out who could make room.
                logger.exception("%s of %s is not in the journal", act, person)
