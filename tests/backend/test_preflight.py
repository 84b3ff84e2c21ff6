"""What would make a start fail is said beforehand in one sentence."""

from backend import preflight
from backend.preflight import check_port
from backend.preflight import check_space
from backend.preflight import Obstacle
from collections import namedtuple
from pathlib import Path

import pytest
import socket
import subprocess
import sys

FIND_PYTHON = Path(preflight.__file__).with_name("find-python")
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def busy_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_busy_port_is_named(busy_port):
    with pytest.raises(Obstacle, match=f"Port {busy_port} is in use .* PORT={busy_port + 1} make"):
        check_port(busy_port)


def test_a_free_port_passes(busy_port):
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = server.getsockname()[1]
    check_port(free)


def test_a_full_disk_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda _: Usage(10, 10, 3 * preflight.MB))
    with pytest.raises(Obstacle, match=r"is full: 3 MB are free, 200 MB are needed\."):
        check_space(tmp_path, preflight.SPACE_TO_RUN)


def test_an_obstacle_ends_the_command_with_one_line(busy_port):
    done = subprocess.run(
        [sys.executable, preflight.__file__, "--port", str(busy_port)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"muniflow: Port {busy_port} is in use")
    assert done.stderr.count("\n") == 1


def fake_python(folder, version):
    """Return an interpreter that gives itself out for another version."""
    path = folder / f"python-{'.'.join(map(str, version))}"
    patch = f"import sys; sys.version_info = {version}; exec(sys.argv[1])"
    path.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{patch}' \"$2\"\n")
    path.chmod(0o755)
    return str(path)


def find(python):
    return subprocess.run(
        ["/bin/sh", FIND_PYTHON],
        env={"PYTHON": python, "PATH": ""},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 13, 1), (3, 14, 0)])
def test_a_fitting_python_is_found(tmp_path, version):
    python = fake_python(tmp_path, version)
    assert find(python).stdout.strip() == python


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 10, 14), (3, 13, 0)])
def test_an_unfit_python_is_refused_in_one_sentence(tmp_path, version):
    done = find(fake_python(tmp_path, version))
    assert done.returncode == 1
    assert f"is {'.'.join(map(str, version))}." in done.stderr
    assert done.stderr.count("\n") == 1


def test_no_python_at_all_is_said():
    done = find("/nowhere/python")
    assert done.returncode == 1
    assert "/nowhere/python does not run" in done.stderr
