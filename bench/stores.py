"""A muniflow over each of the two stores, to be started, killed, and started again."""

from backend.cluster.cluster import Cluster
from backend.cluster.processes import Process
from backend.cluster.programs import find
from bench import servers
from bench.instances import Instance
from bench.instances import instance
from bench.instances import PROBE
from bench.instances import ROOT
from bench.instances import WORK
from bench.work import python
from contextlib import suppress
from http.client import HTTPConnection
from http.client import HTTPException
from pathlib import Path
from random import Random

import os
import shutil
import signal
import time
import yaml

FAULTS = "bench.faults"
FILESTORAGE = "filestorage"
POSTGRESQL = "postgresql"

PATIENCE = 300.0

SEEN = 3.5
"""Seconds after which HAProxy has looked twice whether a process is there."""

Victims = tuple[str, ...]


class Embedded:
    """One process on a file."""

    kills: tuple[Victims, ...] = (("server",),)

    def __init__(self, name: str, port: int, size: int, **settings: object) -> None:
        shutil.rmtree(WORK / name, ignore_errors=True)
        self.instance = instance(name, port, FAULTS, **settings)
        self._process = None
        python("bench.build", str(self.instance.conf), "muniflow", str(size))

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._process = servers.start(self.instance)
        servers.wait_for(self.instance, self._process)

    def kill(self, victims: Victims) -> None:
        """End the server without a word."""
        self._process.kill()
        self._process.wait()

    def revive(self, victims: Victims) -> None:
        """Start what was killed."""
        self.start()

    def stop(self) -> None:
        """End it properly."""
        servers.stop(self._process)


class Several:
    """Two processes, a worker and HAProxy on PostgreSQL."""

    kills: tuple[Victims, ...] = (
        ("web-1",),
        ("web-2",),
        ("web-1", "web-2"),
        ("PostgreSQL",),
        ("worker", "web-1"),
        ("PostgreSQL", "web-1", "web-2", "worker"),
    )

    def __init__(self, name: str, port: int, size: int, **settings: object) -> None:
        folder = WORK / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.cluster = Cluster(_configuration(folder, settings), folder / "cluster", port)
        self.instance = Instance(name, folder, port)
        self._build(size)

    def start(self) -> None:
        """Start all and wait until HAProxy knows them."""
        self.cluster.start(demo=False)
        self._wait()

    def kill(self, victims: Victims) -> None:
        """End some of the processes without a word."""
        for pid in [p for name in victims for p in _family(self._processes[name].pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for name in victims:
            self._processes[name].stop()

    def revive(self, victims: Victims) -> None:
        """Start what was killed, the database first."""
        if "PostgreSQL" in victims:
            self.cluster.postgresql.start()
        others = [self._processes[name] for name in victims if name != "PostgreSQL"]
        for process in others:
            process.start()
        for process in others:
            process.wait_ready()
        self._wait()

    def stop(self) -> None:
        """End all properly."""
        self.cluster.stop()

    @property
    def _processes(self) -> dict[str, Process]:
        cluster = self.cluster
        return {p.name: p for p in (*cluster.webs, cluster.worker, cluster.postgresql.process)}

    def _build(self, size: int) -> None:
        self.cluster.postgresql.start()
        conf = self.cluster.render_worker(new=True) / "etc" / "zope.conf"
        python("bench.build", str(conf), "muniflow", str(size))
        self.cluster.postgresql.stop()

    def _wait(self) -> None:
        """Wait until HAProxy has seen all of them alive, and lets readers and writers through."""
        deadline = time.monotonic() + PATIENCE
        ports = (*self.cluster.ports, *[self.cluster.port] * 2)
        while time.monotonic() < deadline:
            if all(_answers(port) for port in ports):
                time.sleep(SEEN)
                return
            time.sleep(0.2)
        raise servers.ServerFailed(f"the cluster in {self.instance.folder} does not answer")


Store = Embedded | Several


def store(kind: str, port: int, *, name: str = "", size: int = 0, **settings: object) -> Store:
    """Return a store with a new site in it, not started; ``settings`` are of instance.yaml."""
    made = Embedded if kind == FILESTORAGE else Several
    return made(f"{name or 'kill'}-{kind}", port, size, **settings)


def is_possible(kind: str) -> bool:
    """Tell whether this machine has what a store needs."""
    return kind == FILESTORAGE or (find("postgres") is not None and find("haproxy") is not None)


def chosen(kills: tuple[Victims, ...], random: Random) -> Victims:
    """Return whom it hits this time."""
    return random.choice(kills)


def _family(pid: int) -> list[int]:
    """Return a process and its children, which it must not have the time to end."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/@@ok", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _configuration(folder: Path, settings: dict[str, object]) -> Path:
    """Write an instance.yaml that is the product's own, with the faults loaded."""
    known = yaml.safe_load((ROOT / "instance.yaml").read_text(encoding="utf-8"))
    known["default_context"] |= {"zcml_package_includes": [PROBE, FAULTS], **settings}
    path = folder / "instance.yaml"
    path.write_text(yaml.safe_dump(known), encoding="utf-8")
    return path
