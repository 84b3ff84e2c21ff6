"""The demo as it stands in a site."""

from collections import Counter
from muniflow.approval.operations import decisions_for
from muniflow.approval.operations import proceedings_of
from muniflow.contract.importing.operations import preview
from muniflow.contract.importing.operations import run
from muniflow.core.lock import lock_of
from muniflow.demo.data import demo
from muniflow.demo.operations import load
from muniflow.demo.operations import logins
from muniflow.organisation.operations import holdings_of
from muniflow.registry.operations import documents_of
from plone import api
from tests.data.contracts_200 import FILE
from tests.data.contracts_200 import ROWS
from tests.data.contracts_200 import WRONG
from tests.demo.layer import LOADED

import pytest

DEMO = demo()
BESIDE = ("taken-in", "undone", "message", "asked-again")
ORGANISATIONS = ("onk", "phi")


def contracts(site, organisation=""):
    found = []
    for name in (organisation,) if organisation else ORGANISATIONS:
        for year in site[name]["cases"].objectValues():
            found += [case for case in year.objectValues() if "Contract" in case.portal_type]
    return found


def state(case):
    return api.portal.get_tool("portal_workflow").getInfoFor(case, "review_state")


def test_everything_is_there(demo_report):
    assert (demo_report.people, demo_report.posts, demo_report.contracts) == (
        len(DEMO.people),
        len(DEMO.posts),
        len(DEMO.contracts),
    )


def test_people_have_names(demo_site):
    for row in DEMO.people:
        assert api.user.get(userid=row.id).getProperty("fullname") == row.name


def test_every_contract_holds_a_document(demo_site):
    assert all(documents_of(case) for case in contracts(demo_site))


def test_corrected_drafts_are_versions(demo_site):
    counts = Counter(len(documents_of(case)[0].versions) for case in contracts(demo_site))
    assert counts[2] >= 5


def test_a_corrected_draft_keeps_its_form(demo_site):
    for case in contracts(demo_site):
        for document in documents_of(case):
            assert len({record.content_type for record in document.versions}) == 1


def test_what_was_decided_today_waits_since_today(demo_site):
    case = next(c for c in contracts(demo_site, "phi") if c.title.startswith("Könyvvizsgálat a k"))
    assert case.workflow_history[case.process_version][-1]["time"].asdatetime().date() == (
        LOADED.date()
    )


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_registers_have_no_gaps(demo_site, organisation):
    for register in demo_site[organisation]["registers"].objectValues():
        entries = [entry for entry in register.book.entries() if entry.sub == 0]
        assert [entry.main for entry in entries] == list(range(1, len(entries) + 1))
        assert [entry.time for entry in entries] == sorted(entry.time for entry in entries)


@pytest.mark.parametrize("organisation", ORGANISATIONS)
def test_registers_of_three_years_are_open(demo_site, organisation):
    assert set(demo_site[organisation]["registers"].objectIds()) == {"2024", "2025", "2026"}


def test_contracts_stand_in_every_step(demo_site):
    states = Counter(state(case) for case in contracts(demo_site))
    assert states["signed"] > 25
    assert set(states) == {
        "draft",
        "received",
        "review",
        "negotiation",
        "head-of-unit-approval",
        "legal-review",
        "finance-countersignature",
        "legal-and-finance",
        "partner-s-answer",
        "signature",
        "signed",
        "refused",
        "withdrawn",
    }


def test_some_are_late_and_some_due_today(demo_site):
    dues = [case.due for case in contracts(demo_site) if case.due]
    assert any(due < LOADED.date() for due in dues)
    assert any(due == LOADED.date() for due in dues)
    assert any(due > LOADED.date() for due in dues)


def test_nothing_lies_in_the_future(demo_site):
    times = [
        line["time"].asdatetime()
        for case in contracts(demo_site)
        for line in case.workflow_history[case.process_version]
    ]
    assert max(times) <= LOADED


def test_decisions_were_taken_by_those_whose_turn_it_was(demo_site):
    for case in contracts(demo_site):
        for act in proceedings_of(case).acts:
            if act.person and act.kind not in BESIDE:
                assert act.function, (case.title, act)


def test_requester_here_and_approver_there(demo_site):
    can = Counter()
    with api.env.adopt_user(username="kiss.anna"):
        for organisation in ORGANISATIONS:
            for case in contracts(demo_site, organisation):
                can[organisation] += any(c.kind == "approve" for c in decisions_for(case))
    assert can["phi"] > 0
    assert can["onk"] == 0


def test_the_outsider_has_no_post(demo_site):
    assert holdings_of("kivulallo.kata") == []


def test_a_second_loading_adds_nothing(demo_site):
    again = load(demo_site)
    assert (again.people, again.posts, again.contracts, again.acts) == (0, 0, 0, 0)
    assert len(contracts(demo_site)) == len(DEMO.contracts)


@pytest.mark.parametrize("language", ["en", "hu"])
def test_logins_are_told(language):
    told = logins(language)
    assert len(told) == len(DEMO.logins)
    assert all(login.name and login.about for login in told)


@pytest.fixture
def onk(demo_site):
    """The Municipality, in a turn to write, so that nothing is committed."""
    lock = lock_of(demo_site)
    lock.acquire(5)
    with api.env.adopt_user(username="molnar.katalin"):
        yield demo_site["onk"]
    lock.release()


def test_good_rows_are_taken_over_once(onk):
    data = FILE.read_bytes()
    assert len(preview(onk, data, FILE.name).taken) == ROWS - len(WRONG)
    before = len(onk["cases"]["2026"].objectIds())
    report = run(onk, data, FILE.name)
    assert [refused.row.number for refused in report.refused] == sorted(WRONG)
    assert len(onk["cases"]["2026"].objectIds()) - before == ROWS - len(WRONG)
    again = run(onk, data, FILE.name)
    assert (len(again.taken), len(again.known)) == (0, ROWS - len(WRONG))
