"""Preparing what is measured: an instance with its data, built once."""

from bench.instances import Instance
from bench.instances import instance
from bench.instances import PATHS
from bench.instances import ROOT

import json
import os
import shutil
import subprocess
import sys

BUILT = "built"

# What bench.verify counts and what must be nothing.
FAULTS = (
    "gaps",
    "duplicates",
    "book and cases differ",
    "catalog and cases differ",
    "acknowledged and lost",
)


class BuildFailed(Exception):
    """A step in a process of its own failed."""


def prepared(kind: str, size: int, port: int, *, name: str = "", fresh: bool = False) -> Instance:
    """Return an instance with ``size`` contracts or documents in it.

    ``fresh`` builds it anew; otherwise what an earlier run built is used.
    """
    made = instance(name or f"{kind}-{size}", port)
    marker = made.folder / BUILT
    if fresh or not marker.exists():
        shutil.rmtree(made.folder)
        made = instance(made.name, port)
        print(f"Building {made.name} …", flush=True)
        python("bench.build", str(made.conf), kind, str(size))
        marker.touch()
    return made


def python(module: str, *args: str) -> str:
    """Run a module in a process of its own, with its own Zope, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", module, *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": PATHS},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{module} {' '.join(args)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def verified(made: Instance, acknowledged: list[str]) -> dict[str, int]:
    """Return what a look into the stopped instance's database finds wrong."""
    file = made.folder / "acknowledged.json"
    file.write_text(json.dumps(acknowledged))
    return json.loads(python("bench.verify", str(made.conf), str(file)).splitlines()[-1])
