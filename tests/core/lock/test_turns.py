"""Tickets, turns and gates."""

from muniflow.core.interfaces import IWriteLock
from muniflow.core.lock.gates import FileGate
from muniflow.core.lock.turns import TurnsLock
from zope.interface.verify import verifyObject

import pytest
import subprocess
import sys
import threading
import time


@pytest.fixture(params=["process", "file"])
def lock(request, tmp_path):
    return (
        TurnsLock(FileGate(tmp_path / "Data.fs.write")) if request.param == "file" else TurnsLock()
    )


def in_thread(function, *args):
    thread = threading.Thread(target=function, args=args)
    thread.start()
    return thread


def wait_until(condition):
    deadline = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.002)


def answer_of(function):
    answers = []
    in_thread(lambda: answers.append(function())).join(10)
    return answers[0]


def test_keeps_its_promise(lock):
    assert verifyObject(IWriteLock, lock)


def test_is_free_at_first(lock):
    assert (lock.held, lock.waiting) == (False, 0)


def test_is_held_by_who_took_it(lock):
    assert lock.acquire(0)
    assert lock.held
    assert answer_of(lambda: lock.held) is False


def test_another_thread_does_not_get_it(lock):
    lock.acquire(0)
    assert answer_of(lambda: lock.acquire(0.05)) is False


def test_who_waited_in_vain_leaves_no_ticket(lock):
    lock.acquire(0)
    answer_of(lambda: lock.acquire(0.05))
    assert lock.waiting == 0


def test_another_thread_gets_it_afterwards(lock):
    lock.acquire(0)
    lock.release()
    assert answer_of(lambda: lock.acquire(0)) is True


def test_is_free_when_released_as_often_as_taken(lock):
    lock.acquire(0)
    lock.acquire(0)
    lock.release()
    assert lock.held
    assert answer_of(lambda: lock.acquire(0)) is False
    lock.release()
    assert not lock.held


def test_only_the_holder_may_release(lock):
    with pytest.raises(RuntimeError):
        lock.release()


def test_who_comes_first_is_served_first(lock):
    served = []
    lock.acquire(0)

    def write(number):
        lock.acquire(5)
        served.append(number)
        lock.release()

    threads = []
    for number in range(12):
        threads.append(in_thread(write, number))
        wait_until(lambda n=number: lock.waiting == n + 1)
    lock.release()
    for thread in threads:
        thread.join(5)
    assert served == list(range(12))


def test_one_at_a_time(lock):
    inside, most = [], []

    def write():
        for _ in range(20):
            assert lock.acquire(10)
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            lock.release()

    threads = [in_thread(write) for _ in range(8)]
    for thread in threads:
        thread.join(20)
    assert (len(most), max(most)) == (160, 1)


def test_above_the_limit_nobody_waits(lock):
    lock.acquire(0)
    waiter = in_thread(lambda: lock.acquire(5, limit=1) and lock.release())
    wait_until(lambda: lock.waiting == 1)
    begun = time.monotonic()
    assert answer_of(lambda: lock.acquire(5, limit=1)) is False
    assert time.monotonic() - begun < 1
    lock.release()
    waiter.join(5)
    assert lock.waiting == 0


def test_the_limit_does_not_turn_away_who_need_not_wait(lock):
    assert lock.acquire(0, limit=0)


def test_a_dead_thread_holds_nothing(lock):
    in_thread(lock.acquire, 0).join(5)
    assert lock.acquire(5)


def test_an_interrupted_wait_leaves_no_ticket(lock, monkeypatch):
    in_thread(lambda: (lock.acquire(0), time.sleep(0.5), lock.release()))
    wait_until(lambda: lock._owner is not None)

    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(lock, "_bury_dead_owner", interrupted)
    monkeypatch.setattr("muniflow.core.lock.turns.LOOK_ROUND", 0.01)
    with pytest.raises(KeyboardInterrupt):
        lock.acquire(5)
    assert lock.waiting == 0


def test_another_lock_on_the_same_file_waits(tmp_path):
    one, other = (TurnsLock(FileGate(tmp_path / "x")) for _ in range(2))
    one.acquire(0)
    assert other.acquire(0.05) is False
    assert other.waiting == 0
    one.release()
    assert other.acquire(0.05)


def test_processes_take_turns(tmp_path):
    one, other = (TurnsLock(FileGate(tmp_path / "x")) for _ in range(2))
    served = []

    def write(lock, name):
        for _ in range(15):
            assert lock.acquire(10)
            served.append(name)
            time.sleep(0.01)
            lock.release()

    threads = [in_thread(write, one, "a"), in_thread(write, other, "b")]
    for thread in threads:
        thread.join(20)
    # While both want it, neither has it more than twice in a row.
    both = "".join(served[: max(served.index("a"), served.index("b")) + 20])
    assert "aaa" not in both[1:20]
    assert "bbb" not in both[1:20]


HOLDER = """
import sys, time
from muniflow.core.lock.gates import FileGate
from muniflow.core.lock.turns import TurnsLock
lock = TurnsLock(FileGate(sys.argv[1]))
assert lock.acquire(5)
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    path = tmp_path / "Data.fs.write"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    yield process, path
    process.kill()
    process.wait(10)
    process.stdout.close()


def test_another_process_is_waited_for(holder):
    assert TurnsLock(FileGate(holder[1])).acquire(0.1) is False


def test_a_killed_process_holds_nothing(holder):
    process, path = holder
    process.kill()
    process.wait(10)
    assert TurnsLock(FileGate(path)).acquire(1)


def test_the_file_names_the_process_that_writes(holder):
    process, path = holder
    assert int(path.with_name("Data.fs.write.lock").read_text()) == process.pid
