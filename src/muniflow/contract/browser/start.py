"""Starting something: for whom, and what."""

from dataclasses import dataclass
from muniflow import _
from muniflow.contract.operations import year_folder
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.pages import my_badges
from plone import api
from zope.i18nmessageid import Message

KINDS = (
    (
        "OutgoingContract",
        _("start_outgoing", default="An outgoing contract"),
        _("start_outgoing_help", default="We draft it, our partner signs it after us."),
    ),
    (
        "IncomingContract",
        _("start_incoming", default="An incoming contract"),
        _("start_incoming_help", default="A partner sent it; we review, negotiate and sign."),
    ),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One organisation and what may be started there, or why nothing may."""

    badge: Badge
    kinds: tuple[tuple[str, Message, Message], ...]
    problem: str


class StartView(Page):
    """Asks for whom and what; only organisations in which the reader may start are offered."""

    page_title = _("heading_start", default="Start something")

    def offers(self) -> list[Offer]:
        """Return what the reader may start, by organisation."""
        site = api.portal.get()
        found = []
        for badge in my_badges(self.request):
            organisation = site[badge.id]
            if not api.user.has_permission("muniflow: Start case", obj=organisation["cases"]):
                continue
            try:
                url, problem = year_folder(organisation).absolute_url(), ""
            except MuniflowError as error:
                url, problem = "", self.say(error.message)
            kinds = tuple((f"{url}/++add++{k}", title, text) for k, title, text in KINDS if url)
            found.append(Offer(badge, kinds, problem))
        return found
