"""The journal's pages: found by what is asked, bounded, and closed to all others."""

from datetime import timedelta
from io import BytesIO
from muniflow.cli import main
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IMuniflowLayer
from muniflow.core.journal import keys
from muniflow.core.journal import spool
from muniflow.core.journal.rules import days_to_seal
from muniflow.core.journal.sealing import seal
from muniflow.core.journal.seals import Check
from muniflow.core.sheets import read
from muniflow.organisation.journal.finding import Asked
from muniflow.organisation.journal.finding import find
from muniflow.organisation.journal.listing import readable
from muniflow.organisation.journal.page import JournalPage
from muniflow.organisation.journal.showing import Teller
from muniflow.organisation.operations import add_post
from plone import api
from zExceptions import NotFound
from zipfile import ZipFile
from zope.interface import alsoProvides

import pytest
import re


@pytest.fixture(autouse=True)
def folders(monkeypatch, tmp_path):
    """Keys and views of each test lie in folders of its own."""
    monkeypatch.setenv(keys.FOLDER, str(tmp_path / "keys"))
    monkeypatch.setenv(spool.FOLDER, str(tmp_path / "spool"))


@pytest.fixture()
def ask(town, as_person):
    """Look at a page, or send its form, as a person."""

    def send(reader, name="@@journal", method="GET", **form):
        request = town.REQUEST
        alsoProvides(request, IMuniflowLayer)
        request.form.clear()
        request.form.update(form)
        request.method = method
        with as_person(reader):
            return town["onk"].restrictedTraverse(name)()

    return send


@pytest.fixture()
def auditor(town):
    """Somebody who audits one organisation."""
    with api.env.adopt_roles(["Manager"]):
        add_post(town["onk"], person="kata", unit="registry", function="auditor")
    return "kata"


@pytest.fixture()
def sealed(town):
    """The journal sealed up to yesterday, seen from tomorrow."""
    organisation = town["onk"]
    kept = IJournal(organisation)
    with clock.frozen(clock.now() + timedelta(days=2)):
        for day in days_to_seal(kept.first_day(), "", clock.now()):
            seal(organisation, day)
        yield list(kept.ledger.seals)


@pytest.mark.parametrize("reader", ["gabi", "kata"])
def test_records_officers_and_auditors_read_it(ask, auditor, reader):
    page = ask(reader)
    assert "organisation founded" in page and "post given" in page


@pytest.mark.parametrize("reader", ["anna", "bela", "judit", "hugo", "kata"])
@pytest.mark.parametrize(
    "name",
    ["@@journal", "@@journal-sheet", "@@journal-seals", "@@journal-file", "@@journal-export"],
)
def test_nobody_else_does(ask, town, reader, name):
    with pytest.raises(Exception) as refused:
        ask(reader, name)
    assert type(refused.value).__name__ in ("Unauthorized", "NotFound")


def test_the_navigation_leads_those_there_who_may_read(town, as_person, auditor):
    for reader, may in (("gabi", True), ("kata", True), ("anna", False)):
        with as_person(reader):
            assert bool(readable()) is may


def test_an_auditor_changes_nothing(ask, auditor, sealed):
    with pytest.raises(NotFound):
        ask(auditor, "@@journal-seals", "POST", reason="because")


def test_a_records_officer_asks_for_a_key(ask, town, sealed):
    ask("gabi", "@@journal-seals", "POST", reason="the server was stolen")
    assert IJournal(town["onk"]).ledger.wish.reason == "the server was stolen"


def test_an_unknown_act_shows_its_name(ask, town):
    journal.record(town["onk"], "stamped-on", reason="it was there")
    page = ask("gabi")
    assert "stamped-on" in page and "reason: it was there" in page


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({"act": "two"}, ["two"]),
        ({"person": "bela"}, ["two", "one"]),
        ({"person": "Nagy"}, ["two", "one"]),
        ({"person": "nobody"}, []),
        ({"person": "bela", "act": "one"}, ["one"]),
    ],
)
def test_it_is_narrowed(ask, town, as_person, asked, acts):
    with as_person("bela"):
        journal.record(town["onk"], "one")
        journal.record(town["onk"], "two")
    journal.record(town["onk"], "three")
    page = ask("gabi", **asked)
    body = page.partition("<tbody>")[2]
    shown = re.findall(r"</b>\s+(one|two|three)\b", body)
    assert shown == acts


def test_it_is_narrowed_to_a_number(ask, contract, as_person, town):
    case = contract()
    number = "ONK/77/2026"
    case.registry_number = number
    case.reindexObject(idxs=["registry_number"])
    page = ask("gabi", about=number)
    body = page.partition("<tbody>")[2]
    assert body.count("<tr") == 1 and "case started" in body
    assert f"resolveuid/{case.UID()}" in body


