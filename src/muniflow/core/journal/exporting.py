"""The export: a ZIP of sealed days that proves itself, and reading it again."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import datetime
from muniflow.core.interfaces import IJournalled
from muniflow.core.journal import keys
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.checking import certificates_of
from pathlib import Path
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import is_zipfile
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile
from zipfile import ZipInfo

CERTIFICATES = "certificates"
README = "README.txt"
TEXT = """\
Journal of {title}, sealed days {first} to {last}.

Each day has five files: .jsonl the entries, one a line; .xml the same as transaction log of
NSESSS; .seal.json what was sealed; .seal.sig its signature (ECDSA P-256, SHA-256); .seal.tsr the
time stamp of the signature (RFC 3161), where there is one. The certificates lie beside them.

All of it is proven, without a network or a database, by

    muniflow verify-journal THIS-FILE.zip

The head of the last day is {head}
"""


def write_export(
    organisation: IJournalled, ledger: Ledger, days: Iterable[str], target: BinaryIO
) -> int:
    """Write the files of sealed days and all certificates into a ZIP; return how many days."""
    folder = organisation.getId()
    written = []
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for day in days:
            seal = ledger.seals[day]
            moment = datetime.fromisoformat(seal.values["sealed"]).timetuple()[:6]
            for end, name in seal.names().items():
                info = ZipInfo(f"{folder}/{name}", moment)
                package.writestr(info, seal.data(end), ZIP_DEFLATED)
            written.append(day)
        for name, pem in certificates_of(ledger).items():
            package.writestr(f"{folder}/{CERTIFICATES}/{name}.pem", pem)
        if written:
            head = ledger.seals[written[-1]].values["head"]
            text = TEXT.format(
                title=organisation.title, first=written[0], last=written[-1], head=head
            )
            package.writestr(f"{folder}/{README}", text)
    return len(written)


class Files(Mapping[str, bytes]):
    """The files of one journal, read when they are asked for."""

    def __init__(self) -> None:
        self.places: dict[str, tuple[Path, str]] = {}
        self.doubles: list[str] = []
        """Names that were given twice, with something else in them."""

    def add(self, name: str, path: Path, member: str = "") -> None:
        """Let a file be known: a path, or a member of the ZIP there."""
        if name in self.places and self[name] != _read(path, member):
            self.doubles.append(name)
        self.places.setdefault(name, (path, member))

    def __getitem__(self, name: str) -> bytes:
        return _read(*self.places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __contains__(self, name: object) -> bool:
        return name in self.places


def read_exports(paths: Iterable[Path]) -> dict[str, Files]:
    """Return the files in ZIPs, folders and single files, by the folder of their journal.

    Raises OSError or BadZipFile for what cannot be read.
    """
    found: dict[str, Files] = {}
    for path, member, name in _all(paths):
        place = PurePosixPath(name)
        home = place.parent.parent if place.parent.name == CERTIFICATES else place.parent
        found.setdefault(home.name, Files()).add(place.name, path, member)
    return found


def certificates_in(files: Files) -> dict[str, bytes]:
    """Return the certificates by their fingerprints, whatever their files are called."""
    found = {}
    for name in files:
        if name.endswith(".pem"):
            try:
                found[keys.fingerprint(files[name])] = files[name]
            except ValueError:
                continue
    return found


def _all(paths: Iterable[Path]) -> Iterator[tuple[Path, str, str]]:
    for given in paths:
        path = given.resolve()
        inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in inside:
            if is_zipfile(file):
                with ZipFile(file) as package:
                    for member in package.namelist():
                        if not member.endswith("/"):
                            yield file, member, member
            else:
                yield file, "", file.as_posix()


def _read(path: Path, member: str) -> bytes:
    if not member:
        return path.read_bytes()
    with ZipFile(path) as package:
        return package.read(member)
