"""The worker beside the requests of a server."""

from datetime import timedelta
from muniflow.core.lock import lock_of
from muniflow.core.worker import thread
from muniflow.core.worker.operations import nudge
from muniflow.core.worker.operations import runs_here

import pytest
import time
import transaction


@pytest.fixture()
def looked(worker, job, until):
    """Wait until the first round is over."""
    until(lambda: ("/plone", "test-counting") in worker.looked)
    return worker


def test_it_does_what_is_pending(words, worker, effects, until):
    words("a", "b")
    worker.call()
    until(lambda: effects() == ("A", "B"))


def test_a_nudge_wakes_it_after_the_commit(words, looked, effects, until):
    words("a")
    nudge()
    time.sleep(0.3)
    assert effects() == ()
    nudge()
    transaction.commit()
    until(lambda: effects() == ("A",))


def test_a_nudge_of_a_transaction_that_came_to_nothing_wakes_nobody(looked, job, words, effects):
    words("a")
    nudge()
    transaction.abort()
    time.sleep(0.3)
    assert effects() == ()


def test_without_a_worker_a_nudge_does_nothing(live_town):
    assert not runs_here()
    nudge()
    assert not list(transaction.get().getAfterCommitHooks())


@pytest.mark.parametrize(("names", "expected"), [((), ()), (("test-counting",), ("A",))])
def test_a_job_that_is_not_due_waits_unless_it_is_named(
    looked, words, job, effects, names, expected
):
    job.every = timedelta(hours=1)
    words("a")
    looked.call(names)
    time.sleep(0.5)
    assert effects() == expected


def test_a_job_in_trouble_does_not_end_it(looked, words, job, effects, until):
    words("a")
    job.trouble["pending"] = ValueError("no index")
    looked.call()
    until(lambda: not job.trouble or "a" not in job.seen)
    assert looked.is_alive()


def test_it_ends_when_told(looked):
    before = time.monotonic()
    looked.end()
    assert not looked.is_alive()
    assert time.monotonic() - before < 1


def test_it_comes_again_when_there_was_no_turn(
    looked, words, effects, until, live_town, monkeypatch
):
    monkeypatch.setenv("MUNIFLOW_LOCK_TIMEOUT", "0.1")
    words("a")
    lock = lock_of(live_town)
    lock.acquire(1)
    try:
        looked.call()
        time.sleep(0.6)
        assert looked.is_alive()
    finally:
        lock.release()
    looked.call()
    until(lambda: effects() == ("A",))


def test_once_works_beside_the_caller(words, job, effects):
    words("a")
    (report,) = [r for r in thread.once(("test-counting",)) if r.done]
    assert report.done == ["A"]
    assert effects() == ("A",)


def test_two_at_the_same_time_do_it_once(words, job, effects, worker, until):
    words(*"abcdefgh")
    worker.call()
    thread.once()
    until(lambda: len(effects()) == 8)
    time.sleep(0.3)
    assert sorted(effects()) == list("ABCDEFGH")
