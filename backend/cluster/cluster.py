"""The whole cluster: what it consists of, in which order it starts and ends, and its watch."""

from backend.cluster import instances
from backend.cluster.haproxy import haproxy
from backend.cluster.member import SETTINGS
from backend.cluster.postgresql import PostgreSQL
from backend.cluster.processes import Process
from backend.render import render
from backend.settings import Settings
from backend.storages import storage
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import json
import os
import sys

ROOT = Path(__file__).resolve().parents[2]
WEBS = 2

WRITERS = 8
"""Writing requests one process takes at a time: one acts, the others are read and wait."""

DATABASE_PORT = 9
"""Distance of the port of PostgreSQL from that of the site."""


class Cluster:
    """A site on ``webs`` Zope processes and a worker, with all its files in ``folder``."""

    def __init__(
        self, config: Path, folder: Path, port: int, *, webs: int = WEBS, writers: int = WRITERS
    ) -> None:
        self.config = config
        self.folder = folder
        self.port = port
        self.ports = [port + number for number in range(1, webs + 1)]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.postgresql = PostgreSQL(folder / "postgresql", port + DATABASE_PORT)
        self.proxy = haproxy(folder, f"127.0.0.1:{port}", self.ports, writers=writers)
        self.webs = [self._web(number) for number in range(1, webs + 1)]
        self.worker: Process | None = None

    def start(self, *, demo: bool) -> str:
        """Start all; return what the operator should read."""
        self.postgresql.start()
        self._leave_word()
        new = self.is_empty()
        self.worker = self._worker(new=new, demo=demo)
        self.worker.start()
        # In a new database the first process makes the root, and the site.
        welcome = self.worker.wait_ready() if new else ""
        for web in self.webs:
            web.start()
        for web in self.webs:
            web.wait_ready()
        welcome = welcome or self.worker.wait_ready()
        self.proxy.start()
        return welcome.strip()

    def stop(self) -> None:
        """End all: no new requests, then who answers them, the database at last."""
        for process in (self.proxy, *self.webs, self.worker):
            if process is not None:
                process.stop()
        self.postgresql.stop()

    def watch(self, tell: Callable[[str], None]) -> None:
        """Start again what has ended by itself."""
        processes = (self.postgresql.process, *self.webs, self.worker, self.proxy)
        for process in processes:
            if not process.is_running and process.may_start_again:
                tell(f"{process.name} ended; starting it again, see {process.log}")
                process.stop()
                process.start()

    def is_empty(self) -> bool:
        """Tell whether there is no site, nor anything else, in the database."""
        import psycopg2

        with self.postgresql.connected() as cursor, suppress(psycopg2.errors.UndefinedTable):
            cursor.execute("SELECT EXISTS (SELECT 1 FROM object_state)")
            return not cursor.fetchone()[0]
        return True

    def settings(self, name: str) -> Settings:
        """Return the settings of a process: ``web-1`` …, or ``worker``."""
        where, dsn = self.folder / name, self.postgresql.dsn()
        if name == "worker":
            return instances.worker(self.config, where, public=self.port, dsn=dsn)
        port = self.ports[int(name.removeprefix("web-")) - 1]
        return instances.web(self.config, where, port=port, public=self.port, dsn=dsn)

    def _web(self, number: int) -> Process:
        name = f"web-{number}"
        render(self.settings(name))
        return self._member("web", name)

    def _leave_word(self) -> None:
        """Write down for other programs where the database is, and how it is packed."""
        lines = storage(self.settings("worker"))
        (self.folder / "dsn").write_text(f"{self.postgresql.dsn()}\n", encoding="utf-8")
        (self.folder / "pack.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def render_worker(self, *, new: bool) -> Path:
        """Write the instance that makes the site in a new database, and return its folder."""
        settings = self.settings("worker")
        target = render(settings, new=new)
        (target / SETTINGS).touch(0o600)
        (target / SETTINGS).write_text(json.dumps(settings), encoding="utf-8")
        return target

    def _worker(self, *, new: bool, demo: bool) -> Process:
        self.render_worker(new=new)
        return self._member("worker", "worker", *(["--demo"] if demo else []))

    def _member(self, kind: str, name: str, *options: str) -> Process:
        module = ["-m", "backend.cluster.member", kind, str(self.folder / name)]
        return Process(
            name,
            [sys.executable, *module, *options],
            self.folder / name / "console.log",
            environ={"PYTHONPATH": os.pathsep.join([str(ROOT), *_paths()])},
        )


def _paths() -> list[str]:
    return [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
