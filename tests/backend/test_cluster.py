"""The cluster: its parts as decisions, and the whole of it as an operator starts it."""

from backend.cluster import instances
from backend.cluster import programs
from backend.cluster.census import taken
from backend.cluster.command import main
from backend.cluster.haproxy import configuration
from backend.cluster.processes import Failed
from backend.cluster.processes import Process
from backend.preflight import Obstacle
from backend.render import zope_conf
from backend.settings import complete
from backend.settings import SettingsError
from backend.storages import storage
from pathlib import Path
from persistent.mapping import PersistentMapping
from ZODB.blob import Blob
from ZODB.config import storageFromString
from ZODB.DB import DB

import os
import pytest
import signal
import subprocess
import sys
import time

ROOT = Path(__file__).parents[2]
DSN = "host=/run/db dbname=muniflow"


def lines_of(text: str, section: str) -> list[str]:
    """Return the lines of a section of haproxy.cfg."""
    _before, _name, rest = text.partition(f"\n{section}\n")
    return [line.strip() for line in rest.split("\n\n")[0].splitlines()]


@pytest.fixture(scope="module")
def proxy():
    return configuration("127.0.0.1:8080", [8081, 8082], writers=8, user=None)


@pytest.mark.parametrize(
    ("section", "number", "backup"),
    [
        ("backend readers", 1, False),
        ("backend readers", 2, False),
        ("backend writers", 1, False),
        ("backend writers", 2, True),
        ("backend uploads", 2, False),
        ("backend uploads", 1, True),
    ],
)
def test_who_answers_which_requests(proxy, section, number, backup):
    server = f"server web-{number} 127.0.0.1:808{number} "
    (line,) = [line for line in lines_of(proxy, section) if line.startswith(server)]
    assert line.endswith(" backup") is backup


def test_writers_beyond_what_a_process_takes_wait_before_it(proxy):
    assert all("maxconn 8" in line for line in lines_of(proxy, "backend writers"))


def test_reading_methods_are_those_of_the_write_lock(proxy):
    from muniflow.core.lock.rules import EARLY_LIMIT
    from muniflow.core.lock.rules import READING_METHODS

    assert f"content-length) gt {EARLY_LIMIT}" in proxy
    (line,) = [line for line in proxy.splitlines() if "use_backend readers" in line]
    assert set(line.partition("method ")[2].split()[:-1]) == READING_METHODS


def test_the_door_of_the_worker_is_shut(proxy):
    assert "deny deny_status 404 if { path_end /muniflow-worker-run }" in proxy


@pytest.mark.parametrize(("user", "line"), [("nobody", "\n  user nobody\n"), (None, "")])
def test_root_gives_its_rights_away(user, line):
    text = configuration("127.0.0.1:8080", [8081], writers=8, user=user)
    assert ("\n  user " in text) is (user is not None)
    assert line in text


