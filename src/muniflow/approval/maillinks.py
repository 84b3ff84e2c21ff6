"""Decisions by a link in a mail: whom a link lets decide, and when it no longer does.

A link is used up by what is written in the proceedings, so nothing has to be stored for it.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow import _
from muniflow.approval.acts import me
from muniflow.approval.decisions import choices_for
from muniflow.approval.errors import LinkRefused
from muniflow.approval.errors import LinkUnknown
from muniflow.approval.history import done
from muniflow.approval.interfaces import Choice
from muniflow.approval.interfaces import IMailLink
from muniflow.approval.mails import language_of
from muniflow.approval.records import proceedings_of
from muniflow.approval.seals import seal
from muniflow.approval.seals import Ticket
from muniflow.approval.seals import unseal
from muniflow.core import clock
from muniflow.core.formats import day
from muniflow.core.formats import moment
from muniflow.process.operations import definition_of
from muniflow.registry.interfaces import ICase
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.uuid.interfaces import IUUID
from zope.component import getUtility
from zope.i18nmessageid import Message
from zope.interface import implementer

VIEW = "@@by-mail"
SWITCH = "muniflow.mail_decisions"
DAYS = "muniflow.mail_decision_days"
DEFAULT_DAYS = 7

RING = "_system"
"""Plone changes its newest secret every week and keeps five, so a seal is known for 28 days."""


@implementer(IMailLink)
class MailLink:
    """Offers the reader of a mail to decide without logging in."""

    def lines(self, case: ICase, person: str, say: Callable[[Message], str]) -> list[str]:
        """Return the link and what it is good for, nothing when it would be of no use."""
        if not by_mail(case):
            return []
        with being(person) as known:
            if not known or not any(c.obstacle is None for c in offered(case)):
                return []
        until = clock.today() + timedelta(days=days())
        return [
            say(_("mail_decide", default="Decide without logging in:")),
            address(case, person),
            say(
                _(
                    "mail_decide_for_you",
                    default="The link is for you alone, works once, and until ${day} at the "
                    "latest. Do not pass this mail on.",
                    mapping={"day": day(until, language_of(person))},
                )
            ),
        ]


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that is good now: the case, and the person it was sent to."""

    case: ICase
    person: str


def by_mail(case: ICase) -> bool:
    """Tell whether decisions on a case may be taken by mail: the site and the process say so."""
    return allowed() and definition_of(case).mail


def allowed() -> bool:
    """Tell whether the site lets people decide by mail."""
    return bool(api.portal.get_registry_record(SWITCH, default=True))


def days() -> int:
    """Return for how many days a link is good."""
    return api.portal.get_registry_record(DAYS, default=DEFAULT_DAYS) or DEFAULT_DAYS


def offered(case: ICase) -> list[Choice]:
    """Return the present user's decisions; a withdrawal is nothing that a mail asks for."""
    return [choice for choice in choices_for(case) if choice.kind != "withdraw"]


def address(case: ICase, person: str) -> str:
    """Return the link for a person to decide on a case as it stands now."""
    file = proceedings_of(case)
    issued = int(clock.now().timestamp())
    ticket = Ticket(IUUID(case), file.progress.entry, len(file.acts), issued, person)
    word = seal(ticket, getUtility(IKeyManager).secret(RING))
    return f"{api.portal.get().absolute_url()}/{VIEW}/{word}"


def ticket_of(word: str) -> Ticket | None:
    """Return what a link says, None for one that was not made here."""
    secrets = [secret for secret in getUtility(IKeyManager)[RING] if secret]
    return unseal(word, secrets)


def invitation(ticket: Ticket | None) -> Invitation:
    """Return what a link invites to; raises LinkRefused with a sentence that names no matter."""
    if ticket is None:
        raise LinkUnknown()
    _check_time(ticket)
    if me() not in ("", ticket.person):
        raise LinkRefused(
            _(
                "error_link_of_another",
                default="This link was sent to somebody else than you are logged in as. "
                "Nothing was done.",
            )
        )
    case = _case(ticket)
    if case is None:
        raise LinkUnknown()
    if not by_mail(case):
        raise LinkRefused(_switched_off())
    with being(ticket.person) as known:
        if not known:
            raise LinkUnknown()
        _check_standing(case, ticket)
    return Invitation(case, ticket.person)


@contextmanager
def being(person: str) -> Iterator[bool]:
    """Be a person inside the block, without any login; False when there is no such account."""
    user = api.user.get(userid=person)
    if user is None:
        yield False
        return
    with api.env.adopt_user(user=user):
        yield True


def _check_time(ticket: Ticket) -> None:
    """Raise LinkRefused when links are switched off or this one is over."""
    if not allowed():
        raise LinkRefused(_switched_off())
    issued = datetime.fromtimestamp(ticket.issued, UTC)
    if clock.now() > issued + timedelta(days=days()):
        raise LinkRefused(
            _(
                "error_link_expired",
                default="This link is over. Log in to see what waits for you.",
            )
        )


def _check_standing(case: ICase, ticket: Ticket) -> None:
    """Raise LinkRefused when the link is used up, the case has moved on, or is not theirs."""
    file = proceedings_of(case)
    own = [a for a in file.acts[ticket.acts :] if a.person == ticket.person and a.transition]
    if own:
        raise LinkRefused(
            _(
                "error_link_used",
                default="You have decided on this already: ${decision}, ${time}. "
                "A link works once.",
                mapping={
                    "decision": done(own[-1].title),
                    "time": moment(own[-1].time, api.portal.get_current_language()),
                },
            )
        )
    if file.progress.entry != ticket.entry:
        raise LinkRefused(
            _(
                "error_link_overtaken",
                default="The matter has moved on since this mail was sent; there is nothing "
                "left to decide by this link.",
            )
        )
    if not offered(case):
        raise LinkRefused(
            _(
                "error_link_not_yours",
                default="This is no longer yours to decide. Log in to see what waits for you.",
            )
        )


def _switched_off() -> Message:
    return _(
        "error_link_off",
        default="Decisions by mail are switched off here. Log in to decide.",
    )


def _case(ticket: Ticket) -> ICase | None:
    """Return the case of a ticket, whoever may see it; what it says is checked afterwards."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(UID=ticket.case):
        case = brain._unrestrictedGetObject()
        if ICase.providedBy(case):
            return case
    return None
