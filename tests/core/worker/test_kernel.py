"""One item after the other, each for itself."""

from AccessControl import getSecurityManager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.lock import lock_of
from muniflow.core.worker import book
from muniflow.core.worker import kernel
from muniflow.core.worker.acting import acting
from muniflow.core.worker.acting import ADDRESS
from muniflow.core.worker.acting import ROLES
from muniflow.core.worker.errors import Unavailable
from muniflow.core.worker.turn import TRIES
from muniflow.organisation.interfaces import ENGINE_ROLE
from plone import api
from ZODB.POSException import ConflictError
from zope.component.hooks import getSite
from zope.globalrequest import getRequest

import pytest
import transaction

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAME = "test-counting"


def failures(site):
    site._p_jar.sync()
    return book.failures(site, NAME)


def test_what_is_pending_is_done_once(words, work, effects):
    words("a", "b")
    assert work() == (["A", "B"], {})
    assert work() == ([], {})
    assert effects() == ("A", "B")


def test_one_that_fails_leaves_the_others_alone(words, work, job, effects):
    words("a", "b", "c")
    job.trouble["b"] = ValueError("no ink")
    assert work() == (["A", "C"], {"B": "ValueError: no ink"})
    assert effects() == ("A", "C")


def test_a_failure_is_written_down(words, work, job, live_town):
    words("a")
    job.trouble["a"] = ValueError("no ink")
    with clock.frozen(NOON):
        work()
    (failure,) = failures(live_town).values()
    assert (failure.attempts, failure.failed) == (1, NOON)
    assert failure.next == NOON + timedelta(minutes=1)
    assert "Traceback" in failure.error and "no ink" in failure.error


def test_it_is_tried_again_later_and_later(words, work, job, live_town):
    words("a")
    job.trouble["a"] = ValueError("no ink")
    for minute, tries in ((0, 1), (0.5, 1), (1, 2), (2.5, 2), (3, 3)):
        with clock.frozen(NOON + timedelta(minutes=minute)):
            work()
        assert failures(live_town)["a"].attempts == tries


def test_success_forgets_the_failure(words, work, job, live_town):
    words("a")
    job.trouble["a"] = ValueError("no ink")
    with clock.frozen(NOON):
        work()
    job.trouble.clear()
    with clock.frozen(NOON + timedelta(minutes=2)):
        assert work() == (["A"], {})
    assert failures(live_town) == {}


def test_what_is_over_otherwise_is_forgotten_too(words, work, job, live_town):
    words("a")
    job.trouble["a"] = ValueError("no ink")
    work()
    words()
    work()
    assert failures(live_town) == {}


def test_a_job_that_cannot_look_is_written_down_and_waits(words, work, job, live_town):
    words("a")
    job.trouble["pending"] = KeyError("index")
    with clock.frozen(NOON):
        assert work() == ([], {"": "KeyError: 'index'"})
        job.trouble.clear()
        assert work() == ([], {})
    with clock.frozen(NOON + timedelta(minutes=1)):
        assert work() == (["A"], {})
    assert failures(live_town) == {}


def test_when_nothing_can_be_done_the_job_waits_and_no_item_is_blamed(words, work, job, live_town):
    words("a", "b", "c")
    job.trouble["b"] = Unavailable("the mail server is down")
    with clock.frozen(NOON):
        done, failed = work()
        assert (done, len(failed)) == (["A"], 1)
        assert work() == ([], {})
    assert list(failures(live_town)) == [book.WHOLE.key]
    assert failures(live_town)[book.WHOLE.key].words == "the mail server is down"
    job.trouble.clear()
    with clock.frozen(NOON + timedelta(minutes=1)):
        assert work() == (["B", "C"], {})
    assert failures(live_town) == {}


def test_a_collision_is_tried_again_at_once(words, work, job, effects):
    words("a")

    class Once(dict):
        def __contains__(self, key):
            return key == "a" and job.seen.count("a") < 2

    job.trouble = Once(a=ConflictError())
    assert work() == (["A"], {})
    assert effects() == ("A",)


def test_one_that_collides_for_ever_is_a_failure(words, work, job):
    words("a")
    job.trouble["a"] = ConflictError()
    _done, failed = work()
    assert list(failed) == ["A"]
    assert job.seen == ["a"] * TRIES


