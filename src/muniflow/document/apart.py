"""Runs risky work on a file in a process of its own, with limits of its own."""

from pathlib import Path

import os
import subprocess
import sys

SECONDS = 60
"""Longest that anybody waits; the process limits its own time of the processor, too."""

PACKAGE = "muniflow.document.child"


def run_apart(program: str, *arguments: str, folder: Path, output: Path | None = None) -> bool:
    """Run one of the programs in ``folder``; False when it failed, was stopped or took too long.

    What it says of errors is thrown away: it could be of any length.
    """
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-P", "-m", f"{PACKAGE}.{program}", *arguments]
    with open(output or os.devnull, "wb") as out:
        try:
            done = subprocess.run(  # noqa: S603 (our own program; names go in as arguments)
                command,
                check=False,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                start_new_session=True,
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0
