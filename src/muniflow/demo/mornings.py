"""The worker's reminders and escalations, as they would have gone out every morning."""

from AccessControl.users import UnrestrictedUser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from muniflow.core import clock
from muniflow.core.calendar import is_working_day
from muniflow.core.worker.interfaces import IJob
from muniflow.core.worker.interfaces import WORKER
from plone import api
from zope.component import getUtility

EARLY = time(4, 30, tzinfo=UTC)
"""Before the office opens: what people do on a day comes after the mails of its morning."""

DAY = timedelta(days=1)

REMEMBERED = 30 * DAY
"""Reminders of cases that were settled long ago nobody looks for; their mornings are left out."""


class Mornings:
    """Lets the timers do their work, morning by morning; done twice, nothing happens twice."""

    def __init__(self, site: object, loaded: datetime, country: str) -> None:
        self._site = site
        self._next = loaded.date() - REMEMBERED
        self._country = country

    def until(self, moment: datetime) -> None:
        """Go through the mornings up to a moment."""
        while datetime.combine(self._next, EARLY) <= moment:
            if is_working_day(self._next, self._country):
                self._remind(self._next)
            self._next += DAY

    def _remind(self, day: date) -> None:
        job = getUtility(IJob, name="timers")
        with clock.frozen(datetime.combine(day, EARLY)), worker():
            for item in list(job.pending(self._site)):
                if job.is_pending(self._site, item):
                    job.perform(self._site, item, None)


@contextmanager
def worker() -> Iterator[None]:
    """Act under the worker's name inside the block."""
    users = api.portal.get_tool("acl_users")
    with api.env.adopt_user(user=UnrestrictedUser(WORKER, "", ["Manager"], []).__of__(users)):
        yield
