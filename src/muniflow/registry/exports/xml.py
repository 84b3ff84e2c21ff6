"""A register as XML: everything it holds, for the archive and for whoever proves it."""

from collections.abc import Iterable
from collections.abc import Iterator
from importlib.resources import files
from lxml import etree
from muniflow.registry.exports.parts import FileHash
from muniflow.registry.exports.parts import files_of
from muniflow.registry.exports.parts import files_text
from muniflow.registry.exports.reading import NotAnExport
from muniflow.registry.exports.reading import Read
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import HEAD
from muniflow.registry.exports.rows import ROW
from muniflow.registry.exports.rows import Sealed
from muniflow.registry.exports.rows import Sealing
from muniflow.registry.exports.rows import Values
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

NAMESPACE = "urn:muniflow:register:1"
TYPE = "application/xml"
_Q = f"{{{NAMESPACE}}}"


def schema() -> etree.XMLSchema:
    """Return the schema of the format."""
    source = files("muniflow.registry.exports") / "register.xsd"
    return etree.XMLSchema(etree.fromstring(source.read_bytes()))


def write(head: Values, rows: Iterable[Values], target: BinaryIO) -> End:
    """Write a register into a file and return what is said of it as a whole."""
    sealing = Sealing(head)
    target.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
    target.write(f'<register xmlns="{NAMESPACE}">\n'.encode())
    target.write(_element("head", head, HEAD, f' digest="{sealing.head_digest}"').encode())
    target.write(b"<entries>\n")
    for sealed in sealing.seal(rows):
        target.write(_entry(sealed).encode())
    end = sealing.end
    target.write(b"</entries>\n")
    closing = {"count": end.count, "last_number": end.last_number, "sha256": end.sha256}
    target.write(_element("end", closing, closing, "").encode())
    target.write(b"</register>\n")
    return end


def _entry(sealed: Sealed) -> str:
    bound = f' digest="{sealed.digest}" chain="{sealed.chain}" after={quoteattr(sealed.after)}'
    return _element("entry", sealed.values, ROW, bound)


def _element(name: str, values: Values, names: Iterable[str], attributes: str) -> str:
    parts = [f"<{name}{attributes}>"]
    for field in names:
        value = values.get(field, "")
        if field == "files" and value:
            parts.append(_files(files_of(value)))
        elif value != "":
            parts.append(f"<{field}>{escape(str(value))}</{field}>")
    return "".join((*parts, f"</{name}>\n"))


def _files(found: Iterable[FileHash]) -> str:
    listed = (
        f'<file component="{f.component}" version="{f.version}" size="{f.size}" '
        f'sha256="{f.sha256}">{escape(f.name)}</file>'
        for f in found
    )
    return f"<files>{''.join(listed)}</files>"


def read(path: Path) -> Read:
    """Open an export; its rows are read one by one. Raises NotAnExport."""
    events = _events(path)
    try:
        head = next(e for e in events if e.tag == f"{_Q}head")
    except StopIteration:
        raise NotAnExport(f"{path.name} is no export of a register: it has no head.") from None
    return Read(path.name, _values(head), head.get("digest", ""), _rows(events))


def _rows(events: Iterator[etree._Element]) -> Iterator[Sealed | End]:
    for element in events:
        if element.tag == f"{_Q}entry":
            values = dict.fromkeys(ROW, "") | _values(element)
            found = [element.get(name, "") for name in ("digest", "chain", "after")]
            yield Sealed(values, *found)
            _forget(element)
        elif element.tag == f"{_Q}end":
            said = _values(element)
            count = int(said["count"]) if said.get("count", "").isdigit() else -1
            yield End(count, said.get("last_number", ""), said.get("sha256", ""))


def _events(path: Path) -> Iterator[etree._Element]:
    """Yield the head, the entries and the end; nothing is loaded from elsewhere."""
    settings = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    tags = [f"{_Q}{name}" for name in ("head", "entry", "end")]
    try:
        for _event, element in etree.iterparse(str(path), tag=tags, huge_tree=True, **settings):
            yield element
    except etree.XMLSyntaxError as error:
        raise NotAnExport(f"{path.name} is broken XML: {error.msg}.") from error


def _values(element: etree._Element) -> dict[str, str]:
    values = {}
    for child in element.iterchildren(tag=etree.Element):
        name = etree.QName(child).localname
        values[name] = _listed(child) if name == "files" else child.text or ""
    return values


def _listed(element: etree._Element) -> str:
    return files_text(
        FileHash(
            int(file.get("component", 0)),
            int(file.get("version", 0)),
            int(file.get("size", 0)),
            file.get("sha256", ""),
            file.text or "",
        )
        for file in element.iterchildren(f"{_Q}file")
    )


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
