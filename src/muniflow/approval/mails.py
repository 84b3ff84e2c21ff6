"""The words of the mails about cases, in the language of whoever gets them."""

from email.message import EmailMessage
from email.utils import format_datetime
from email.utils import formataddr
from muniflow import _
from muniflow.approval.acting import state_of
from muniflow.approval.interfaces import IMailLink
from muniflow.approval.notices import ANSWERED
from muniflow.approval.notices import CHANGED
from muniflow.approval.notices import ENDED
from muniflow.approval.notices import ESCALATED
from muniflow.approval.notices import OPINION
from muniflow.approval.notices import REMINDED
from muniflow.approval.notices import RETURNED
from muniflow.approval.notices import TAKEN_BACK
from muniflow.approval.notices import TEXT
from muniflow.approval.notices import TOLD
from muniflow.approval.notices import YOURS
from muniflow.approval.records import Act
from muniflow.approval.records import Notice
from muniflow.approval.records import proceedings_of
from muniflow.core import clock
from muniflow.core.formats import day
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from muniflow.registry.interfaces import ICase
from plone import api
from plone.uuid.interfaces import IUUID
from zope.component import queryUtility
from zope.i18n import translate
from zope.i18nmessageid import Message

import hashlib

SUBJECTS = {
    YOURS: _("mail_yours", default="${step}: “${title}” waits for you"),
    RETURNED: _("mail_returned", default="Something is missing: “${title}”"),
    TOLD: _("mail_told", default="${step}: “${title}”"),
    ENDED: _("mail_ended", default="${step}: “${title}”"),
    OPINION: _("mail_opinion", default="Your opinion is asked: “${title}”"),
    ANSWERED: _("mail_answered", default="An opinion has come: “${title}”"),
    TAKEN_BACK: _("mail_taken_back", default="Taken back: “${title}” no longer waits for you"),
    CHANGED: _("mail_changed", default="A file has changed: “${title}” asks for you again"),
    REMINDED: _("mail_reminded", default="Due ${due}: “${title}” waits for you"),
    ESCALATED: _("mail_escalated", default="Late since ${due}: “${title}” waits with ${people}"),
    TEXT: _("mail_text", default="${step}: “${title}”"),
}


def address_of(person: str) -> str:
    """Return the mail address of a person, "" without one."""
    user = api.user.get(userid=person)
    return "" if user is None else user.getProperty("email", "") or ""


def language_of(person: str) -> str:
    """Return the language a person reads, the site's where none is chosen."""
    user = api.user.get(userid=person)
    chosen = "" if user is None else user.getProperty("language", "") or ""
    return chosen or api.portal.get_default_language()


def compose(case: ICase, notice: Notice, people: str = "") -> EmailMessage:
    """Return the mail of a notice; its Message-ID follows from the notice, sent twice or not."""
    language = language_of(notice.person)

    def say(message: Message | str) -> str:
        return translate(message, domain="muniflow", target_language=language)

    values = {
        "title": case.title,
        "step": say(state_of(case).name),
        "due": day(case.due, language) if case.due else "–",
        "people": people,
    }
    subject = say(Message(SUBJECTS[notice.kind], mapping=values))
    if case.registry_number:
        subject = f"[{case.registry_number}] {subject}"
    mail = EmailMessage()
    mail["Subject"] = " ".join(subject.split())
    mail["From"] = sender()
    mail["To"] = formataddr((full_name(notice.person), address_of(notice.person)))
    mail["Date"] = format_datetime(clock.now())
    mail["Message-ID"] = message_id(case, notice)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(_lines(case, notice, say, language)))
    return mail


def sender() -> str:
    """Return from whom the mails come, as Plone's mail settings say."""
    name = api.portal.get_registry_record("plone.email_from_name", default="") or "muniflow"
    address = api.portal.get_registry_record("plone.email_from_address", default="") or ""
    return formataddr((name, address or "muniflow@localhost"))


def message_id(case: ICase, notice: Notice) -> str:
    """Return the Message-ID of a notice, the same whenever it is asked for."""
    digest = hashlib.sha256(f"{IUUID(case)} {notice.id}".encode()).hexdigest()
    return f"<{digest[:32]}@muniflow>"


def _lines(case: ICase, notice: Notice, say: object, language: str) -> list[str]:
    """Return the lines of the text: where, what happened, until when, and the way there."""
    act = next((a for a in proceedings_of(case).acts if a.id == notice.act), None)
    lines = [organisation_of(case).title, case.title, ""]
    if act is not None and act.person:
        lines.extend(_happened(act, say))
    if notice.text:
        lines.extend([notice.text, ""])
    if case.due is not None:
        due = _("mail_due", default="Due: ${day}", mapping={"day": day(case.due, language)})
        lines.append(say(due))
    lines.append(case.absolute_url())
    link = queryUtility(IMailLink)
    if link is not None and notice.kind in (YOURS, REMINDED, CHANGED):
        lines.extend(["", *link.lines(case, notice.person, say)])
    return lines


def _happened(act: Act, say: object) -> list[str]:
    """Return who did what, with their words."""
    who = full_name(act.person)
    if act.for_whom:
        for_whom = {"person": who, "for": full_name(act.for_whom)}
        who = say(_("text_for_whom", default="${person} for ${for}", mapping=for_whom))
    lines = [f"{who}: {say(act.title)}"]
    if act.comment:
        comment = {"text": act.comment}
        lines.append(say(_("text_quoted", default="“${text}”", mapping=comment)))
    return [*lines, ""]