def test_an_effect_that_leaves_it_pending_is_not_kept(words, work, job, effects, monkeypatch):
    words("a")
    monkeypatch.setattr(job, "is_pending", lambda site, item: True)
    _done, failed = work()
    assert "still to be done" in failed["A"]
    assert effects() == ()


def test_what_somebody_else_did_meanwhile_is_left_out(words, work, job, effects, monkeypatch):
    words("a", "b")
    monkeypatch.setattr(job, "is_pending", lambda site, item: item.key == "never")
    assert work() == ([], {})
    assert effects() == ()


def test_more_than_one_turn_is_done_in_several(words, work, effects, monkeypatch):
    monkeypatch.setattr(kernel, "LIMIT", 2)
    words(*"abcde")
    assert work() == (list("ABCDE"), {})


def test_a_turn_ends_in_time_but_never_without_having_done_something(
    functional, words, job, monkeypatch
):
    monkeypatch.setattr(kernel, "SPAN", 0.0)
    words("a", "b")
    (turn,) = [t for t in kernel.turns(functional["app"]) if t.name == NAME]
    report = kernel.work(turn)
    assert (report.done, report.more) == (["A"], True)


def test_asked_to_stop_it_stops_after_the_item(functional, words, job, effects):
    words("a", "b")
    (turn,) = [t for t in kernel.turns(functional["app"]) if t.name == NAME]
    report = kernel.work(turn, stop=lambda: bool(effects()))
    assert (report.done, report.more) == (["A"], True)


def test_it_prepares_without_the_lock_and_performs_with_it(words, work, job, monkeypatch):
    words("a")
    held = []
    prepare, perform = job.prepare, job.perform

    def look(site, *args, act):
        held.append(lock_of(site).held)
        return act(site, *args)

    monkeypatch.setattr(job, "prepare", lambda *args: look(*args, act=prepare))
    monkeypatch.setattr(job, "perform", lambda *args: look(*args, act=perform))
    work()
    assert held == [False, True]


def test_what_preparing_changes_is_not_kept(words, work, job, live_town, monkeypatch):
    words("a")
    monkeypatch.setattr(job, "prepare", lambda site, item: setattr(site, "spoilt", True))
    work()
    live_town._p_jar.sync()
    assert not hasattr(live_town, "spoilt")


def test_nothing_is_written_when_nothing_is_done(functional, words, work, live_town):
    words()
    before = live_town._p_jar.db().lastTransaction()
    work()
    assert live_town._p_jar.db().lastTransaction() == before


def test_what_was_done_last_is_known(words, work, live_town):
    words("a", "b")
    with clock.frozen(NOON):
        work()
    live_town._p_jar.sync()
    assert book.last_work(live_town, NAME) == book.Work(NOON, 2, 0)


def test_the_journal_names_the_worker(functional, live_town):
    with acting(functional["app"], "/plone") as site:
        journal.record(site["onk"], "tested")
        transaction.commit()
    (entry,) = [e for e in IJournal(live_town["onk"]).entries() if e["act"] == "tested"]
    assert (entry["actor"], entry["channel"]) == ("muniflow", "worker")


def test_it_plays_the_engine_s_role(functional):
    assert ENGINE_ROLE in ROLES
    with acting(functional["app"], "/plone") as site:
        assert ENGINE_ROLE in getSecurityManager().getUser().getRolesInContext(site["onk"])


@pytest.mark.parametrize(
    ("chosen", "address"),
    [
        ("", "http://localhost:8111/plone/onk"),
        ("https://iktato.varos.hu", "https://iktato.varos.hu/onk"),
        ("https://varos.hu/iktato", "https://varos.hu/iktato/onk"),
    ],
)
def test_addresses_are_those_of_the_office(functional, live_town, monkeypatch, chosen, address):
    monkeypatch.setenv("MUNIFLOW_SERVER", "http://localhost:8111")
    api.portal.set_registry_record(ADDRESS, chosen)
    transaction.commit()
    with acting(functional["app"], "/plone") as site:
        assert site["onk"].absolute_url() == address


def test_the_caller_is_the_caller_again(functional, live_town):
    before = (getRequest(), getSite(), api.user.get_current().getId())
    with acting(functional["app"], "/plone") as site:
        assert getSite() == site
        assert getRequest() is site.REQUEST
    assert (getRequest(), getSite(), api.user.get_current().getId()) == before
