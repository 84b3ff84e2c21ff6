"""The page behind a link in a mail: shows what is decided, and decides on the button."""

from functools import cached_property
from muniflow import _
from muniflow.approval.casepage import CasePage
from muniflow.approval.errors import DecisionRefused
from muniflow.approval.errors import LinkRefused
from muniflow.approval.errors import LinkUnknown
from muniflow.approval.interfaces import Choice
from muniflow.approval.maillinks import being
from muniflow.approval.maillinks import Invitation
from muniflow.approval.maillinks import invitation
from muniflow.approval.maillinks import offered
from muniflow.approval.maillinks import ticket_of
from muniflow.approval.mails import language_of
from muniflow.approval.operations import decide
from muniflow.approval.operations import done
from muniflow.approval.operations import token_of
from muniflow.approval.operations import words
from muniflow.approval.seals import Ticket
from muniflow.core.errors import MuniflowError
from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.tags import static_url
from muniflow.core.theme.tags import STYLE
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.operations import badge
from muniflow.organisation.operations import full_name
from muniflow.organisation.operations import organisation_of
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.i18nmessageid import Message
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.BaseRequest import BaseRequest

import transaction

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Content-Type": "text/html;charset=utf-8",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Theme-Disabled": "true",
}

TONES = {"primary": "mf-go", "secondary": "", "danger": "mf-no"}


@implementer(IPublishTraverse)
class MailDecision(Page):
    """Decides as the person to whom the link was sent, who need not log in."""

    page = ViewPageTemplateFile("mail.pt")
    closed = ViewPageTemplateFile("mail-closed.pt")
    error: Message | str = ""

    word = ""
    ticket: Ticket | None = None

    def publishTraverse(self, request: BaseRequest, name: str) -> "MailDecision":
        """Take the sealed part of the address; without a true seal nothing is ever written."""
        if self.word:
            raise NotFound(name)
        self.word = name
        self.ticket = ticket_of(name)
        if self.ticket is None:
            alsoProvides(self, IReadOnlyPost)
        return self

    def __call__(self) -> str:
        """Show what is to be decided; decide on POST; or say why this link is no longer good."""
        for name, value in HEADERS.items():
            self.request.response.setHeader(name, value)
        if self.ticket is not None:
            self._speak(language_of(self.ticket.person))
        try:
            self.invited = invitation(self.ticket)
        except LinkRefused as refused:
            return self._close(refused)
        with being(self.invited.person):
            return self._act() if self.request.method == "POST" else self.page()

    invited: Invitation

    def _speak(self, language: str) -> None:
        """Use the language of the addressee, whatever the browser asks for."""
        self.request.set("LANGUAGE", language)
        binding = self.request.get("LANGUAGE_TOOL")
        if binding is not None:
            binding.LANGUAGE = language

    def _close(self, refused: LinkRefused) -> str:
        """Return the sentence; nothing else is told."""
        self.request.response.setStatus(404 if isinstance(refused, LinkUnknown) else 410)
        return self.closed(heading=_CLOSED, text=refused.message)

    def _act(self) -> str:
        """Decide, and say so; a refusal shows the page again with what was written."""
        # The seal is the proof that the form was meant; there is no login to misuse.
        alsoProvides(self.request, IDisableCSRFProtection)
        self.request.set("muniflow.channel", "mail")
        wanted = self.words("decision")
        chosen = next((c for c in self.choices if c.id == wanted), None)
        try:
            self._decide(chosen)
        except MuniflowError as error:
            # Nothing of a refused act is kept.
            transaction.abort()
            self.error = error.message
            del self.choices
            return self.page()
        said = _(
            "text_decided", default="Done: ${decision}.", mapping={"decision": done(chosen.title)}
        )
        return self.closed(heading=said, text=_NEXT)

    def _decide(self, chosen: Choice | None) -> None:
        if chosen is None:
            raise DecisionRefused(_CHOOSE)
        decide(
            self.case,
            transition=chosen.id,
            comment=self.words("comment"),
            # What has changed since the page was shown is told, so it must say what it showed.
            seen=self.words("seen") or "-",
            checked=self.many("checked"),
        )

    @cached_property
    def choices(self) -> list[Choice]:
        """The decisions the addressee may take, those that the rules refuse included."""
        return offered(self.case)

    @property
    def case(self) -> object:
        """The case."""
        return self.invited.case

    @cached_property
    def sheet(self) -> CasePage:
        """The page of the case, asked for what it shows."""
        return getMultiAdapter((self.case, self.request), name="view")

    @property
    def style(self) -> str:
        """The address of the style sheet."""
        return static_url(self.site_url, STYLE)

    @property
    def action(self) -> str:
        """Where the form goes: to this page."""
        return f"{self.site_url}/@@{self.__name__}/{self.word}"

    @property
    def token(self) -> str:
        """What the page shows of the case's standing."""
        return token_of(self.case)

    @property
    def badge(self) -> Badge:
        """The organisation of the case."""
        return badge(organisation_of(self.case))

    @property
    def reader(self) -> str:
        """The name of the addressee."""
        return full_name(self.invited.person)

    def acting_lines(self) -> list[str]:
        """Return for whom the addressee would act."""
        return self.sheet.acting_lines()

    def facts(self) -> list[Fact]:
        """Return the data of the case."""
        return self.sheet.facts()

    def points(self) -> list[str]:
        """Return the points that are to be ticked."""
        return list(dict.fromkeys(p for choice in self.choices for p in choice.checklist))

    def meaning(self, choice: Choice) -> str:
        """Return what a decision leads to."""
        title = words(choice.title)
        if choice.branch:
            message = _(
                "text_meaning_signoff",
                default="“${decision}” counts as the sign-off “${part}”.",
                mapping={"decision": title, "part": words(choice.part)},
            )
        else:
            message = _(
                "text_meaning",
                default="“${decision}” brings the matter to “${step}”.",
                mapping={"decision": title, "step": words(choice.target)},
            )
        return self.say(message)

    @staticmethod
    def title(choice: Choice) -> str:
        """Return the name of a decision in the reader's language."""
        return words(choice.title)

    @staticmethod
    def look(choice: Choice) -> str:
        """Return the class of a decision's button."""
        return TONES[choice.rank]

    def words(self, name: str) -> str:
        """Return what the form brought under a name, "" for anything but text."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        """Return the texts the form brought under a name, one or several."""
        value = self.request.form.get(name, ())
        sent = [value] if isinstance(value, str) else list(value)
        return [one for one in sent if isinstance(one, str)]


_CLOSED = _("heading_link_closed", default="Nothing to decide here")
_NEXT = _(
    "text_decided_by_mail",
    default="It stands in the history with your name and “mail”. Logged in, you can take it back "
    "within ten minutes, as long as nobody has acted on it.",
)
_CHOOSE = _("error_choose_decision", default="Choose one of the decisions below.")
