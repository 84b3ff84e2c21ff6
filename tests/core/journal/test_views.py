"""Views are written down at once and taken in once, whatever is killed when."""

from datetime import timedelta
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.journal import buckets
from muniflow.core.journal import spool
from muniflow.core.journal.rules import canonical
from muniflow.core.worker import kernel
from tests.conftest import acting
from threading import Thread

import pytest
import shutil
import transaction

JOB = "journal-views"


@pytest.fixture()
def folder(live_town):
    """Where views wait."""
    return spool.folder(live_town)


@pytest.fixture()
def take_in(functional):
    """A function that lets the worker take in what waits."""

    def work() -> tuple[int, int]:
        reports = list(kernel.work_all(functional["app"], [JOB]))
        return sum(len(r.done) for r in reports), sum(len(r.failed) for r in reports)

    return work


def views(live_town, name="onk"):
    live_town._p_jar.sync()
    return [e for e in IJournal(live_town[name]).entries() if e["act"] == "viewed"]


def look(live_town, what="person", person="bela"):
    with acting(person):
        journal.viewed(live_town["onk"], what, person="anna")


def test_a_view_is_on_the_disk_and_not_in_the_database(live_town, folder):
    look(live_town)
    (file,) = folder.iterdir()
    assert b'"what":"person"' in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert not live_town._p_jar._registered_objects


def test_the_worker_takes_it_in(live_town, folder, take_in):
    with clock.frozen(clock.now() - timedelta(seconds=20)):
        look(live_town)
        moment = clock.now()
    assert take_in() == (1, 0)
    (entry,) = views(live_town)
    assert (entry["actor"], entry["channel"], entry["time"]) == (
        "bela",
        "web",
        moment.isoformat(),
    )
    assert entry["details"] == {"what": "person", "person": "anna"}
    assert list(folder.iterdir()) == []
    assert take_in() == (0, 0)


def test_views_stand_where_their_time_belongs(live_town, take_in):
    now = clock.now()
    for ago in (20, 10):
        with clock.frozen(now - timedelta(milliseconds=ago)):
            look(live_town, str(ago))
    journal.record(live_town["onk"], "later")
    transaction.commit()
    take_in()
    live_town._p_jar.sync()
    acts = [e["details"].get("what", e["act"]) for e in IJournal(live_town["onk"]).entries()]
    assert acts[-3:] == ["20", "10", "later"]


def test_killed_before_the_commit_nothing_is_lost(live_town, folder, take_in, monkeypatch):
    look(live_town)

    def die(*args: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr("muniflow.core.journal.views._forget", die)
        take_in()
    assert views(live_town) == []
    assert take_in() == (1, 0)
    assert len(views(live_town)) == 1


def test_killed_after_the_commit_nothing_is_there_twice(live_town, folder, take_in, monkeypatch):
    look(live_town)
    with monkeypatch.context() as patched:
        patched.setattr("muniflow.core.journal.views._remove", lambda committed, path: None)
        take_in()
    assert len(list(folder.iterdir())) == 1
    assert take_in() == (0, 0)
    assert len(views(live_town)) == 1
    assert list(folder.iterdir()) == []


def test_a_copy_of_a_file_is_not_taken_in_again(live_town, folder, take_in, tmp_path):
    look(live_town)
    (file,) = folder.iterdir()
    shutil.copy(file, tmp_path / "copy")
    take_in()
    shutil.copy(tmp_path / "copy", folder / f"again{spool.TAKEN}")
    assert take_in() == (1, 0)
    assert len(views(live_town)) == 1


def test_a_line_cut_by_a_crash_keeps_the_others(live_town, folder, take_in):
    look(live_town)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes() + b'{"entry":{"act":"view')
    assert take_in() == (1, 0)
    assert len(views(live_town)) == 1


def test_a_view_of_a_sealed_day_comes_into_the_next_one(live_town, take_in):
    look(live_town)
    ledger = IJournal(live_town["onk"]).writable()
    ledger.sealed = clock.now().date().isoformat()
    transaction.commit()
    take_in()
    live_town._p_jar.sync()
    (name,) = [n for n in ledger.names() if n.endswith(buckets.VIEWS)]
    assert name[:10] > ledger.sealed


def test_a_file_that_grows_is_closed(live_town, folder, monkeypatch, take_in):
    monkeypatch.setattr(spool, "LARGEST", 1)
    look(live_town)
    look(live_town)
    assert [p.suffix for p in folder.iterdir()] == [spool.TAKEN, spool.TAKEN]
    assert take_in() == (2, 0)


def test_what_cannot_be_written_down_is_not_shown(live_town, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv(spool.FOLDER, str(tmp_path / "file"))
    with pytest.raises(OSError):
        look(live_town)


def test_no_line_is_lost_while_files_are_taken_away(tmp_path):
    folder = tmp_path / "many"
    found = []
    count = 300

    def write(name: int) -> None:
        for number in range(count):
            spool.append(folder, canonical({"n": f"{name}-{number}"}))

    writers = [Thread(target=write, args=(name,)) for name in range(3)]
    for thread in writers:
        thread.start()
    while any(thread.is_alive() for thread in writers) or spool.take_away(folder):
        for path in spool.take_away(folder):
            found += [line["n"] for line in spool.lines(path)]
            path.unlink()
    assert sorted(found) == sorted(f"{w}-{n}" for w in range(3) for n in range(count))


def test_an_organisation_that_is_gone_stops_nothing(live_town, folder, take_in):
    spool.append(folder, canonical({"journal": "/plone/gone", "entry": {"id": "1"}}))
    look(live_town)
    assert take_in() == (1, 0)
    assert len(views(live_town)) == 1
