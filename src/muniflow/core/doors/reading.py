"""A program that reads changes nothing."""

from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.lock.rules import READING_METHODS
from plone.rest.interfaces import IService
from ZODB.Connection import Connection
from zope.component import adapter
from ZPublisher.interfaces import IPubBeforeCommit

import logging
import transaction

logger = logging.getLogger(__name__)


@adapter(IPubBeforeCommit)
def keep_nothing_of_a_reading(event: IPubBeforeCommit) -> None:
    """Give up what a service wrote although it was only asked.

    Some services of Plone make a place for what they look for. Such a write has not waited
    for its turn, so it could collide with one that has. Pages are looked after by Plone itself.
    """
    request = event.request
    if (
        IMuniflowLayer.providedBy(request)
        and IService.providedBy(request.get("PUBLISHED"))
        and request.method.upper() in READING_METHODS
        and _database_changed()
    ):
        logger.warning("Nothing kept of what %s %s wrote", request.method, request["URL"])
        transaction.doom()


def _database_changed() -> bool:
    # There is no public way to ask; a connection joins with its first changed object.
    return any(isinstance(r, Connection) for r in transaction.get()._resources)
