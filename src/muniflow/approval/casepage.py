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
from muniflow.document.interfaces import STATE_TONES
from muniflow.document.interfaces import STATES
from muniflow.organisation.operations import unit_title
from muniflow.process.operations import process_of
from muniflow.registry.operations import numbers_of
from muniflow.registry.operations import register_of
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message


class CasePage(CaseHead, CasePanel, CaseAhead, CaseFacts, CaseHistory):
    """Everything a decision needs, beside the decision."""

    index = ViewPageTemplateFile("browser/case.pt")
    panels = ViewPageTemplateFile("browser/panels.pt")

    def __call__(self) -> str:
        """Return the page."""
        return self.index()

    @property
    def overline(self) -> str:
        """Number and unit; each kind may say more."""
        number = self.context.registry_number or self.say(
            _("text_unregistered", default="not registered yet")
        )
        return f"{number} · {unit_title(self.home, self.context.unit)}"

    @property
    def process_url(self) -> str:
        """The page of the process the case goes through; of all when it was taken away."""
        process = process_of(self.context)
        return f"{self.site_url}/processes" if process is None else process.absolute_url()

    def void_text(self) -> str:
        """Return who withdrew the number and why."""
        entry = register_of(self.context).book.entry(self.context.registry_main)
        return self.say(
            _(
                "text_void_because",
                default="The number was withdrawn by ${person} on ${time}: ${reason}",
                mapping={
                    "person": self.name(entry.void.actor),
                    "time": self.moment(entry.void.time),
                    "reason": entry.void.reason,
                },
            )
        )

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
                status=self.say(STATES[d.status]),
                tone=STATE_TONES.get(d.status, ""),
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

    @property
    def former_numbers(self) -> str:
        """The numbers the case had in earlier years, "" where it has had only one."""
        return ", ".join(one.number for one in numbers_of(self.context)[:-1])

    @property
    def may_edit(self) -> bool:
        """True when the data may be changed in this step."""
        return not self.context.voided and self.may("Modify portal content")

    @property
    def may_file(self) -> bool:
        """True when documents may be filed in this step."""
        return not self.context.voided and self.may("muniflow: File document")

    @property
    def may_register(self) -> bool:
        """True when the case has no number yet and the reader may give it one."""
        return not self.context.registry_number and self.may("muniflow: Register")

    @property
    def may_void(self) -> bool:
        """True when the number may be withdrawn by the reader."""
        given = bool(self.context.registry_number) and not self.context.voided
        return given and self.may("muniflow: Void number")
