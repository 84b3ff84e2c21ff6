"""Administrators see what the worker could not do, and decide about it."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.core import clock
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.worker import book
from muniflow.core.worker import operations
from muniflow.core.worker.acting import ADDRESS
from muniflow.core.worker.browser.panel import SHOWN
from muniflow.core.worker.interfaces import Item
from plone import api
from zExceptions import Unauthorized
from zope.interface import alsoProvides

import pytest
import transaction

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NAME = "test-counting"


@pytest.fixture()
def failed(words, work, job, live_town):
    """The site with one failure, of an hour ago."""
    words("a", "b")
    job.trouble["a"] = ValueError("no <ink>")
    with clock.frozen(NOON):
        work()
    live_town._p_jar.sync()
    with api.env.adopt_roles(["Site Administrator"]):
        yield live_town


@pytest.fixture()
def send(live_town):
    """Send the form, or look at the page."""

    def post(**form):
        request = live_town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        request.method = "POST" if form else "GET"
        answer = live_town.restrictedTraverse("@@worker")()
        transaction.commit()
        return answer

    return post


def failure(site):
    return book.failure(site, NAME, "a")


def test_the_page_shows_the_failure(failed, send):
    page = send()
    assert "Counting" in page
    assert "ValueError: no &lt;ink&gt;" in page
    assert "Traceback" in page


def test_what_is_pending_is_counted(failed):
    (state,) = [s for s in operations.job_states(failed) if s.name == NAME]
    assert (state.pending, len(state.failures), state.next) == (1, 1, None)
    assert state.work == book.Work(NOON, 1, 1)


def test_a_job_that_cannot_count_hides_no_other(failed, job, send):
    job.trouble["pending"] = KeyError("no such index")
    (state,) = [s for s in operations.job_states(failed) if s.name == NAME]
    assert "no such index" in state.error
    assert "no such index" in send()


def test_trying_again_brings_it_forward(failed, send, work, job):
    send(act="retry", job=NAME, key="a")
    assert failure(failed).next <= clock.now()
    assert failure(failed).attempts == 1


def test_what_is_skipped_is_not_tried(failed, send, work, job):
    send(act="skip", job=NAME, key="a", reason="The printer was sold")
    job.trouble.clear()
    with clock.frozen(NOON + timedelta(days=9)):
        assert work() == ([], {})
    left = failure(failed)
    assert (left.skipped, left.reason) == (True, "The printer was sold")


def test_skipping_is_journalled_where_it_concerns(failed, send):
    send(act="skip", job=NAME, key="a", reason="The printer was sold")
    (entry,) = [e for e in IJournal(failed["onk"]).entries() if e["act"] == "worker-skip"]
    assert dict(entry["details"]) == {
        "job": NAME,
        "item": "A",
        "reason": "The printer was sold",
    }


def test_what_was_skipped_can_be_tried_again(failed, send, work, job):
    send(act="skip", job=NAME, key="a", reason="The printer was sold")
    send(act="retry", job=NAME, key="a")
    assert not failure(failed).skipped


def test_all_are_tried_again_but_what_was_skipped(failed, send):
    send(act="retry-all", job=NAME)
    assert failure(failed).next <= clock.now()
    send(act="skip", job=NAME, key="a", reason="The printer was sold")
    send(act="retry-all", job=NAME)
    assert failure(failed).skipped


def test_a_flood_of_failures_is_not_all_shown(failed, send):
    for number in range(SHOWN + 1):
        book.put(failed, replace(failure(failed), item=Item(f"n{number}")))
    page = send()
    assert page.count('value="skip"') == SHOWN
    assert "And 2 more." in page


def test_nobody_skips_without_a_reason(failed):
    with pytest.raises(Invalid):
        operations.skip(failed, NAME, "a", "  ")


def test_what_is_over_cannot_be_skipped(failed):
    with pytest.raises(Invalid):
        operations.skip(failed, NAME, "b", "Why not")


@pytest.mark.parametrize("address", ["https://iktato.varos.hu", ""])
def test_the_address_is_kept(failed, send, address):
    send(act="address", address=address)
    assert api.portal.get_registry_record(ADDRESS) == address


@pytest.mark.parametrize("address", ["varos.hu", "ftp://varos.hu", "https://", "javascript:x"])
def test_what_is_no_address_is_refused(failed, address):
    with pytest.raises(Invalid):
        operations.choose_address(failed, address)


def test_looking_writes_nothing(failed, send):
    before = failed._p_jar.db().lastTransaction()
    send()
    assert failed._p_jar.db().lastTransaction() == before


@pytest.mark.parametrize("person", ["judit", "gabi", "anna"])
def test_it_is_for_administrators_of_the_site(live_town, job, person):
    with api.env.adopt_user(username=person):
        with pytest.raises(Unauthorized):
            live_town.restrictedTraverse("@@worker")
        with pytest.raises(NotAllowed):
            operations.job_states(live_town)
        with pytest.raises(NotAllowed):
            operations.call_now(live_town)
        with pytest.raises(NotAllowed):
            operations.retry(live_town, NAME, "a")


def test_the_site_s_setup_leads_there(live_town):
    panels = api.portal.get_tool("portal_controlpanel").listActions()
    (panel,) = [p for p in panels if p.id == "muniflow_worker"]
    assert panel.getActionExpression() == "string:${portal_url}/@@worker"
