"""The worker seals, looks and raises an alarm; killed anywhere, it never seals twice."""

from datetime import timedelta
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.journal import keys
from muniflow.core.journal import sealing
from muniflow.core.journal.checking import papers_of
from muniflow.core.journal.verifying import prove
from muniflow.core.worker import book
from muniflow.core.worker import kernel

import pytest
import transaction

JOBS = ("journal-alarm", "journal-check", "journal-seal")


@pytest.fixture()
def kept(live_town):
    """The journal of one organisation."""
    return IJournal(live_town["onk"])


@pytest.fixture()
def noon(kept):
    """Noon of the day after the first entry's."""
    return clock.now().replace(hour=12, minute=0) + timedelta(days=1)


@pytest.fixture()
def work(functional, live_town):
    """A function that lets the worker do one job at a moment."""

    def act(name, moment):
        with clock.frozen(moment):
            reports = list(kernel.work_all(functional["app"], [name]))
        live_town._p_jar.sync()
        return (
            [title for report in reports for title in report.done],
            {title: error for report in reports for title, error in report.failed.items()},
        )

    return act


@pytest.fixture()
def acts(live_town):
    """A function that records acts at a moment."""

    def write(moment, *names):
        with clock.frozen(moment):
            for name in names:
                journal.record(live_town["onk"], name)
        transaction.commit()

    return write


def days(kept):
    return list(kept.ledger.seals)


def test_days_that_are_over_are_sealed_in_order(work, acts, kept, noon):
    acts(noon, "one", "two")
    done, failed = work("journal-seal", noon + timedelta(days=3))
    assert failed == {}
    # The second organisation has its own days.
    assert len(done) == 2 * len(days(kept)) == 8
    assert prove(papers_of(kept.ledger, days(kept))).findings == []
    assert work("journal-seal", noon + timedelta(days=3)) == ([], {})


def test_weeks_without_a_worker_are_caught_up(work, kept, noon):
    work("journal-seal", noon + timedelta(days=40))
    assert len(days(kept)) == 41
    verdict = prove(papers_of(kept.ledger, days(kept)))
    assert (verdict.findings, verdict.days) == ([], 41)


POINTS = (
    "muniflow.core.journal.sealing.draft",
    "muniflow.core.journal.sealing._right_key",
    "muniflow.core.journal.keys.sign",
    "muniflow.core.journal.sealing.Seal",
    "muniflow.core.journal.chain.chain",
    "muniflow.core.journal.jobs.seal",
    "muniflow.core.journal.jobs.draft",
)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_anywhere_it_seals_once(point, when, work, acts, kept, noon, monkeypatch):
    acts(noon, "one", "two")
    where, _dot, name = point.rpartition(".")
    modules = {
        "muniflow.core.journal.sealing": sealing,
        "muniflow.core.journal.keys": keys,
        "muniflow.core.journal.chain": sealing.chain,
    }
    module = modules.get(where) or __import__(where, fromlist=[name])
    original = getattr(module, name)
    calls = []

    def dies(*args, **more):
        calls.append(name)
        if len(calls) == 2:
            if when == "after":
                original(*args, **more)
            raise SystemExit
        return original(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(module, name, dies)
        if name == "draft" and where.endswith("sealing"):
            # A worker prepares with its own name of it; this one is for drafts made anew.
            patched.setattr(sealing, "_basis", lambda *args: object())
        try:
            work("journal-seal", noon + timedelta(days=3))
        except SystemExit:
            transaction.abort()
    assert len(calls) >= 2
    work("journal-seal", noon + timedelta(days=3))
    assert len(days(kept)) == 4
    verdict = prove(papers_of(kept.ledger, days(kept)))
    assert (verdict.findings, verdict.notes) == ([], [])
    sealed = sum(kept.ledger.seals[day].values["entries"] for day in days(kept))
    told = [e for e in kept.entries() if e["time"][:10] <= days(kept)[-1]]
    assert sealed == len(told)


def test_two_workers_seal_once(functional, work, acts, kept, noon):
    """The second one has prepared the same day and finds it sealed."""
    job = next(t.job for t in kernel.turns(functional["app"]) if t.name == "journal-seal")
    site = kept._annotations.obj.aq_parent
    with clock.frozen(noon + timedelta(days=1)):
        item = next(iter(job.pending(site)))
        prepared = job.prepare(site, item)
    work("journal-seal", noon + timedelta(days=1))
    assert not job.is_pending(site, item)
    with clock.frozen(noon + timedelta(days=1)), pytest.raises(Exception, match="before the days"):
        job.perform(site, item, prepared)


def test_a_look_finds_nothing_wrong(work, kept, noon):
    later = noon + timedelta(days=3)
    work("journal-seal", later)
    done, failed = work("journal-check", later)
    assert done and failed == {}
    assert all(check.findings == () for check in kept.ledger.checks.values())
    assert work("journal-check", later) == ([], {})
    assert work("journal-check", later + timedelta(days=1))[0]


def test_what_was_altered_raises_an_alarm_until_it_is_right_again(
    work, acts, kept, noon, live_town
):
    acts(noon, "one")
    later = noon + timedelta(days=3)
    work("journal-seal", later)
    (name,) = [n for n in kept.ledger.names() if n.startswith(noon.date().isoformat())]
    bucket = kept.ledger.buckets[name]
    key, right = next(iter(bucket.items()))
    bucket[key] = right.replace('"one"', '"won"')
    transaction.commit()
    work("journal-check", later)
    done, failed = work("journal-alarm", later)
    assert done == [] and len(failed) == 1
    (failure,) = book.failures(live_town, "journal-alarm").values()
    assert failure.words == "error_journal_broken"
    assert "was altered" in failure.words.mapping["finding"]

    bucket[key] = right
    transaction.commit()
    assert work("journal-alarm", later + timedelta(hours=1))[1] == {}
    assert book.failures(live_town, "journal-alarm") == {}


def test_an_old_journal_is_sealed_as_it_was(live_town, work, kept, noon):
    """Entries of the shape before: mappings, in one tree a day."""
    from BTrees.LOBTree import LOBTree
    from BTrees.OOBTree import OOBTree
    from muniflow.core.journal.ledger import KEY
    from muniflow.core.journal.ledger import OLD_KEY
    from muniflow.core.journal.rules import position

    old = OOBTree()
    for entry in list(kept.entries()):
        plain = {k: v for k, v in entry.items() if k not in ("id", "type")}
        day = old.setdefault(entry["time"][:10], LOBTree())
        at = position(clock.now().fromisoformat(entry["time"]))
        day[max(at, day.maxKey() + 1 if day else at)] = plain | {"details": dict(plain["details"])}
    before = [e["act"] for e in kept.entries()]
    del kept._annotations[KEY]
    kept._annotations[OLD_KEY] = old
    transaction.commit()
    assert [e["act"] for e in kept.entries()] == before
    assert [s["act"] for _p, s in kept.newest()] == before[::-1]
    work("journal-seal", noon + timedelta(days=1))
    verdict = prove(papers_of(kept.ledger, days(kept)))
    assert (verdict.findings, verdict.entries) == ([], len(before))