def test_it_is_narrowed_to_days(town):
    organisation = town["onk"]
    start = clock.now() + timedelta(days=400)
    for day in range(5):
        with clock.frozen(start + timedelta(days=day)):
            journal.record(organisation, f"day {day}")
    first = start.astimezone().date()
    asked = Asked(since=first + timedelta(days=1), until=first + timedelta(days=2))
    assert [e["act"] for e in find(organisation, asked).entries] == ["day 2", "day 1"]


def test_pages_follow_each_other_without_a_gap(town):
    organisation = town["onk"]
    with clock.frozen(clock.now() + timedelta(days=1)):
        for number in range(25):
            journal.record(organisation, f"n{number}")
    found, before = [], None
    for _page in range(3):
        page = find(organisation, Asked(before=before), page=10)
        found += [e["act"] for e in page.entries]
        before = page.next
    assert found[:25] == [f"n{number}" for number in range(25)][::-1]


def test_what_is_rare_is_looked_for_in_bounds(town):
    organisation = town["onk"]
    journal.record(organisation, "rare")
    for _number in range(30):
        journal.record(organisation, "common")
    asked = Asked(act="rare")
    first = find(organisation, asked, most=10)
    assert first.entries == [] and first.looked_back_to
    far = find(organisation, Asked(act="rare", before=first.next), most=100)
    assert [e["act"] for e in far.entries] == ["rare"]


def test_a_page_reads_no_more_than_it_shows(town):
    """However long the journal is: leaves of the trees that were not loaded stay ghosts."""
    organisation = town["onk"]
    with clock.frozen(clock.now() + timedelta(days=1)):
        for number in range(3000):
            journal.record(organisation, f"n{number}")
    jar = organisation._p_jar
    jar.savepoint()
    jar.cacheMinimize()
    found = find(organisation, Asked())
    assert len(found.entries) == 100
    loaded = sum(
        1
        for _oid, obj in jar._cache.items()
        if type(obj).__name__ == "LOBucket" and obj._p_changed is not None
    )
    assert loaded < 40


def test_what_the_reader_may_not_see_is_not_told(town, contract, as_person):
    case = contract(title="Secret matter")
    (entry,) = IJournal(town["onk"]).entries(uid=case.UID())
    page = JournalPage(town["onk"], town.REQUEST)
    with as_person("gabi"):
        assert "Secret matter" in Teller(page, [entry]).shown(entry).details
    with as_person("hugo"):
        line = Teller(page, [entry]).shown(entry)
    assert "Secret matter" not in repr(line)
    assert (line.title, line.details, line.url) == ("not open to you", "not open to you", "")


def test_the_sheet_has_what_the_page_shows(ask, town):
    journal.record(town["onk"], "noted", reason="=1+1")
    sheet = read(ask("gabi", "@@journal-sheet", act="noted"), "journal.xlsx")
    (row,) = sheet.rows
    assert row.cells[3] == "noted" and row.cells[5] == "reason: =1+1"


def test_the_seals_are_shown(ask, sealed):
    page = ask("gabi", "@@journal-seals")
    assert all(day in page for day in sealed)


def test_the_export_proves_itself(ask, sealed, tmp_path, town):
    stream = ask("gabi", "@@journal-export", since=sealed[0], until=sealed[-1])
    data = stream.read()
    assert town.REQUEST.response.getHeader("Content-Type") == "application/zip"
    with ZipFile(BytesIO(data)) as package:
        assert f"onk/{sealed[0]}.jsonl" in package.namelist()
        package.extractall(tmp_path / "out")
    assert main(["verify-journal", str(tmp_path / "out")]) == 0


def test_an_export_is_in_the_journal(ask, sealed, town):
    ask("gabi", "@@journal-export")
    (file,) = spool.folder(town).iterdir()
    assert b'"what":"journal-export"' in file.read_bytes()


def test_a_file_of_a_day_is_downloaded(ask, sealed):
    assert b'"number":1' in ask("gabi", "@@journal-file", day=sealed[0], file=".jsonl")


@pytest.mark.parametrize("asked", [{"day": "2001-01-01"}, {"file": ".pem"}, {}])
def test_other_files_are_not_found(ask, sealed, asked):
    with pytest.raises(NotFound):
        ask("gabi", "@@journal-file", **{"day": sealed[0], **asked})


def test_a_look_at_a_colleague_is_written_down(ask, town):
    ask("bela", "@@person", person="anna")
    (file,) = spool.folder(town).iterdir()
    assert b'"person":"anna"' in file.read_bytes()


def test_a_look_at_oneself_is_nobody_s_business(ask, town):
    ask("anna", "@@person", person="anna")
    assert not spool.folder(town).exists()


def test_an_alarm_is_shown(ask, town, sealed):
    ledger = IJournal(town["onk"]).ledger
    ledger.checks[sealed[0][:7]] = Check(clock.now(), 1, (f"{sealed[0]}: entry 3 was altered.",))
    for name in ("@@journal", "@@journal-seals"):
        assert "entry 3 was altered." in ask("gabi", name)
