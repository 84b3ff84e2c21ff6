"""The write lock in a real server: Zope, waitress, both stores, threads, kill -9."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import contextlib
import http.client
import json
import os
import pytest
import socket
import subprocess
import sys
import time

pytestmark = pytest.mark.server

SERVER = Path(__file__).with_name("zope_server.py")
FREE = "0 False"
CUT = """\
SELECT pg_terminate_backend(pid) FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 2 AND granted"""
BYTES = {"Content-Type": "application/octet-stream"}


@dataclass
class Server:
    """A running server and the way to ask it."""

    process: subprocess.Popen
    port: int
    folder: Path
    door: str

    def ask(
        self,
        method: str,
        path: str,
        *,
        patience: float = 30,
        body: bytes | None = None,
        **headers: str,
    ) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request(method, f"/@@{path}", body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())
        finally:
            connection.close()

    def post(self, path: str) -> str:
        status, body, _ = self.ask("POST", path)
        assert status == 200, body
        return body

    def get(self, path: str) -> str:
        return self.ask("GET", path)[1]

    def wait_for(self, state: str) -> None:
        deadline = time.monotonic() + 5
        while self.get("waiting") != state:
            assert time.monotonic() < deadline, self.get("waiting")
            time.sleep(0.01)

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()


@contextmanager
def running(
    folder: Path, threads: int, door: str, dsn: str = "", **environ: str
) -> Iterator[Server]:
    command = [sys.executable, str(SERVER), str(folder), "0", str(threads), door, dsn]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **environ}
    )
    try:
        yield Server(process, int(process.stdout.readline()), folder, door)
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="module", params=["inner file", "outer file", "outer postgresql"])
def server(request, tmp_path_factory):
    door, store = request.param.split()
    dsn = ""
    if store == "postgresql":
        dsn = request.getfixturevalue("postgresql").fresh("lock_server")
    with running(tmp_path_factory.mktemp("server"), 12, door, dsn) as server:
        yield server


@pytest.fixture(scope="module", params=["inner", "outer"])
def small(request, tmp_path_factory):
    limits = {"MUNIFLOW_LOCK_TIMEOUT": "2", "MUNIFLOW_LOCK_SLOW": "0.3"}
    with running(tmp_path_factory.mktemp("small"), 6, request.param, **limits) as server:
        yield server


def at_once(clients: int, function, times: int) -> list:
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(lambda _: function(), range(times)))


def test_eight_clients_count_without_gap_duplicate_or_collision(server):
    first = int(server.get("number")) + 1
    answers = [a.split() for a in at_once(8, lambda: server.post("bump"), 160)]
    assert sorted(int(number) for number, _ in answers) == list(range(first, first + 160))
    assert {retries for _, retries in answers} == {"0"}


def test_without_the_lock_they_collide(server):
    """A GET does not queue at first, so it shows what the lock is for."""
    answers = [a.split() for a in at_once(4, lambda: server.get("bump?sleep=0.05"), 8)]
    assert {retries for _, retries in answers} != {"0"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("bump", 200),
        ("fail", 500),
        ("fail-twice", 500),
        ("doom", 200),
        ("stream", 200),
        ("collide", 200),
        ("write-in-traversal", 200),
    ],
)
def test_the_lock_is_given_back(server, path, status):
    assert server.ask("POST", path)[0] == status
    assert server.get("waiting") == FREE


def test_the_lock_is_given_back_when_the_thread_leaves(server):
    with contextlib.suppress(http.client.HTTPException, OSError):
        server.ask("POST", "leave", patience=0.5)
    assert server.get("waiting") == FREE


def test_the_lock_is_given_back_when_the_client_goes(server):
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(b"POST /@@bump?sleep=0.5 HTTP/1.1\r\nHost: x\r\n\r\n")
        server.wait_for("0 True")
    server.wait_for(FREE)
    assert server.post("bump")


def test_what_failed_was_not_written(server):
    before = server.get("number")
    server.ask("POST", "fail")
    server.ask("POST", "doom")
    assert server.get("number") == before


def test_nobody_waits_for_a_stream(server):
    with ThreadPoolExecutor(1) as pool:
        begun = time.monotonic()
        stream = pool.submit(server.post, "stream")
        time.sleep(0.1)
        server.post("bump")
        bumped = time.monotonic() - begun
        assert stream.result() == "abc"
    assert bumped < 0.6 < time.monotonic() - begun


def test_what_collided_queues_before_it_reads(server):
    number, retries = server.post("collide").split()
    assert (number, retries) == (server.get("number"), "1")
    assert server.get("waiting") == FREE


def test_a_write_on_the_way_is_not_lost(server):
    """Written in traversal, overtaken by another writer, published again: both count.

    Behind the outer door nobody can overtake.
    """
    inner = server.door == "inner"
    before = int(server.get("number"))
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(server.post, "write-in-traversal")
        time.sleep(0.1)
        server.post("bump")
        assert slow.result().split()[1] == ("1" if inner else "0")
    assert int(server.get("number")) == before + 2
    assert ("Changed before its turn to write: /@@write-in" in server.log) is inner


def test_a_post_that_only_reads_does_not_keep_others_waiting(server):
    with ThreadPoolExecutor(1) as pool:
        begun = time.monotonic()
        look = pool.submit(server.post, "look")
        time.sleep(0.2)
        server.post("bump")
        bumped = time.monotonic() - begun
        look.result()
    assert bumped < 0.9


def test_a_large_request_is_read_before_it_queues(server):
    """It takes the inner door, and comes out of it."""
    status, body, _ = server.ask("POST", "bump", body=b"y" * 1_100_000, **BYTES)
    assert (status, body.split()[1]) == (200, "0")
    assert server.get("waiting") == FREE


def test_readers_do_not_wait(server):
    with ThreadPoolExecutor(8) as pool:
        for _ in range(8):
            pool.submit(server.post, "bump?sleep=0.4")
        server.wait_for("7 True")
        begun = time.monotonic()
        server.get("number")
        assert time.monotonic() - begun < 0.4


def test_above_the_limit_a_writer_is_sent_away_at_once(small):
    with ThreadPoolExecutor(3) as pool:
        pool.submit(small.ask, "POST", "bump?sleep=1.8")
        # One at the gate counts as waiting: the others come when it is through.
        small.wait_for("0 True")
        for _ in range(2):
            pool.submit(small.ask, "POST", "bump?sleep=1.8")
        small.wait_for("2 True")
        begun = time.monotonic()
        status, body, headers = small.ask("POST", "bump")
        assert time.monotonic() - begun < 1
    assert (status, headers["Retry-After"]) == (503, "2")
    assert "text/html" in headers["Content-Type"]
    assert "Please send it again in 2 seconds." in body


def test_who_waited_too_long_is_told_so_in_json(small):
    with ThreadPoolExecutor(1) as pool:
        pool.submit(small.post, "bump?sleep=3")
        small.wait_for("0 True")
        status, body, headers = small.ask("POST", "bump", Accept="application/json")
    assert (status, headers["Retry-After"]) == (503, "2")
    assert json.loads(body)["message"].startswith("Many people are saving")


def test_what_collided_and_found_no_turn_is_told_so(small):
    """It comes back while another one writes for longer than it may wait."""
    with ThreadPoolExecutor(2) as pool:
        collided = pool.submit(small.ask, "GET", "collide?sleep=0.6")
        time.sleep(0.1)
        pool.submit(small.post, "bump?sleep=5")
        assert collided.result()[0] == 503
    assert small.get("waiting") == FREE


def test_a_slow_writer_is_named_in_the_log(small):
    small.post("bump?sleep=0.4")
    assert "by POST /@@bump as" in small.log


def test_after_a_kill_the_next_process_writes_on(tmp_path):
    with running(tmp_path, 8, "outer") as server, ThreadPoolExecutor(4) as pool:
        acknowledged = [int(server.post("bump").split()[0]) for _ in range(5)]
        asked = [pool.submit(server.ask, "POST", "bump?sleep=5") for _ in range(4)]
        server.wait_for("3 True")
        server.process.kill()
        assert all(future.exception() is not None for future in asked)
    with running(tmp_path, 8, "inner") as server:
        assert int(server.post("bump").split()[0]) == acknowledged[-1] + 1


@pytest.fixture
def pair(postgresql, tmp_path):
    """Two servers over one database."""
    dsn = postgresql.fresh("lock_pair")
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    with running(one, 12, "outer", dsn) as first, running(other, 12, "outer", dsn) as second:
        yield first, second


def test_two_processes_count_without_gap_duplicate_or_collision(pair):
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(pair[number % 2].post, "bump") for number in range(80)]
        answers = [future.result().split() for future in asked]
    assert sorted(int(number) for number, _ in answers) == list(range(1, 81))
    assert {retries for _, retries in answers} == {"0"}


def test_killed_at_its_turn_one_process_leaves_it_to_the_other(pair):
    first, second = pair
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(first.ask, "POST", "bump?sleep=30")
        first.wait_for("0 True")
        first.process.kill()
        begun = time.monotonic()
        assert second.post("bump") == "1 0"
        assert time.monotonic() - begun < 5
        assert asked.exception() is not None


def test_who_lost_the_lock_stores_nothing_at_first_and_comes_again(pair, postgresql):
    """Its connection is cut while it acts: the other one has its turn, then it tries anew."""
    first, second = pair
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(first.post, "bump?sleep=2")
        first.wait_for("0 True")
        with postgresql.connected("lock_pair") as cursor:
            cursor.execute(CUT)
        assert second.post("bump") == "1 0"
        assert asked.result() == "2 1"


def test_a_restart_of_the_database_is_waited_for(pair, postgresql):
    first, _other = pair
    assert first.post("bump") == "1 0"
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(first.ask, "POST", "bump?sleep=1")
        first.wait_for("0 True")
        postgresql.restart()
        assert asked.result()[0] in (200, 500)
    before = int(first.get("number"))
    assert [int(server.post("bump").split()[0]) for server in pair] == [before + 1, before + 2]
