"""Starting something: for whom, and what."""

from dataclasses import dataclass
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.pages import Page
from muniflow.organisation.interfaces import Badge
from muniflow.organisation.interfaces import IOrganisation
from muniflow.organisation.pages import my_badges
from muniflow.registry.interfaces import IStartable
from muniflow.registry.operations import startables
from muniflow.registry.operations import year_folder
from plone import api
from zope.i18nmessageid import Message


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
        return [
            self._offer(badge, site[badge.id])
            for badge in my_badges(self.request)
            if api.user.has_permission("muniflow: Start case", obj=site[badge.id]["cases"])
        ]

    def _offer(self, badge: Badge, organisation: IOrganisation) -> Offer:
        """Return the kinds whose register is open, or why none is."""
        kinds, problem = [], ""
        for portal_type, kind in startables():
            try:
                kinds.append(_choice(organisation, portal_type, kind))
            except MuniflowError as error:
                problem = self.say(error.message)
        return Offer(badge, tuple(kinds), "" if kinds else problem)


def _choice(
    organisation: IOrganisation, portal_type: str, kind: IStartable
) -> tuple[str, Message, Message]:
    url = year_folder(organisation, portal_type).absolute_url()
    return f"{url}/++add++{portal_type}", kind.title, kind.help
