"""Making the file of an export, in little memory; the slow part is nobody's transaction."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from muniflow import _
from muniflow.organisation.operations import organisation_of
from muniflow.registry.audit import Checked
from muniflow.registry.auditing import audit_register
from muniflow.registry.exports import gathering
from muniflow.registry.exports import pdf
from muniflow.registry.exports import xlsx
from muniflow.registry.exports import xml
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import Values
from muniflow.registry.exports.titles import TITLES
from muniflow.registry.index import Question
from muniflow.registry.interfaces import IRegister
from muniflow.registry.showing import Viewer
from pathlib import Path
from zope.i18n import translate
from zope.i18nmessageid import Message

PDF, XLSX, XML = "pdf", "xlsx", "xml"
TYPES = {PDF: pdf.TYPE, XLSX: xlsx.TYPE, XML: xml.TYPE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported, as what, for whom, and in which language its words are."""

    format: str
    question: Question
    viewer: Viewer
    language: str = ""
    selection: str = ""
    """What was asked for, empty for the whole register."""


def make(register: IRegister, wanted: Wanted, target: Path) -> End:
    """Write an export into a file and return what it says of itself as a whole."""
    book = register.book
    found = book.find(wanted.question, hidden=wanted.viewer.veiled)
    entries = found if wanted.selection else book.walk()
    count = len(found) if wanted.selection else len(book)
    head = gathering.head(
        register, count=count, person=wanted.viewer.person, selection=wanted.selection
    )
    rows = gathering.rows(register, entries, wanted.viewer, wanted.language)
    return write(register, head, rows, wanted.format, wanted.language, target)


def write(
    register: IRegister,
    head: Values,
    rows: Iterable[Values],
    kind: str,
    language: str,
    target: Path,
) -> End:
    """Write rows in one of the formats."""

    def say(message: Message | str) -> str:
        return translate(message, target_language=language or None)

    with target.open("wb") as file:
        if kind == XML:
            return xml.write(head, rows, file)
        if kind == XLSX:
            return xlsx.write(head, rows, file, {n: say(t) for n, t in TITLES.items()})
        # A whole book is printed with an audit of what is printed, not of an earlier night.
        checked = register.book.checked if head["selection"] else audit_register(register)
        return pdf.write(head, rows, file, say, audited(checked, say))


def audited(checked: Checked | None, say: pdf.Say) -> str:
    """Return one sentence on an audit."""
    if checked is None:
        return ""
    known = {"time": pdf.moment(checked.time), "count": checked.total}
    if checked.total:
        return say(
            _("print_audit_wrong", default="Audit ${time}: ${count} found wrong.", mapping=known)
        )
    return say(
        _(
            "print_audit_right",
            default="Audit ${time}: no gap, no number twice, every void has its reason.",
            mapping=known,
        )
    )


def values_of(path: Path) -> Iterator[Values]:
    """Yield the rows of an XML export again."""
    for sealed in xml.read(path).rows:
        if not isinstance(sealed, End):
            yield sealed.values


def filename(register: IRegister, what: str) -> str:
    """Return what a file of a register is called."""
    return f"{organisation_of(register).getId()}-{register.getId()}-{what}"
