"""The gate of PostgreSQL, against a real server."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from muniflow.core.lock.errors import LockConfigurationError
from muniflow.core.lock.errors import WriteLockLost
from muniflow.core.lock.factory import make_lock
from muniflow.core.lock.operations import alone
from muniflow.core.lock.operations import writing
from muniflow.core.lock.postgresql import APPLICATION
from muniflow.core.lock.postgresql import connections_of
from muniflow.core.lock.postgresql import PostgresGate
from pathlib import Path
from ZODB.DB import DB

import pytest
import subprocess
import sys
import time

pytestmark = pytest.mark.server

HOLDER = Path(__file__).with_name("holder.py")
CUT = f"""\
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE application_name = '{APPLICATION}'"""


@pytest.fixture(scope="module")
def relstorage():
    return pytest.importorskip("relstorage")


@contextmanager
def opened(dsn):
    from relstorage.adapters.postgresql import PostgreSQLAdapter
    from relstorage.options import Options
    from relstorage.storage import RelStorage

    database = DB(RelStorage(PostgreSQLAdapter(dsn, Options(keep_history=False))))
    yield database
    database.close()


@pytest.fixture
def dsn(postgresql, relstorage):
    return postgresql.fresh("lock_gate")


@pytest.fixture
def database(dsn):
    with opened(dsn) as database:
        yield database


@pytest.fixture
def gate(database):
    """A factory of gates of the same database, each with a connection of its own."""
    return lambda name="write": PostgresGate(connections_of(database.storage), name)


@pytest.fixture
def cut(postgresql):
    """End all connections of gates."""

    def act():
        with postgresql.connected() as cursor:
            cursor.execute(CUT)
            assert cursor.fetchone()[0] > 0

    return act


def soon(seconds=0.3):
    return time.monotonic() + seconds


def test_the_second_waits_until_the_first_has_left(gate):
    first, second = gate(), gate()
    assert first.enter(soon())
    assert not second.enter(soon())
    first.leave()
    assert second.enter(soon())


def test_waiting_ends_in_time(gate):
    first, second = gate(), gate()
    assert first.enter(soon())
    begun = time.monotonic()
    assert not second.enter(soon(0.5))
    assert 0.4 < time.monotonic() - begun < 3


def test_who_was_sent_away_may_come_again(gate):
    first, second = gate(), gate()
    first.enter(soon())
    second.enter(soon(0.1))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(second.enter, soon(10))
        time.sleep(0.3)
        first.leave()
        assert waiting.result()


def test_they_enter_in_the_order_of_arrival(gate):
    gates = [gate() for _ in range(5)]
    gates[0].enter(soon())
    order = []

    def pass_through(number):
        assert gates[number].enter(soon(20))
        order.append(number)
        gates[number].leave()

    with ThreadPoolExecutor(4) as pool:
        for number in range(1, 5):
            pool.submit(pass_through, number)
            time.sleep(0.3)
        gates[0].leave()
    assert order == [1, 2, 3, 4]


def test_gates_of_other_names_are_others(gate):
    assert gate().enter(soon())
    assert gate("worker").enter(soon())


def test_gates_of_other_databases_are_others(gate, postgresql):
    assert gate().enter(soon())
    with opened(postgresql.fresh("lock_other")) as other:
        assert PostgresGate(connections_of(other.storage), "write").enter(soon())


def test_a_commit_does_not_disturb_it(gate, database):
    first = gate()
    assert first.enter(soon())
    with database.transaction() as connection:
        connection.root()["n"] = 1
    assert first.holds()


@pytest.fixture
def holder(dsn, database):
    """Another process that is inside."""
    process = subprocess.Popen(
        [sys.executable, str(HOLDER), dsn],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "inside\n"
    yield process
    process.kill()
    process.communicate()


def test_another_process_keeps_it_shut(gate, holder):
    here = gate()
    assert not here.enter(soon())
    holder.stdin.write("\n")
    holder.stdin.flush()
    assert holder.stdout.readline() == "outside\n"
    assert here.enter(soon())


def test_a_killed_process_leaves_it_open(gate, holder):
    here = gate()
    assert not here.enter(soon())
    holder.kill()
    assert here.enter(soon(5))


def test_it_knows_when_it_was_lost(gate, cut):
    first, second = gate(), gate()
    assert first.enter(soon())
    assert first.holds()
    cut()
    assert not first.holds()
    assert second.enter(soon(5))
    first.leave()
    assert second.holds()


def test_it_is_there_again_after_a_restart(gate, postgresql):
    first, second = gate(), gate()
    assert first.enter(soon())
    assert not second.enter(soon())
    postgresql.restart()
    assert not first.holds()
    assert second.enter(soon(10))
    assert not first.enter(soon())


def test_who_waits_outlives_a_restart(gate, postgresql):
    first, second = gate(), gate()
    first.enter(soon())
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(second.enter, soon(30))
        time.sleep(0.3)
        postgresql.restart()
        assert waiting.result()


def test_without_a_server_it_stays_shut_for_as_long_as_asked(gate, postgresql):
    here = gate()
    postgresql.stop()
    begun = time.monotonic()
    try:
        assert not here.enter(soon(1))
        assert time.monotonic() - begun < 5
    finally:
        postgresql.start()


def test_what_is_written_without_the_lock_is_not_stored(database, cut):
    connection = database.open()
    root = connection.root()
    with pytest.raises(WriteLockLost), writing(root):
        root["n"] = 1
        cut()
    assert "n" not in root
    with writing(root):
        root["n"] = 2
    connection.close()
    with database.transaction() as other:
        assert other.root()["n"] == 2


def test_one_worker_at_a_time(database, monkeypatch):
    """Beside each other in two threads, as in two processes."""
    monkeypatch.setenv("MUNIFLOW_LOCK_TIMEOUT", "10")
    inside = []

    def work(number):
        with database.transaction() as connection, alone(connection.root(), "worker"):
            inside.append(number)
            time.sleep(0.2)
            assert inside[-1] == number

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(4))) == [None] * 4


def test_the_lock_of_the_writers_follows_the_storage(database):
    lock = make_lock(database)
    assert lock.acquire(1)
    assert lock.sure
    lock.release()
    assert not lock.sure


def test_another_kind_of_server_is_refused():
    with pytest.raises(LockConfigurationError, match="NoneType"):
        connections_of(object())
