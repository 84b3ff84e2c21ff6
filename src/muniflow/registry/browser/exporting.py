"""The register as a file: small ones at once, big ones by the worker."""

from functools import cached_property
from muniflow import _
from muniflow.core import formats
from muniflow.core import journal
from muniflow.core.pages import Page
from muniflow.core.theme.interfaces import Paper
from muniflow.registry.browser import asking
from muniflow.registry.exports.closing import Closing
from muniflow.registry.exports.closing import closing_of
from muniflow.registry.exports.closing import TITLES
from muniflow.registry.exports.closing import waits
from muniflow.registry.exports.making import filename
from muniflow.registry.exports.making import make
from muniflow.registry.exports.making import TYPES
from muniflow.registry.exports.making import Wanted
from muniflow.registry.exports.ordering import Order
from muniflow.registry.exports.ordering import order
from muniflow.registry.exports.ordering import orders_of
from muniflow.registry.showing import viewer_of
from pathlib import Path
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from zExceptions import NotFound
from ZPublisher.Iterators import filestream_iterator

AT_ONCE = 1000
"""Entries of which a file is made while one waits; for more the worker makes it."""

FORMATS = {
    "pdf": _("export_pdf", default="PDF for print"),
    "xlsx": _("export_xlsx", default="Spreadsheet (XLSX)"),
    "xml": _("export_xml", default="XML with all data"),
}


class Download(Page):
    """Sends a register as a file: made now, or one the worker made for the reader."""

    @cached_property
    def asked(self) -> asking.Asked:
        """What the address asks for."""
        return asking.asked(self.request.form)

    @property
    def selection(self) -> str:
        """What narrows the register, as text; "" for the whole."""
        known = {k: v for k, v in self.asked.values.items() if v and k != "sort"}
        return urlencode(known) if known else ""

    @property
    def format(self) -> str:
        """The format asked for; NotFound for an unknown one."""
        asked = self.request.form.get("format")
        if not isinstance(asked, str) or asked not in TYPES:
            raise NotFound("format")
        return asked

    def __call__(self) -> object:
        """Return the file; what is too big for that leads back to the page."""
        made = self.request.form.get("made")
        if isinstance(made, str):
            return self._made(made)
        question = asking.question(self.asked)
        viewer = viewer_of(self.context)
        found = self.context.book.find(question, hidden=viewer.veiled)
        if len(found) > AT_ONCE:
            self.tell(_("text_export_too_big", default="That is too much at once: order it."))
            return self.back()
        journal.viewed(
            self.context, "register-export", format=self.format, selection=self.selection
        )
        wanted = Wanted(self.format, question, viewer, self.language, self.selection)
        return self._new(wanted)

    def _new(self, wanted: Wanted) -> bytes:
        with TemporaryDirectory(prefix="muniflow-export-") as folder:
            path = Path(folder) / "export"
            make(self.context, wanted, path)
            data = path.read_bytes()
        self._head(wanted.format, len(data))
        return data

    def _made(self, key: str) -> filestream_iterator:
        """Return a file the worker made for the reader; NotFound for anybody else's."""
        found = dict(orders_of(self.context, self.me)).get(key)
        if found is None or not found.made:
            raise NotFound(key)
        journal.viewed(
            self.context, "register-export", format=found.format, selection=found.selection
        )
        self._head(found.format, found.size)
        return filestream_iterator(found.blob.committed(), "rb")

    def _head(self, kind: str, size: int) -> None:
        response = self.request.response
        response.setHeader("Content-Type", TYPES[kind])
        response.setHeader("Content-Length", str(size))
        response.setHeader("X-Content-Type-Options", "nosniff")
        name = filename(self.context, f"register.{kind}")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')


class OrderExport(Download):
    """Orders an export from the worker."""

    def __call__(self) -> str:
        """Order on POST."""
        if self.request.method == "POST":
            question = asking.question(self.asked)
            order(
                self.context,
                self.format,
                question,
                language=self.language,
                selection=self.selection,
            )
            self.tell(
                _(
                    "text_export_ordered",
                    default="The file is being made; it will be offered here.",
                ),
                "success",
            )
        return self.back()


class Files(Page):
    """The part of a register's page on its files: exports, and what closed it."""

    part = ViewPageTemplateFile("files.pt")

    def formats(self) -> list[tuple[str, str]]:
        """Return the formats with their names."""
        return [(name, self.say(title)) for name, title in FORMATS.items()]

    def at_once(self, count: int) -> bool:
        """Tell whether a file of so many entries is made while one waits."""
        return count <= AT_ONCE

    def orders(self) -> list[tuple[str, str, Order, str]]:
        """Return what the reader ordered: key, name, order, and when it was made."""
        return [
            (key, self.say(FORMATS[found.format]), found, self.moment(found.made or found.asked))
            for key, found in orders_of(self.context, self.me)
        ]

    @staticmethod
    def made_query(key: str) -> str:
        """Return the end of the address of a file that was made."""
        return urlencode({"made": key})

    @cached_property
    def closing(self) -> Closing | None:
        """What closed the register."""
        return closing_of(self.context)

    @property
    def waits(self) -> bool:
        """True when the register is closed and its closing documents are still to be made."""
        return waits(self.context)

    def papers(self) -> list[Paper]:
        """Return the documents that closed the register, each with its hash."""
        return [
            Paper(
                title=self.say(TITLES[found.what]),
                url=f"{self.site_url}/resolveuid/{found.uid}",
                kind=found.what.rpartition(".")[2].upper(),
                note=f"{formats.size(found.size, self.language)} · SHA-256 {found.sha256}",
            )
            for found in self.closing.documents
        ]
