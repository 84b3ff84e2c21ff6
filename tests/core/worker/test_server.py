"""A real server is killed and asked; every effect is there once."""

from backend.testing import ROOT
from backend.testing import Server
from collections.abc import Callable
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from muniflow.core.worker.serving import FILE
from muniflow.core.worker.serving import HEADER
from muniflow.core.worker.serving import VIEW
from pathlib import Path
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage

import json
import pytest
import re
import signal
import subprocess
import sys
import time

pytestmark = pytest.mark.server

TOTAL = 120
MORE = 30
KILLS = (20, 70)


class CountingServer(Server):
    """The server with the jobs of the test."""

    module = "tests.core.worker.counting_server"


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something; fail when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def muniflow(target: Path, *arguments: str) -> subprocess.CompletedProcess:
    """Run a command of muniflow."""
    conf = target / "etc" / "zope.conf"
    return subprocess.run(
        [str(Path(sys.executable).with_name("muniflow")), "--conf", str(conf), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )


def effects(target: Path) -> Mapping[str, tuple[str, ...]]:
    """Read from the database of a stopped server what was done."""
    storage = FileStorage(str(target / "var" / "filestorage" / "Data.fs"), read_only=True)
    database = DB(storage)
    try:
        with database.transaction() as connection:
            site = connection.root()["Application"]._getOb("muniflow")
            return dict(site.__annotations__["test.effects"])
    finally:
        database.close()


def ask(port: int, method: str, token: str) -> int:
    """Knock at the door of the command; return the status of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, f"/{VIEW}", headers={HEADER: token})
    return connection.getresponse().status


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """A server that is killed twice at work, asked twice at once, and stopped."""
    target = tmp_path_factory.mktemp("worker") / "instance"
    log, total = target.with_name("begun"), target.with_name("total")
    log.touch()
    total.write_text(str(TOTAL))
    told = {"target": target}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTING_LOG", str(log))
        patch.setenv("COUNTING_TOTAL", str(total))
        patch.setenv("MUNIFLOW_WORKER_PAUSE", "0.2")
        with CountingServer(target, "--no-demo") as server:
            server.wait()
        told["made"] = muniflow(target, "create-site")
        for lines in KILLS:
            with CountingServer(target, "--no-demo") as server:
                server.wait()
                until(lambda lines=lines: len(log.read_text().split()) >= lines)
                server.process.send_signal(signal.SIGKILL)
                server.process.wait()
        patch.setenv("MUNIFLOW_WORKER_PAUSE", "3600")
        with CountingServer(target, "--no-demo") as server:
            server.wait()
            told["url"] = server.url
            word = target / "var" / FILE
            told["mode"] = word.stat().st_mode & 0o777
            token = json.loads(word.read_text())["token"]
            told["closed"] = [
                ask(server.port, *a) for a in (("POST", ""), ("POST", "x"), ("GET", token))
            ]
            # When the last has begun, the worker rests for an hour.
            until(lambda: str(TOTAL - 1) in log.read_text().split())
            total.write_text(str(TOTAL + MORE))
            with ThreadPoolExecutor() as pool:
                told["asked"] = list(pool.map(lambda _: muniflow(target, *ONCE), range(2)))
            before = time.monotonic()
            told["end"] = server.stop()
            told["seconds"] = time.monotonic() - before
        told["left"] = word.exists()
        told["alone"] = muniflow(target, *ONCE)
    told["started"] = log.read_text().split()
    told["effects"] = effects(target)
    return told


ONCE = ("worker", "--once")


def test_nothing_is_lost(story):
    assert set(story["effects"]) == {str(number) for number in range(TOTAL + MORE)}


def test_nothing_is_done_twice(story):
    assert {len(times) for times in story["effects"].values()} == {1}


def test_it_was_killed_at_work(story):
    assert len(story["started"]) >= TOTAL + MORE


def test_links_lead_to_the_server(story):
    ports = {urls[0].rpartition("/")[2] for urls in story["effects"].values()}
    assert ports == {"muniflow"}
    assert f"{story['url']}/muniflow" in {urls[0] for urls in story["effects"].values()}


def test_the_command_asks_the_server_and_says_what_was_done(story):
    said = "".join(asked.stdout for asked in story["asked"])
    done = re.findall(r"/muniflow counting: (\d+) done, 0 failed", said)
    assert sum(map(int, done)) == MORE
    assert {asked.stderr for asked in story["asked"]} == {""}


def test_nobody_else_may_ask(story):
    assert story["closed"] == [404, 404, 404]
    assert story["mode"] == 0o600


def test_ctrl_c_ends_the_worker_too(story):
    assert story["end"][0] == 0
    assert story["seconds"] < 10
    assert not story["left"]


def test_without_a_server_the_command_works_itself(story):
    assert story["made"].returncode == 0
    assert (story["alone"].returncode, story["alone"].stdout) == (0, "Nothing was to be done.\n")