@pytest.mark.skipif(programs.find("haproxy") is None, reason="there is no HAProxy here")
def test_haproxy_understands_it(proxy, tmp_path):
    path = tmp_path / "haproxy.cfg"
    path.write_text(proxy)
    done = subprocess.run([programs.find("haproxy"), "-c", "-f", str(path)], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.fixture
def config(tmp_path):
    path = tmp_path / "instance.yaml"
    given = "target: office\n  initial_user_name: admin\n  environment: {MUNIFLOW_LOCK_SLOW: 5}"
    path.write_text(f"default_context:\n  {given}\n")
    return path


def test_only_the_worker_works(config, tmp_path):
    web = instances.web(config, tmp_path / "c" / "web-1", port=8081, public=8080, dsn=DSN)
    worker = instances.worker(config, tmp_path / "c" / "worker", public=8080, dsn=DSN)
    assert web["environment"]["MUNIFLOW_WORKER"] == "off"
    assert worker["environment"]["MUNIFLOW_WORKER"] == "on"


@pytest.mark.parametrize("name", ["MUNIFLOW_SPOOL", "MUNIFLOW_KEYS", "MUNIFLOW_SERVER"])
def test_what_all_processes_share(config, tmp_path, name):
    web = instances.web(config, tmp_path / "c" / "web-1", port=8081, public=8080, dsn=DSN)
    worker = instances.worker(config, tmp_path / "c" / "worker", public=8080, dsn=DSN)
    assert web["environment"][name] == worker["environment"][name]


def test_own_settings_hold_in_the_cluster(config, tmp_path):
    web = instances.web(config, tmp_path / "c" / "web-1", port=8081, public=8080, dsn=DSN)
    assert web["environment"]["MUNIFLOW_LOCK_SLOW"] == "5"
    assert web["target"] == str(tmp_path / "c" / "web-1")


def test_only_one_process_makes_the_first_user(config, tmp_path):
    web = instances.web(config, tmp_path / "c" / "web-1", port=8081, public=8080, dsn=DSN)
    worker = instances.worker(config, tmp_path / "c" / "worker", public=8080, dsn=DSN)
    assert (web["initial_user_name"], worker["initial_user_name"]) == ("", "admin")


@pytest.mark.parametrize(
    "line",
    [
        "%import relstorage",
        "    keep-history off",
        "    shared-blob-dir off",
        "      driver psycopg2",
        f"      dsn {DSN}",
    ],
)
def test_zope_is_told_of_postgresql(config, tmp_path, line):
    web = instances.web(config, tmp_path / "web-1", port=8081, public=8080, dsn=DSN)
    assert line in zope_conf(web).splitlines()


def test_a_database_without_an_address_is_refused():
    with pytest.raises(SettingsError, match="db_relstorage_postgresql_dsn"):
        complete({"db_storage": "relstorage"}, Path("/srv"))


def test_a_missing_program_is_named(monkeypatch):
    monkeypatch.setattr(programs, "find", lambda name: None)
    monkeypatch.setattr(programs, "may_install", lambda: False)
    with pytest.raises(Obstacle, match=r"no haproxy .*`apt-get install haproxy`"):
        programs.program("haproxy")


def test_a_process_says_when_it_is_ready(tmp_path):
    script = "import sys; print('hello\\nready', flush=True); sys.stdin.read(); input()"
    process = Process("one", [sys.executable, "-c", script], tmp_path / "log")
    process.start()
    assert process.wait_ready() == "hello\n"
    process.stop()
    assert not process.is_running


def test_a_process_that_ends_instead_is_named(tmp_path):
    process = Process("one", [sys.executable, "-c", "1/0"], tmp_path / "log")
    process.start()
    with pytest.raises(Failed, match="one did not start"):
        process.wait_ready()
    process.stop()
    assert "ZeroDivisionError" in (tmp_path / "log").read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="a promise of the Linux kernel")
def test_with_its_parent_a_process_ends(tmp_path):
    script = (
        "import sys, time; from pathlib import Path;"
        "from backend.cluster.processes import Process;"
        "p = Process('x', [sys.executable, '-c', 'import time; time.sleep(60)'], Path('log'));"
        "p.start(); print(p.pid, flush=True); time.sleep(60)"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE) as parent:
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


@pytest.fixture
def embedded(tmp_path):
    """An embedded database with two objects and a file in it, as settings."""
    settings = complete({"target": "office"}, tmp_path)
    Path(settings["db_filestorage_location"]).parent.mkdir(parents=True)
    database = DB(storageFromString("\n".join(storage(settings))))
    with database.transaction() as connection:
        connection.root()["folder"] = PersistentMapping(letter=Blob(b"Dear Sir"))
    database.close()
    return settings


def test_a_census_counts_objects_and_files(embedded):
    census = taken(embedded)
    assert (census.objects, census.files) == (3, 1)


def test_a_census_knows_a_changed_file(embedded):
    before = taken(embedded)
    (blob,) = Path(embedded["db_blob_location"]).rglob("*.blob")
    blob.chmod(0o600)
    blob.write_bytes(b"Dear Sam")
    after = taken(embedded)
    assert (after.objects, after.bytes) == (before.objects, before.bytes)
    assert after != before


def test_only_one_runs_in_a_folder(config, tmp_path, capsys):
    from zc.lockfile import LockFile

    folder = tmp_path / "cluster"
    folder.mkdir()
    lock = LockFile(str(folder / "lock"))
    assert main(["--config", str(config), "--folder", str(folder), "import"]) == 1
    assert "stop that one first" in capsys.readouterr().err
    lock.close()
