"""Sheets of contracts taken over into the town."""

from muniflow.contract.importing.operations import preview
from muniflow.contract.importing.operations import run
from muniflow.core.errors import NotAllowed
from muniflow.core.lock import lock_of
from muniflow.core.sheets import SheetRefused
from plone import api

import pytest

HEADER = "Hivatkozás;Irány;Tárgy;Partner;Nettó érték;Kezdete;Szervezeti egység;Felelős\n"
GOOD = "K-{n};kimenő;Subject {n};Zöld Kft.;1000;2026-11-22;City Operations;anna\n"
BAD = "K-bad;kimenő;;Zöld Kft.;1000;2026-11-22;City Operations;anna\n"


def sheet(*rows):
    return (HEADER + "".join(rows)).encode()


def good(*numbers):
    return [GOOD.format(n=n) for n in numbers]


@pytest.fixture
def onk(town):
    """The Municipality, in a turn to write, so that nothing is committed."""
    lock = lock_of(town)
    lock.acquire(5)
    with api.env.adopt_user(username="gabi"):
        yield town["onk"]
    lock.release()


def contracts(organisation):
    return [case for year in organisation["cases"].objectValues() for case in year.objectValues()]


def test_a_dry_run_starts_nothing(onk):
    report = preview(onk, sheet(*good(1, 2), BAD), "a.csv")
    assert (report.done, report.taken, [r.row.number for r in report.refused]) == (
        False,
        [2, 3],
        [4],
    )
    assert contracts(onk) == []


def test_good_rows_are_taken_over_and_bad_ones_told(onk):
    report = run(onk, sheet(*good(1), BAD, *good(2)), "a.csv")
    assert (report.done, report.taken, [r.row.number for r in report.refused]) == (
        True,
        [2, 4],
        [3],
    )
    assert {case.title for case in contracts(onk)} == {"Subject 1", "Subject 2"}
    case = contracts(onk)[0]
    assert (case.unit, case.responsible, case.currency) == ("works", "anna", "HUF")


def test_a_second_import_doubles_nothing(onk):
    run(onk, sheet(*good(1, 2)), "a.csv")
    report = run(onk, sheet(*good(1, 2, 3)), "b.csv")
    assert (report.taken, report.known) == ([4], [2, 3])
    assert len(contracts(onk)) == 3


def test_the_same_reference_twice_in_a_file(onk):
    report = run(onk, sheet(*good(1, 1)), "a.csv")
    assert (report.taken, [r.row.number for r in report.refused]) == ([2], [3])


def test_what_was_deleted_is_taken_over_again(onk):
    run(onk, sheet(*good(1)), "a.csv")
    with api.env.adopt_user(username="anna"):
        api.content.delete(contracts(onk)[0])
    assert run(onk, sheet(*good(1)), "a.csv").taken == [2]


def test_organisations_do_not_know_each_others_imports(onk, town):
    run(onk, sheet(*good(1)), "a.csv")
    row = GOOD.format(n=1).replace("anna", "hugo")
    report = run(town["phi"], sheet(row), "a.csv")
    assert report.taken == [2]


def test_a_row_that_cannot_be_started_leaves_no_trace(onk, monkeypatch):
    from muniflow.contract.importing import operations
    from muniflow.core.errors import Invalid

    start = operations.start_contract

    def failing(organisation, *, portal_type, values):
        case = start(organisation, portal_type=portal_type, values=values)
        if values["title"] == "Subject 2":
            raise Invalid("no")
        return case

    monkeypatch.setattr(operations, "start_contract", failing)
    report = run(onk, sheet(*good(1, 2, 3)), "a.csv")
    assert (report.taken, [r.row.number for r in report.refused]) == ([2, 4], [3])
    assert {case.title for case in contracts(onk)} == {"Subject 1", "Subject 3"}


@pytest.mark.parametrize("person", ["anna", "bela", "emma", "kata"])
def test_only_records_and_administrators_import(town, person):
    with api.env.adopt_user(username=person), pytest.raises(NotAllowed):
        preview(town["onk"], sheet(*good(1)), "a.csv")


def test_a_sheet_without_the_columns_is_refused(onk):
    with pytest.raises(SheetRefused):
        preview(onk, b"a;b\n1;2\n", "a.csv")
