"""A real server for tests, and the browser to look at it with."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import os
import shutil
import signal
import socket
import subprocess
import sys

ROOT = Path(__file__).parents[1]
READY = "Ctrl-C stops it"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """Return the browser named by $CHROMIUM or found on the PATH, or None."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if found := shutil.which(name):
            return found
    return None


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Server:
    """A server process of its own, with its data in ``target``."""

    module = "backend.serve"

    def __init__(self, target: Path, *options: str, port: int | None = None) -> None:
        self.target = target
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.said = ""
        command = ["-m", self.module, "--target", str(target), "--port", str(self.port)]
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, *command, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell lets jobs in the background ignore Ctrl-C; the server must not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    def wait(self) -> Self:
        """Return when it serves; raises RuntimeError with its last words when it ended."""
        for line in self.process.stdout:
            self.said += line
            if READY in line:
                return self
        raise RuntimeError(f"{self.said}{self.process.stderr.read()}")

    def stop(self) -> tuple[int, str, str]:
        """Press Ctrl-C; return the exit code and what was printed since to stdout and stderr."""
        self.process.send_signal(signal.SIGINT)
        try:
            said, errors = self.process.communicate(timeout=60)
        finally:
            self.process.kill()
        return self.process.returncode, said, errors

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with suppress(ProcessLookupError):
            self.stop()


@contextmanager
def running(target: Path, *options: str) -> Iterator[Server]:
    """Serve from ``target`` inside the block."""
    with Server(target, *options) as server:
        yield server.wait()
