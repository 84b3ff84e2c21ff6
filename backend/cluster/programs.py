"""Programs of the machine: found, installed where that is allowed, or asked for by name."""

from backend.preflight import Obstacle
from collections.abc import Iterator
from pathlib import Path

import os
import pwd
import shutil
import subprocess

PACKAGES = {"postgres": "postgresql", "initdb": "postgresql", "haproxy": "haproxy"}

# Debian keeps these where only other programs look for them.
PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/usr/local/sbin", "/usr/sbin")

UNPRIVILEGED = ("postgres", "nobody")


def find(name: str) -> str | None:
    """Return the path of a program, the newest version of several; None when there is none."""
    found = shutil.which(name)
    return found or next((str(path) for path in _elsewhere(name)), None)


def program(name: str) -> str:
    """Return the path of a program, installed if need be; raises Obstacle."""
    package = PACKAGES[name]
    if find(name) is None and may_install():
        print(f"Installing {package} …", flush=True)
        _install(package)
    found = find(name)
    if found is None:
        raise Obstacle(
            f"There is no {name} on this machine: install the package {package},"
            f" as root with `apt-get install {package}`."
        )
    return found


def may_install() -> bool:
    """Tell whether packages can be installed: by root, where there is apt-get."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def unprivileged_user() -> str | None:
    """Return whom PostgreSQL runs as when root asks, for it refuses root; None for nobody else."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Obstacle(f"PostgreSQL does not run as root, and there is no user {UNPRIVILEGED[0]}.")


def _elsewhere(name: str) -> Iterator[Path]:
    for place in PLACES:
        folders = Path("/").glob(place.removeprefix("/"))
        yield from (path for f in sorted(folders, reverse=True) if (path := f / name).is_file())


def _install(package: str) -> None:
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", package]
    for command in (["apt-get", "update", "-q"], install):
        done = subprocess.run(  # noqa: S603
            command, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            last = (done.stderr.strip() or "no reason was given").splitlines()[-1]
            raise Obstacle(f"{package} could not be installed: {last}")
