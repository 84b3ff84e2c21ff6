"""The page of a case of any kind; a kind adds its own data and words."""

from muniflow import _
from muniflow.approval.caseahead import CaseAhead
from muniflow.approval.casefacts import CaseFacts
from muniflow.approval.casefacts import ChangeRow
from muniflow.approval.casehead import CaseHead
from muniflow.approval.casehistory import CaseHistory
from muniflow.approval.casepanel import CasePanel
from muniflow.core.theme.interfaces import Fact
from muniflow.core.theme.interfaces import Paper
from muniflow.organisation.operations import unit_title
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message


class CasePage(CaseHead, CasePanel, CaseAhead, CaseFacts, CaseHistory):
    """Everything a decision needs, beside the decision."""

    panels = ViewPageTemplateFile("browser/panels.pt")

    @property
    def overline(self) -> str:
        """Number and unit; each kind may say more."""
        number = self.context.registry_number or self.say(
            _("text_unregistered", default="not registered yet")
        )
        return f"{number} · {unit_title(self.home, self.context.unit)}"

    def changes(self) -> list[ChangeRow]:
        """Return what has changed since the reader last decided, while there is to decide."""
        return super().changes() if self.choices else []

    def facts(self) -> list[Fact]:
        """Return the data of the case; each kind has its own."""
        return []

    def papers(self) -> list[Paper]:
        """Return the documents, with the reason where one is held fast."""
        return [
            Paper(
                title=d.title,
                url=d.absolute_url(),
                kind=d.file.filename.rpartition(".")[2].upper()[:4],
                number=d.registry_number,
                note=self.say(self._version_note(d)),
                lock=self.held(IUUID(d)),
            )
            for d in self.documents
        ]

    def _version_note(self, document: object) -> Message:
        last = document.versions[-1]
        return _(
            "text_version_note",
            default="version ${number} · ${time} · ${person}",
            mapping={
                "number": last.number,
                "time": self.moment(last.time),
                "person": self.name(last.actor),
            },
        )
