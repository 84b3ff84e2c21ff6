"""The one PostgreSQL of a test run."""

from backend.cluster.postgresql import PostgreSQL
from backend.cluster.programs import find
from backend.testing import free_port
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import os
import pytest


class TestServer(PostgreSQL):
    """Hands out databases; what is in them need not outlive the machine."""

    __test__ = False

    def fresh(self, database: str) -> str:
        """Return where an empty database is."""
        with self.connected("postgres") as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.create(database)
        return self.dsn(database)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[TestServer]:
    """A real server; where there is none the test is left out, but never in the build."""
    if find("postgres") is None and not os.environ.get("CI"):
        pytest.skip("there is no PostgreSQL on this machine")
    # Not below the folder of pytest, which the user of the server may not enter.
    with TemporaryDirectory(prefix="muniflow-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = TestServer(folder / "postgresql", free_port(), fsync="off")
        server.start()
        yield server
        server.stop()
