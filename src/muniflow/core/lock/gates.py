"""What a thread passes when its turn has come: nothing, or a file that other processes see."""

from pathlib import Path
from typing import Protocol

import fcntl
import os
import time

POLL = 0.003


class Gate(Protocol):
    """Keeps other processes out while it is passed."""

    def enter(self, deadline: float) -> bool:
        """Wait until ``deadline`` (monotonic seconds); return False when it stayed shut."""

    def leave(self) -> None:
        """Let the next process in."""

    def holds(self) -> bool:
        """Tell whether it still keeps the others out; to be asked between enter and leave."""


class OpenGate:
    """The gate of a database that no other process can open."""

    def enter(self, deadline: float) -> bool:
        """Return True at once."""
        return True

    def leave(self) -> None:
        """Do nothing."""

    def holds(self) -> bool:
        """Return True: there are no others."""
        return True


class FileGate:
    """Two locked files beside the database: the lock, and the turnstile before it.

    Who waits for the lock keeps the turnstile, so that a process which gives the lock back
    cannot take it again before the one that waits. The kernel drops both when a process dies.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._files: tuple[int, int] | None = None
        self._process = 0

    def enter(self, deadline: float) -> bool:
        """Wait until no other process writes."""
        lock, turnstile = self._open()
        if not _flock(turnstile, deadline):
            return False
        try:
            if not _flock(lock, deadline):
                return False
        finally:
            fcntl.flock(turnstile, fcntl.LOCK_UN)
        # For the operator who wants to know who writes.
        os.pwrite(lock, f"{os.getpid():<12}\n".encode(), 0)
        return True

    def leave(self) -> None:
        """Let the next process in."""
        lock, _ = self._open()
        fcntl.flock(lock, fcntl.LOCK_UN)

    def holds(self) -> bool:
        """Return True: only this process can give it back."""
        return True

    def _open(self) -> tuple[int, int]:
        # A forked child shares the open files of its parent and with them its locks.
        if self._files is None or self._process != os.getpid():
            self._files = (_file(self.path, ".lock"), _file(self.path, ".next"))
            self._process = os.getpid()
        return self._files


def _file(path: Path, suffix: str) -> int:
    return os.open(f"{path}{suffix}", os.O_RDWR | os.O_CREAT, 0o640)


def _flock(file: int, deadline: float) -> bool:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL)
        else:
            return True
