"""What closes a register: its book, its log and its partners, filed for ever, exactly once."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from muniflow import _
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.worker.interfaces import Item
from muniflow.core.worker.interfaces import Job
from muniflow.core.worker.operations import nudge
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.operations import approve
from muniflow.document.operations import finalise
from muniflow.organisation.operations import organisation_of
from muniflow.organisation.operations import organisations
from muniflow.registry.events import IRegisterClosedEvent
from muniflow.registry.exports import gathering
from muniflow.registry.exports import log
from muniflow.registry.exports import partners
from muniflow.registry.exports.making import filename
from muniflow.registry.exports.making import PDF
from muniflow.registry.exports.making import values_of
from muniflow.registry.exports.making import write
from muniflow.registry.exports.making import XML
from muniflow.registry.exports.rows import Values
from muniflow.registry.interfaces import IRegister
from muniflow.registry.registers import registers_of
from muniflow.registry.showing import WHOLE
from pathlib import Path
from plone import api
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from tempfile import TemporaryDirectory
from zope.i18n import translate
from zope.i18nmessageid import Message

import shutil

JOB = "register-closing"

TITLES = {
    "book.pdf": _("closing_book_pdf", default="Book of the register, for print"),
    "book.xml": _("closing_book_xml", default="Book of the register, with all its data"),
    "log.csv": _("closing_log", default="Log of the register"),
    "partners.pdf": _("closing_partners", default="Partners of the register"),
}


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class ClosingDocument:
    """One of the documents that close a register, with the hash of its file."""

    what: str
    uid: str
    size: int
    sha256: str


# Stored: no slots, so that a field added later finds its default.
@dataclass(frozen=True)
class Closing:
    """What closed a register: when it was made, its documents, and the hash of the data."""

    time: str
    documents: tuple[ClosingDocument, ...]
    sha256: str


@dataclass(frozen=True)
class Made:
    """Files outside the database; their folder goes when this goes."""

    folder: TemporaryDirectory
    sha256: str

    @property
    def files(self) -> list[Path]:
        """The files, by what they are."""
        return [Path(self.folder.name) / what for what in TITLES]


def closing_of(register: IRegister) -> Closing | None:
    """Return what closed a register, None while it is open or that is still to be made."""
    return register.book.closing


def waits(register: IRegister) -> bool:
    """Tell whether a register is closed, and what closes it is still to be made."""
    return bool(register.closed) and closing_of(register) is None


def closing_documents(register: IRegister) -> Made:
    """Make the files that close a register; slow, and changes nothing in the database."""
    folder = TemporaryDirectory(prefix="muniflow-closing-")
    language = api.portal.get_default_language()
    paths = {what: Path(folder.name) / what for what in TITLES}
    head = gathering.head(register, count=len(register.book), person=register.closed_by)
    rows = gathering.rows(register, register.book.walk(), WHOLE, language)
    end = write(register, head, rows, XML, language, paths["book.xml"])
    # The rest is made of the XML: so all of it says the same.
    kept = paths["book.xml"]
    write(register, head, values_of(kept), PDF, language, paths["book.pdf"])

    def say(message: Message | str) -> str:
        return translate(message, target_language=language)

    with paths["partners.pdf"].open("wb") as target:
        partners.write(head, values_of(kept), target, say)
    with paths["log.csv"].open("w", encoding="utf-8", newline="") as target:
        log.write(_log(register, values_of(kept)), target)
    return Made(folder, end.sha256)


def _log(register: IRegister, rows: Iterable[Values]) -> Iterator[object]:
    """Yield the entries of the journal on a register and on all that was registered in it."""
    wanted = {values["uid"] for values in rows} | {IUUID(register)}
    since = datetime.fromisoformat(register.opened) if register.opened else None
    for entry in IJournal(organisation_of(register)).entries(since=since):
        if entry["uid"] in wanted:
            yield entry


def file_closing(register: IRegister, made: Made) -> Closing:
    """File what closes a register in its place; the hashes go into the journal."""
    documents = tuple(_filed(register, path) for path in made.files)
    closing = Closing(clock.now().isoformat(), documents, made.sha256)
    register.book.closing = closing
    hashes = {d.what.replace(".", "_"): d.sha256 for d in documents}
    journal.record(register, "register-closing-filed", data=made.sha256, **hashes)
    return closing


def _filed(register: IRegister, path: Path) -> ClosingDocument:
    what = path.name
    with path.open("rb") as source:
        own = file_digest(source, "sha256").hexdigest()
        source.seek(0)
        file = NamedBlobFile(filename=filename(register, what))
        with file.open("w") as target:
            shutil.copyfileobj(source, target)
    language = api.portal.get_default_language()
    document: IFiledDocument = createContentInContainer(
        register,
        "FiledDocument",
        checkConstraints=False,
        title=translate(TITLES[what], target_language=language),
        kind="other",
        file=file,
    )
    finalise(document)
    approve(document)
    return ClosingDocument(what, IUUID(document), path.stat().st_size, own)


def register_closed(event: IRegisterClosedEvent) -> None:
    """Let the worker make what closes a register as soon as it is closed."""
    nudge(JOB)


class Closings(Job):
    """Makes what closes the registers that are closed; nothing slow is done under the lock."""

    title = _("job_register_closing", default="Closing documents of the registers")

    def pending(self, site: object) -> Iterator[Item]:
        """Yield the registers that are closed without what closes them."""
        for organisation in organisations(site):
            for register in filter(waits, registers_of(organisation)):
                path = "/".join(register.getPhysicalPath())
                yield Item(path, f"{organisation.title} {register.title}", path)

    def is_pending(self, site: object, item: Item) -> bool:
        """Tell whether the documents are still to be made."""
        register = site.unrestrictedTraverse(item.path, None)
        return IRegister.providedBy(register) and waits(register)

    def prepare(self, site: object, item: Item) -> Made:
        """Make the files."""
        return closing_documents(site.unrestrictedTraverse(item.path))

    def perform(self, site: object, item: Item, prepared: Made) -> None:
        """File them."""
        file_closing(site.unrestrictedTraverse(item.path), prepared)
