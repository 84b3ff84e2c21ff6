"""Takes the members out of containers, each a component beside the container itself."""

from dataclasses import dataclass
from dataclasses import replace
from muniflow.core import journal
from muniflow.document.apart import run_apart
from muniflow.document.child.names import LONGEST
from muniflow.document.interfaces import Component
from muniflow.document.interfaces import CONTAINER
from muniflow.document.interfaces import IFiledDocument
from muniflow.document.interfaces import KEPT
from muniflow.document.interfaces import MAIN
from muniflow.document.interfaces import UNPACKED
from muniflow.document.interfaces import Unpacking
from muniflow.document.keeping import keep_component
from muniflow.document.keeping import parts_of
from muniflow.document.messages import KEPT_WHOLE
from muniflow.document.reading import components_of
from muniflow.document.reading import file_of
from muniflow.document.rules import sha256_of
from pathlib import Path
from plone.namedfile.file import NamedBlobFile
from tempfile import TemporaryDirectory

import json

REPORT = "report.json"
LARGEST_REPORT = 4 * 1024 * 1024


@dataclass(frozen=True)
class Member:
    """A file that came out of a container, and its hash."""

    name: str
    file: Path
    sha256: str


@dataclass(frozen=True)
class Taken:
    """What came out of a container; the files are gone with the folder."""

    folder: TemporaryDirectory
    members: tuple[Member, ...] = ()
    reason: str = ""
    member: str = ""


def take_out(document: IFiledDocument, unpacking: Unpacking) -> Taken:
    """Unpack a version of the main component into a folder; changes nothing in the database."""
    _record, file = file_of(document, unpacking.version)
    folder = TemporaryDirectory(prefix="muniflow-unpack-", ignore_cleanup_errors=True)
    path = Path(folder.name)
    with file.open() as opened:
        worked = run_apart("unpack", unpacking.kind, opened.name, str(path), folder=path)
    report = _report(path) if worked else {"reason": "slow"}
    if "members" not in report:
        reason = str(report.get("reason", ""))
        known = reason if reason in KEPT_WHOLE else "broken"
        return Taken(folder, reason=known, member=str(report.get("member", ""))[:LONGEST])
    return Taken(folder, tuple(_member(path, *one) for one in report["members"]))


def _report(folder: Path) -> dict[str, object]:
    report = folder / REPORT
    if not report.is_file() or report.stat().st_size > LARGEST_REPORT:
        return {}
    return json.loads(report.read_text(encoding="utf-8"))


def _member(folder: Path, name: str, file: str) -> Member:
    path = folder / Path(file).name
    with path.open("rb") as opened:
        return Member(name, path, sha256_of(opened))


def put_in(document: IFiledDocument, taken: Taken) -> None:
    """Keep what came out of a container as components, or why nothing did."""
    unpacking = document.unpacking
    for member in taken.members:
        _put(document, unpacking.version, member)
    document.unpacking = replace(
        unpacking,
        state=UNPACKED if taken.members else KEPT,
        count=len(taken.members),
        reason=taken.reason,
        member=taken.member,
    )
    journal.record(
        document,
        "container-unpacked" if taken.members else "container-kept",
        component=MAIN,
        version=unpacking.version,
        count=len(taken.members),
        reason=taken.reason,
        member=taken.member,
    )
    document.reindexObject(idxs=["pending"])
    taken.folder.cleanup()


def _put(document: IFiledDocument, version: int, member: Member) -> None:
    """Keep a member: as a new component, as a new version of the one of its name, or as it is."""
    components = components_of(document)
    known = next((c for c in components if c.source and c.name == member.name), None)
    if known is None:
        known = Component(components[-1].number + 1, member.name, (), CONTAINER)
    known = replace(known, source_version=version)
    if known.versions and known.versions[-1].sha256 == member.sha256:
        parts_of(document).put(known)
        return
    file = NamedBlobFile(filename=member.name.rpartition("/")[2])
    file._blob.consumeFile(str(member.file))
    file.__dict__.pop("size", None)
    keep_component(document, known, file, "component-unpacked", digest=member.sha256)
