"""The worker's mails: each sent outside the write lock, then noted as sent."""

from collections import deque
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from muniflow import _
from muniflow.approval.acting import people_with
from muniflow.approval.jobs import case_at
from muniflow.approval.jobs import cases
from muniflow.approval.jobs import path_of
from muniflow.approval.mails import address_of
from muniflow.approval.mails import compose
from muniflow.approval.records import MAILS
from muniflow.approval.records import Notice
from muniflow.approval.records import proceedings_of
from muniflow.approval.records import writable_proceedings
from muniflow.core import clock
from muniflow.core.worker.errors import Unavailable
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.organisation.operations import full_name
from muniflow.registry.interfaces import ICase
from muniflow.registry.operations import is_confidential
from muniflow.registry.operations import may_see
from plone import api
from smtplib import SMTPConnectError
from smtplib import SMTPServerDisconnected

import logging

REMEMBERED = 1000
STALE = timedelta(days=3)
"""What could not be sent for so long nobody needs any more; it is on the desk."""

logger = logging.getLogger(__name__)


class Mails(Job):
    """Sends the mails about cases."""

    title = _("job_mails", default="Mails about cases")

    def __init__(self) -> None:
        # Sent by this process: what collides afterwards is noted again, not sent again.
        self._sent: deque[str] = deque(maxlen=REMEMBERED)

    def pending(self, site: object) -> Iterator[Item]:
        """Yield a mail for everybody who is to be told."""
        for case in cases(pending=MAILS):
            for notice in proceedings_of(case).notices:
                key = f"{path_of(case)} {notice.id}"
                title = f"{notice.kind}, {notice.person}: {case.title}"
                yield Item(key, title, path_of(case), {"notice": notice.id})

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the mail is still to be sent."""
        return _notice(case_at(site, item), item) is not None

    def prepare(self, site: object, item: Item) -> object:
        """Send the mail; a mail server may be slow, so nobody waits for it meanwhile.

        Killed after it, the worker sends it once more: the Message-ID is the same, by which
        servers and readers know it for one. Killed before, it is not lost.
        """
        case = case_at(site, item)
        notice = _notice(case, item)
        if notice is None or item.key in self._sent or _stale(case, notice):
            return None
        if is_confidential(case) and not may_see(case, notice.person):
            logger.info("%s no longer sees %s; not told of it", notice.person, item.path)
            return None
        _check_set_up()
        address = address_of(notice.person)
        if not address:
            logger.warning("%s has no mail address; not told of %s", notice.person, item.path)
            return None
        people = ", ".join(full_name(p) for p in people_with(case))
        mail = compose(case, notice, people)
        try:
            host = api.portal.get_tool("MailHost")
            host.send(mail, mto=address, charset="utf-8", immediate=True)
        except (OSError, SMTPServerDisconnected, SMTPConnectError) as error:
            raise Unavailable(
                _(
                    "error_mail_server",
                    default="The mail server cannot be reached: ${error}",
                    mapping={"error": str(error)},
                )
            ) from error
        self._sent.append(item.key)
        return None

    def perform(self, site: object, item: Item, prepared: object) -> None:
        """Note that the mail has been sent."""
        case = case_at(site, item)
        file = writable_proceedings(case)
        file.notices = tuple(n for n in file.notices if n.id != item.values["notice"])
        case.reindexObject(idxs=["pending"])


def _notice(case: ICase | None, item: Item) -> Notice | None:
    """Return the notice of an item, None when it was sent or taken back."""
    notices = proceedings_of(case).notices if case is not None else ()
    return next((n for n in notices if n.id == item.values["notice"]), None)


def _stale(case: ICase, notice: Notice) -> bool:
    """Tell whether a mail has waited for too long to be of use."""
    act = next((a for a in proceedings_of(case).acts if a.id == notice.act), None)
    return act is None or clock.now() - datetime.fromisoformat(act.time) > STALE


def _check_set_up() -> None:
    """Raise Unavailable while the site has no address to send from."""
    if not api.portal.get_registry_record("plone.email_from_address", default=""):
        raise Unavailable(
            _("error_mail_sender", default="The mail settings of the site name no sender.")
        )
