"""A PostgreSQL of its own: its data in a folder, reached from this machine only."""

from backend.cluster.processes import Failed
from backend.cluster.processes import Process
from backend.cluster.programs import program
from backend.cluster.programs import unprivileged_user
from backend.preflight import Obstacle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

import os
import shutil
import signal
import subprocess
import time

NAME = "muniflow"
"""Of the database and of its owner."""

PATIENCE = 60.0

# A connection whose other end is gone without a word is given up after about a minute.
MANNERS = (
    "connect_timeout=5 keepalives_idle=20 keepalives_interval=10 keepalives_count=3"
    " tcp_user_timeout=50000"
)

# RelStorage locks every object of a commit in the shared table of locks; the rest is as shipped,
# above all fsync: what was acknowledged outlives a power cut.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
    "shared_buffers": "256MB",
    "jit": "off",
    # RelStorage makes it warn at every commit that there is no transaction.
    "log_min_messages": "error",
}

# Longer paths do not fit into the address of a socket.
LONGEST_SOCKET = 80


class PostgreSQL:
    """The server whose data are in ``folder``."""

    def __init__(self, folder: Path, port: int, **options: str) -> None:
        self.folder = folder
        self.port = port
        self.data = folder / "data"
        self.sockets = folder / "socket"
        self.password = folder.parent / "password"
        self._user = unprivileged_user()
        self._options = {**OPTIONS, **options}
        self.process = self._process()

    def dsn(self, database: str = NAME) -> str:
        """Return where a database is; the password is in a file that only its owner can read."""
        short = len(str(self.sockets)) <= LONGEST_SOCKET
        host = self.sockets if short else "127.0.0.1"
        return (
            f"host='{host}' port={self.port} dbname={database} user={NAME}"
            f" passfile='{self.password}' {MANNERS}"
        )

    def start(self) -> None:
        """Make the data folder if there is none, start the server, wait until it answers."""
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._end_orphan()
        self.process.start()
        self._wait()
        self.create(NAME)

    def create(self, database: str) -> None:
        """Make an empty database unless there is one."""
        from psycopg2.sql import Identifier
        from psycopg2.sql import SQL

        with self.connected("postgres") as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,))
            if cursor.fetchone() is None:
                cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(database)))

    def stop(self) -> None:
        """End it; who is connected is cut off."""
        self.process.stop()

    def restart(self) -> None:
        """End it and start it anew."""
        self.stop()
        self.process.start()
        self._wait()

    @contextmanager
    def connected(self, database: str = NAME) -> Iterator[Any]:
        """Ask a database: the cursor commits each statement."""
        import psycopg2

        connection = psycopg2.connect(self.dsn(database))
        connection.autocommit = True
        try:
            yield connection.cursor()
        finally:
            connection.close()

    def _process(self) -> Process:
        options = [f"--{name.replace('_', '-')}={value}" for name, value in self._options.items()]
        where = ["-D", str(self.data), "-k", str(self.sockets), "-p", str(self.port)]
        return Process(
            "PostgreSQL",
            [program("postgres"), *where, *options],
            self.folder / "postgresql.log",
            # Fast: does not wait until everybody has left by themselves.
            ending=signal.SIGINT,
            user=self._user,
        )

    def _make(self) -> None:
        print("Making the PostgreSQL database …", flush=True)
        for folder in (self.folder, self.data, self.sockets):
            folder.mkdir(parents=True, exist_ok=True)
        self._own(self.folder, self.data, self.sockets)
        for folder in (self.data, self.sockets):
            folder.chmod(0o700)
        self._check_reachable()
        secret = token_urlsafe(24)
        self._initdb(secret)
        self.password.touch(0o600)
        self.password.write_text(f"*:*:*:{NAME}:{secret}\n", encoding="ascii")

    def _initdb(self, secret: str) -> None:
        once = self.folder / "secret"
        once.touch(0o600)
        once.write_text(secret, encoding="ascii")
        self._own(once)
        given = ["--username", NAME, "--pwfile", str(once), "--auth", "scram-sha-256"]
        try:
            done = self._run([program("initdb"), *given, "--encoding=UTF8", "--locale=C"])
        finally:
            once.unlink()
        if done.returncode:
            shutil.rmtree(self.data)
            raise Obstacle(f"PostgreSQL could not be set up: {done.stderr.strip()}")

    def _check_reachable(self) -> None:
        if self._run(["test", "-w", str(self.data)]).returncode:
            raise Obstacle(
                f"{self.data} cannot be reached by the user {self._user}, as whom PostgreSQL runs:"
                " let others enter the folders above it, or start as an ordinary user."
            )

    def _run(self, command: list[str]) -> subprocess.CompletedProcess:
        return subprocess.run(  # noqa: S603
            command,
            cwd="/",
            env={**os.environ, "PGDATA": str(self.data)},
            capture_output=True,
            text=True,
            check=False,
            user=self._user,
            extra_groups=None if self._user is None else [],
        )

    def _own(self, *paths: Path) -> None:
        if self._user is not None:
            for path in paths:
                shutil.chown(path, self._user)

    def _end_orphan(self) -> None:
        """End a server of an earlier run that was itself killed before it could do so."""
        file = self.data / "postmaster.pid"
        if not file.exists():
            return
        pid = int(file.read_text().split()[0])
        if _is_postgres(pid):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while _is_postgres(pid) and time.monotonic() < deadline:
            time.sleep(0.1)

    def _wait(self) -> None:
        import psycopg2

        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.is_running:
            try:
                with self.connected("postgres"):
                    return
            except psycopg2.OperationalError:
                time.sleep(0.1)
        raise Failed(f"PostgreSQL did not start: see {self.process.log}.")


def _is_postgres(pid: int) -> bool:
    try:
        return "postgres" in Path(f"/proc/{pid}/comm").read_text()
    except OSError:
        return False
