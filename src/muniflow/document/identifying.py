"""Asks the list of PRONOM what the versions of a document are."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed
from muniflow import _
from muniflow.core import journal
from muniflow.core.worker.errors import Unavailable
from muniflow.document.apart import run_apart
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import MAIN
from muniflow.document.interfaces import VersionRecord
from muniflow.document.keeping import parts_of
from muniflow.document.pronom import best
from muniflow.document.pronom import Match
from muniflow.document.pronom import matches_in
from muniflow.document.reading import all_versions
from muniflow.document.reading import components_of
from muniflow.document.reading import file_of
from muniflow.document.reading import version_of
from muniflow.document.sniffing import extension
from pathlib import Path
from tempfile import TemporaryDirectory
from ZODB.POSException import POSKeyError

MOST = 50
"""Versions of one document looked at in one go."""

LARGEST_OUTPUT = 4 * 1024 * 1024

Place = tuple[int, int]
"""The numbers of a component and of its version."""


def unidentified(document: IFiledDocument) -> list[Place]:
    """Return the versions the list was not asked about yet."""
    return [(c.number, v.number) for c, v in all_versions(document) if not v.identified]


def asked() -> str:
    """Return which list is asked, as it is written into the records.

    Raises Unavailable where it is not installed.
    """
    try:
        return f"fido {installed('opf-fido')}"
    except PackageNotFoundError as error:
        raise Unavailable(
            _(
                "error_no_fido",
                default="The list of formats is missing on the server: install opf-fido.",
            )
        ) from error


def identify(
    wanted: Sequence[tuple[IFiledDocument, Sequence[Place]]],
) -> list[dict[Place, Match]]:
    """Return what versions of documents are, in their order; changes nothing in the database.

    Of a file that is not there nothing is known; the nightly check tells of it.
    """
    asked()
    with TemporaryDirectory(prefix="muniflow-identify-") as name:
        folder = Path(name)
        names: list[str] = []
        shown: list[dict[Place, tuple[str, VersionRecord]]] = []
        for document, places in wanted:
            shown.append({})
            for component, number in places:
                record = version_of(document, component, number)
                link = _link(sum(map(len, shown)), record)
                shown[-1][component, number] = (link, record)
                with suppress(POSKeyError, OSError):
                    with file_of(document, number, component)[1].open() as opened:
                        (folder / link).symlink_to(opened.name)
                    names.append(link)
        found = dict(_ask(folder, names)) if names else {}
        return [
            {place: best(found.get(link, ()), record) for place, (link, record) in one.items()}
            for one in shown
        ]


def _link(number: int, record: VersionRecord) -> str:
    """Return the name under which a file is shown: its ending may be all that tells."""
    ending = extension(record.filename)
    return f"{number}.{ending}" if ending.isalnum() and ending.isascii() else str(number)


def _ask(folder: Path, names: Sequence[str]) -> Iterator[tuple[str, list[Match]]]:
    """Yield the matches of files; one that stops the program is asked about alone."""
    output = folder / "found"
    worked = run_apart("identify", *names, folder=folder, output=output)
    with output.open("rb") as opened:
        lines = opened.read(LARGEST_OUTPUT).decode("utf-8", "replace").splitlines()
    found = matches_in(lines)
    yield from found.items()
    if not worked and len(names) > 1:
        for name in names:
            if name not in found:
                yield from _ask(folder, [name])


def note(document: IFiledDocument, found: Mapping[Place, Match]) -> None:
    """Write into the records and the journal what versions are."""
    by = asked()
    for component in components_of(document):
        records = tuple(
            _noted(record, found.get((component.number, record.number)), by)
            for record in component.versions
        )
        _put(document, component, records)
    told = ", ".join(f"{c}.{v} {m.puid}" for (c, v), m in found.items() if m.puid)
    journal.record(document, "format-identified", by=by, formats=told)
    document.reindexObject(idxs=["pending"])


def _noted(record: VersionRecord, match: Match | None, by: str) -> VersionRecord:
    if match is None:
        return record
    return replace(record, format=match.name or record.format, puid=match.puid, identified=by)


def _put(document: IFiledDocument, component: Component, records: Iterable[VersionRecord]) -> None:
    if component.number == MAIN:
        document.versions = tuple(records)
    else:
        parts_of(document).put(replace(component, versions=tuple(records)))
