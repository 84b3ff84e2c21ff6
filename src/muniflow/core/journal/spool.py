"""Views of personal data, written to a file at once: a page that is read writes no database.

Each process appends to a file of its own; the worker takes whole files away by renaming them.
Before every line the process looks whether its file is still there, with the file locked: so
no line comes into a file that the worker has read already.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from App.config import getConfiguration
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from errno import ENOSPC
from muniflow.core import clock
from muniflow.core.journal.buckets import writer
from muniflow.core.journal.recording import channel
from muniflow.core.journal.recording import journal_home
from muniflow.core.journal.rules import canonical
from muniflow.core.journal.rules import position
from pathlib import Path
from plone import api
from plone.uuid.interfaces import IUUID
from secrets import token_hex

import fcntl
import json
import os

FOLDER = "MUNIFLOW_SPOOL"
"""Variable of the environment: where views wait; beside the database by default."""

VIEWED = "viewed"
OPEN = ".open"
TAKEN = ".taken"

LARGEST = 1 << 20
"""Bytes after which a file is closed: what the worker takes in at once stays small."""


def viewed(obj: object, what: str, **details: object) -> None:
    """Write down that the present user sees ``what`` of an object; the worker takes it in.

    Returns when it is on the disk. Raises OSError when it cannot be: then nothing is shown.
    """
    later(obj, VIEWED, what=what, **details)


def later(obj: object, act: str, *, actor: str | None = None, **details: object) -> None:
    """Write down an act in a request that must not write to the database."""
    home = journal_home(obj, act)
    moment = clock.now()
    if actor is None:
        actor = getSecurityManager().getUser().getId() or ""
    entry = {
        "id": f"{position(moment):x}-{writer()}-{token_hex(4)}",
        "time": moment.isoformat(),
        "act": act,
        "actor": actor,
        "acting_as": "",
        "channel": channel(),
        "uid": IUUID(obj, ""),
        "type": getattr(aq_base(obj), "portal_type", ""),
        "path": "/".join(obj.getPhysicalPath()),
        "details": details,
    }
    line = canonical({"journal": "/".join(home.getPhysicalPath()), "entry": entry})
    append(folder(api.portal.get()), line)


def folder(site: object) -> Path:
    """Return where views of a site wait."""
    chosen = os.environ.get(FOLDER, "")
    base = Path(chosen) if chosen else Path(getConfiguration().clienthome) / "spool"
    return base / "+".join(site.getPhysicalPath()[1:])


def append(folder: Path, line: str) -> None:
    """Append a line to this process's file, and wait until the disk has it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{writer()}{OPEN}"
    with _locked(path) as file:
        _write(file, f"{line}\n".encode())
        if os.fstat(file).st_size >= LARGEST:
            _take_away(path)


def take_away(folder: Path) -> list[Path]:
    """Close the files that hold something; return all that wait to be taken in, the oldest first.

    Whoever asks changes nothing by it but names: the lines are the same.
    """
    if not folder.is_dir():
        return []
    for path in folder.glob(f"*{OPEN}"):
        with suppress(FileNotFoundError):
            if path.stat().st_size:
                _take_away(path)
    return sorted(folder.glob(f"*{TAKEN}"))


def lines(path: Path) -> list[dict]:
    """Return what a closed file holds; waits for a process that is just writing into it."""
    with path.open("rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        data = stream.read()
    whole, _sign, _torn = data.rpartition(b"\n")
    return [json.loads(line) for line in whole.splitlines() if line]


def _write(file: int, data: bytes) -> None:
    """Append all of it and make it durable, or nothing."""
    before = os.fstat(file).st_size
    if os.write(file, data) != len(data):
        os.ftruncate(file, before)
        raise OSError(ENOSPC, "a view could not be written down")
    os.fsync(file)


def _take_away(path: Path) -> None:
    moment = position(clock.now())
    # The process itself and the worker may both want it away; once is enough.
    with suppress(FileNotFoundError):
        path.rename(path.with_name(f"{moment:x}-{path.stem}-{token_hex(2)}{TAKEN}"))


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """Open and lock this process's file; a new one when it was taken away meanwhile."""
    while True:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_same(file, path):
                yield file
                return
        finally:
            os.close(file)


def _is_same(file: int, path: Path) -> bool:
    try:
        return os.fstat(file).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False
