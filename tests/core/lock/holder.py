"""Passes the gate of a database, and stays inside until something is said; run as a process.

Usage: python holder.py DSN
"""

from muniflow.core.lock.postgresql import connections_of
from muniflow.core.lock.postgresql import PostgresGate
from relstorage.adapters.postgresql import PostgreSQLAdapter
from relstorage.options import Options
from relstorage.storage import RelStorage

import sys
import time


def main(dsn: str) -> None:
    storage = RelStorage(PostgreSQLAdapter(dsn, Options(keep_history=False)))
    gate = PostgresGate(connections_of(storage), "write")
    assert gate.enter(time.monotonic() + 10)
    print("inside", flush=True)
    sys.stdin.readline()
    gate.leave()
    print("outside", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    main(sys.argv[1])
