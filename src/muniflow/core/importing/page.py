"""The page of an import: send a file, see what it would bring, take it over."""

from collections.abc import Iterator
from collections.abc import Sequence
from muniflow import _
from muniflow.core.errors import MuniflowError
from muniflow.core.importing.columns import Column
from muniflow.core.importing.pending import keep
from muniflow.core.importing.pending import kept
from muniflow.core.importing.pending import Pending
from muniflow.core.importing.report import refused_sheet
from muniflow.core.importing.report import Report
from muniflow.core.importing.report import sentences
from muniflow.core.interfaces import IReadOnlyPost
from muniflow.core.lock import writing
from muniflow.core.pages import Page
from muniflow.core.sheets import Limits
from muniflow.core.sheets import XLSX_TYPE
from muniflow.core.theme.interfaces import Stat
from plone.protect.authenticator import check as check_authenticator
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18nmessageid import Message
from zope.interface import implementer

SHOWN = 200


# Not queued at the door: it parses first and then takes a turn for every batch it writes.
@implementer(IReadOnlyPost)
class ImportPage(Page):
    """Shared by all imports; a subclass says of what, whereto and how."""

    index = ViewPageTemplateFile("page.pt")
    kind = ""
    explanation: Message | str = ""
    columns: Sequence[Column] = ()
    example = ""

    report: Report | None = None
    error: Message | str = ""

    @property
    def target(self) -> object:
        """The organisation that rows are taken into."""
        raise NotImplementedError

    def preview(self, data: bytes, filename: str) -> Report:
        """Say what a file would bring."""
        raise NotImplementedError

    def run(self, data: bytes, filename: str) -> Report:
        """Take a file over."""
        raise NotImplementedError

    def __call__(self) -> str | bytes:
        """Answer each step of the way."""
        form = self.request.form
        if self.request.method == "POST":
            check_authenticator(self.request)
            return self._confirmed() if "confirm" in form else self._sent()
        if "refused" in form:
            return self._refused_rows()
        if "check" in form and self._pending is not None:
            self._try(self.preview)
        return self.index()

    def refused(self) -> Iterator[tuple[int, list[str]]]:
        """Yield number and reasons of the first refused rows."""
        for refused in self.report.refused[:SHOWN]:
            yield refused.row.number, list(sentences(refused, self.say))

    @property
    def not_shown(self) -> int:
        """How many refused rows the page leaves out."""
        return max(0, len(self.report.refused) - SHOWN)

    def stats(self) -> list[Stat]:
        """Return the numbers of the report."""
        report = self.report
        taken = (
            _("stat_rows_taken", default="taken over")
            if report.done
            else _("stat_rows_good", default="would be taken over")
        )
        return [
            Stat(str(len(report.taken)), taken),
            Stat(str(len(report.known)), _("stat_rows_known", default="are there already")),
            Stat(str(len(report.refused)), _("stat_rows_refused", default="refused")),
        ]

    def _sent(self) -> str:
        upload = self.request.form.get("file")
        filename = getattr(upload, "filename", "")
        if not filename:
            self.error = _("error_no_file", default="Choose a file first.")
            return self.index()
        data = upload.read(Limits().size + 1)
        try:
            self.preview(data, filename)
        except MuniflowError as error:
            self.error = error.message
            return self.index()
        with writing(self.target):
            keep(self.target, self.kind, self.me, data, filename)
        return self.back(f"{self.request['ACTUAL_URL']}?check=1")

    def _confirmed(self) -> str:
        if self._pending is None:
            self.error = _(
                "error_import_gone", default="Your file is not kept any more; send it again."
            )
        else:
            self._try(self.run)
        return self.index()

    def _try(self, act: object) -> None:
        """Set the report of an act on the kept file, or its error."""
        try:
            self.report = act(self._pending.data, self._pending.filename)
        except MuniflowError as error:
            self.error = error.message

    def _refused_rows(self) -> bytes | str:
        if self._pending is None:
            return self.back(self.request["ACTUAL_URL"])
        report = self.preview(self._pending.data, self._pending.filename)
        response = self.request.response
        response.setHeader("Content-Type", XLSX_TYPE)
        response.setHeader("Content-Disposition", 'attachment; filename="refused-rows.xlsx"')
        return refused_sheet(report, self.say)

    @property
    def _pending(self) -> Pending | None:
        return kept(self.target, self.kind, self.me)
