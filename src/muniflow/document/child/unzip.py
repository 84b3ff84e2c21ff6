"""Takes the members out of a ZIP: also ASiC-S, ASiC-E and ISDOCX."""

from collections.abc import Iterator
from muniflow.document.child import limits
from muniflow.document.child.names import DOUBLE
from muniflow.document.child.names import NotTaken
from muniflow.document.child.names import safe_path
from pathlib import Path

import zipfile

MIMETYPE = "mimetype"
"""Says what an ASiC is; no document."""

ENCRYPTED = 0x1
PIECE = 1024 * 1024


def members(source: Path, target: Path) -> Iterator[tuple[str, Path]]:
    """Yield the path and the file of every member, written into ``target``.

    Everything is checked by name before anything is unpacked; sizes are counted, whatever
    the container says of itself. Raises NotTaken.
    """
    count = Counted(source.stat().st_size)
    with zipfile.ZipFile(source) as archive:
        for number, (path, info) in enumerate(_checked(archive)):
            file = target / str(number)
            with archive.open(info) as opened, file.open("wb") as out:
                while piece := opened.read(PIECE):
                    count.add(len(piece), path)
                    out.write(piece)
            yield path, file


def _checked(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > limits.MEMBERS:
        raise NotTaken("members")
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        # The name as it stands there: a part behind a NUL would be lost.
        path = safe_path(info.orig_filename)
        if info.flag_bits & ENCRYPTED:
            raise NotTaken("encrypted", path)
        if path in found:
            raise NotTaken(DOUBLE, path)
        found[path] = info
    return [(path, info) for path, info in found.items() if path != MIMETYPE]


class Counted:
    """The bytes unpacked so far."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self._total = 0

    def add(self, size: int, path: str) -> None:
        """Count some more; raises NotTaken when it becomes too much."""
        self._total += size
        if self._total > limits.TOTAL:
            raise NotTaken("size", path)
        if self._total > limits.RATIO_FROM and self._total > limits.RATIO * self._packed:
            raise NotTaken("ratio", path)
