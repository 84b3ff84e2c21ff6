"""A site moves to the cluster, is served there by several processes, and moves back."""

from backend.cluster.programs import find
from backend.testing import READY
from backend.testing import ROOT
from collections.abc import Iterator
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.error import URLError
from urllib.request import build_opener
from urllib.request import HTTPCookieProcessor
from urllib.request import Request

import base64
import json
import os
import pytest
import signal
import socket
import subprocess
import sys
import time

pytestmark = pytest.mark.server

PASSWORD = "muniflow-demo-1"
BASIC = base64.b64encode(f"admin:{PASSWORD}".encode()).decode()
PATIENCE = 120
MUNIFLOW = str(Path(sys.executable).with_name("muniflow"))
CONFIG = f"""\
default_context:
  target: instance
  wsgi_threads: 8
  initial_user_name: admin
  initial_user_password: {PASSWORD}
"""


def free_ports() -> int:
    """Return a port that is free, with the nine that follow."""
    for first in range(21_000, 32_000, 10):
        with suppress(OSError):
            for port in range(first, first + 10):
                with socket.create_server(("127.0.0.1", port)):
                    pass
            return first
    raise RuntimeError("no ports are free")


class Office:
    """An office with its folder, in which the commands are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_ports()
        (folder / "instance.yaml").write_text(CONFIG)

    def run(self, *command: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environ,
            capture_output=True,
            text=True,
        )

    def cluster(self, *command: str) -> subprocess.CompletedProcess:
        return self.run("-m", "backend.cluster", *self.where, *command)

    @property
    def environ(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}

    @property
    def where(self) -> list[str]:
        config, folder = self.folder / "instance.yaml", self.folder / "cluster"
        return ["--config", str(config), "--folder", str(folder), "--port", str(self.port)]


class Running:
    """The cluster as a process."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "backend.cluster", *office.where, "--no-demo"],
            cwd=ROOT,
            env=office.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        for line in self.process.stdout:
            self.said += line
            if READY in line:
                return
        raise RuntimeError(self.said)

    def ask(self, path: str, port: int = 0, data: dict | None = None, **headers: str) -> dict:
        url = f"http://localhost:{port or self.office.port}/muniflow/{path}"
        headers = {"Accept": "application/json", "Content-Type": "application/json", **headers}
        body = None if data is None else json.dumps(data).encode()
        with build_opener().open(Request(url, body, headers), timeout=60) as answer:
            return json.loads(answer.read())

    def add(self, title: str) -> str:
        data = {"@type": "File", "title": title, "file": LETTER}
        return self.ask("", data=data, Authorization=f"Basic {BASIC}")["@id"]

    def pid(self, name: str) -> int:
        number = self.process.pid
        children = Path(f"/proc/{number}/task/{number}/children").read_text().split()
        named = {Path(f"/proc/{c}/cmdline").read_text().rstrip("\0"): int(c) for c in children}
        return next(pid for line, pid in named.items() if line.endswith(f"/{name}"))

    def wait_until_back(self, port: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(HTTPError, URLError, OSError):
                self.ask("@login", port=port, data=LOGIN)
                return
            time.sleep(0.5)
        raise AssertionError(f"nobody came back on port {port}")

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        try:
            rest, _none = self.process.communicate(timeout=PATIENCE)
        finally:
            self.process.kill()
        return self.process.returncode, rest


LOGIN = {"login": "admin", "password": PASSWORD}
LETTER = {
    "data": base64.b64encode(b"Dear Sir or Madam").decode(),
    "encoding": "base64",
    "filename": "letter.txt",
}


@pytest.fixture(scope="module")
def story() -> Iterator[dict[str, object]]:
    """What an operator sees who moves a site over, serves it, loses a process, and moves back."""
    missing = [name for name in ("postgres", "haproxy") if find(name) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(f"there is no {' and no '.join(missing)} on this machine")
    # Not below the folder of pytest, which the user of PostgreSQL may not enter.
    with TemporaryDirectory(prefix="muniflow-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield _told(Office(folder))


def _told(office: Office) -> dict[str, object]:
    seen: dict[str, object] = {"nothing yet": office.cluster("import")}
    office.run("-m", "backend.render", "--config", str(office.folder / "instance.yaml"))
    conf = ["--conf", str(office.folder / "instance" / "etc" / "zope.conf")]
    town = ["--title", "Our town", "--country", "hu", "--language", "hu"]
    seen["made"] = office.run(MUNIFLOW, *conf, "create-site", *town)
    seen["import"] = office.cluster("import")
    seen["import again"] = office.cluster("import")
    running = Running(office)
    try:
        _served(running, seen)
    finally:
        seen["end"] = running.stop()
    seen["export"] = office.cluster("export")
    seen["export again"] = office.cluster("export", "--replace")
    seen["kept"] = list((office.folder / "instance" / "var").rglob("before-*/Data.fs"))
    seen["database"] = (office.folder / "instance/var/filestorage/Data.fs").read_bytes()
    return seen


def _served(running: Running, seen: dict[str, object]) -> None:
    first, second = running.office.port + 1, running.office.port + 2
    seen["said"] = running.said
    seen["second start"] = running.office.cluster("import")
    token = running.ask("@login", port=first, data=LOGIN)["token"]
    bearer = f"Bearer {token}"
    panels = [running.ask("@controlpanels", p, Authorization=bearer) for p in (first, second)]
    seen["both"] = [[panel["title"] for panel in found] for found in panels]
    seen["cookie"] = [_with_cookie(running, first, asked) for asked in (first, second)]
    address = running.add("Before the kill")
    name = address.rpartition("/")[2]
    auth = f"Basic {BASIC}"
    seen["seen"] = [running.ask(name, port=p, Authorization=auth) for p in (first, second)]
    os.kill(running.pid("web-1"), signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while "after" not in seen and time.monotonic() < deadline:
        with suppress(HTTPError, URLError, OSError):
            seen["after"] = running.add("After the kill")
    running.wait_until_back(first)


def _with_cookie(running: Running, login: int, asked: int) -> str:
    """Log in as a browser does at one process, and ask the other who that is."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    form = f"__ac_name=admin&__ac_password={PASSWORD}&buttons.login=Log+in".encode()
    opener.open(f"http://localhost:{login}/muniflow/login", form, timeout=60)
    page = opener.open(f"http://localhost:{asked}/muniflow/@@desk", timeout=60)
    return page.read().decode()


def test_there_must_be_something_to_move(story):
    assert (story["nothing yet"].returncode, story["made"].returncode) == (1, 0)
    assert "There is no site in" in story["nothing yet"].stderr


def test_moving_over_compares_what_was_copied(story):
    assert story["import"].returncode == 0, story["import"].stderr
    assert "Copied and compared:" in story["import"].stdout


def test_nothing_is_overwritten_unless_told(story):
    assert story["import again"].returncode == 1
    assert "There is a site in PostgreSQL already" in story["import again"].stderr


def test_the_address_is_printed(story):
    assert "muniflow serves on http://localhost:" in story["said"]
    assert "Making the site" not in story["said"]


def test_nothing_is_moved_while_it_runs(story):
    assert (story["second start"].returncode, story["second start"].stdout) == (1, "")
    assert "stop that one first" in story["second start"].stderr


def test_a_token_of_one_process_holds_in_the_other(story):
    assert story["both"][0] == story["both"][1] != []


def test_a_cookie_of_one_process_holds_in_the_other(story):
    assert ["admin" in page for page in story["cookie"]] == [True, True]


def test_both_show_what_was_stored(story):
    assert [seen["title"] for seen in story["seen"]] == ["Before the kill"] * 2


def test_without_the_process_that_writes_the_other_one_does(story):
    assert story["after"]


def test_ctrl_c_ends_it_cleanly(story):
    code, rest = story["end"]
    assert code == 0
    assert rest.strip().endswith("Stopped.")
    assert "web-1 ended; starting it again" in rest
    assert "Traceback" not in rest


def test_moving_back_asks_before_it_sets_aside(story):
    assert "There is a site in" in story["export"].stderr
    assert story["export again"].returncode == 0, story["export again"].stderr
    assert len(story["kept"]) == 1


def test_what_was_stored_in_the_cluster_comes_back(story):
    assert b"After the kill" in story["database"]
