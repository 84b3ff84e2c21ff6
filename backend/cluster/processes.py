"""Processes that are started, watched, and ended together."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

import ctypes
import os
import signal
import subprocess
import sys
import time

READY = "ready"
"""The line by which a process says that it can be used."""

GOING_ON = "…\n"
"""The end of a line about something that takes a while; it is shown at once."""

PARENT_DIED = 1
"""PR_SET_PDEATHSIG of Linux: the signal that comes when the parent has gone."""

REST = 2.0
"""Seconds between two starts of a process that dies at once."""


class Failed(Exception):
    """A process ended that should not have; the text is one sentence."""


@dataclass
class Process:
    """One process of the cluster; what it says on stderr goes to ``log``."""

    name: str
    command: Sequence[str]
    log: Path
    ending: signal.Signals = signal.SIGTERM
    user: str | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    patience: float = 30.0
    said: str = ""
    _running: subprocess.Popen | None = None
    _started: float = 0.0

    def start(self) -> None:
        """Start it, without waiting."""
        self._started = time.monotonic()
        with self.log.open("a") as log:
            self._running = subprocess.Popen(  # noqa: S603
                self.command,
                env={**os.environ, **self.environ},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                user=self.user,
                group=None if self.user is None else _group(self.user),
                extra_groups=None if self.user is None else [],
                # Ctrl-C is for the one who ends all in their order.
                start_new_session=True,
                preexec_fn=self._prepare,
            )

    def wait_ready(self) -> str:
        """Return what it says before it is ready; raises Failed when it ends instead."""
        self.said = ""
        for line in self._running.stdout:
            if line.strip() == READY:
                return self.said
            if line.endswith(GOING_ON):
                print(line, end="", flush=True)
            else:
                self.said += line
        self._running.wait()
        raise Failed(f"{self.name} did not start: see {self.log}.")

    @property
    def pid(self) -> int:
        """Its number on this machine."""
        return self._running.pid

    @property
    def is_running(self) -> bool:
        """True while it lives."""
        return self._running is not None and self._running.poll() is None

    @property
    def may_start_again(self) -> bool:
        """True when the last start is long enough ago."""
        return time.monotonic() - self._started > REST

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._running.send_signal(number)

    def stop(self) -> None:
        """Ask it to end, wait, and end it by force when it does not."""
        if self._running is None:
            return
        if self.is_running:
            self.send(self.ending)
        try:
            self._running.wait(self.patience)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running.stdout.close()

    def _prepare(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if sys.platform == "linux":
            # Killed by force, the one above cannot end the others any more.
            ctypes.CDLL(None).prctl(PARENT_DIED, self.ending)


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid
