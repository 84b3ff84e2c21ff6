"""Who enters and sees when somebody is away."""

from datetime import date
from muniflow.core.errors import Invalid
from muniflow.core.errors import NotAllowed
from muniflow.core.interfaces import IJournal
from muniflow.organisation.operations import absences_of
from muniflow.organisation.operations import away_between
from muniflow.organisation.operations import enter_absence
from muniflow.organisation.operations import remove_absence

import pytest

FIRST = date(2026, 12, 21)
LAST = date(2026, 12, 31)


@pytest.fixture()
def away(town, as_person):
    """Enter that Anna is on leave, by herself."""

    def enter(actor="anna", person="anna", **given):
        values = {"since": FIRST, "until": LAST, "kind": "sick", "note": "Flu", **given}
        with as_person(actor):
            return enter_absence(person, **values)

    return enter


@pytest.mark.parametrize("actor", ["anna", "bela", "judit"])
def test_the_person_the_head_and_the_administrator_enter_it(away, actor):
    assert away(actor=actor).entered_by == actor


@pytest.mark.parametrize("actor", ["cili", "dani", "ida", "hugo", "kata"])
def test_others_enter_none(away, actor):
    with pytest.raises(NotAllowed):
        away(actor=actor)


@pytest.mark.parametrize(
    "reader,kind,note",
    [
        ("anna", "sick", "Flu"),
        ("bela", "sick", "Flu"),
        ("judit", "sick", "Flu"),
        ("cili", "", ""),
        ("hugo", "", ""),
    ],
)
def test_why_is_for_the_person_and_those_who_lead(away, as_person, reader, kind, note):
    away()
    with as_person(reader):
        (record,) = absences_of("anna")
    assert (record.since, record.kind, record.note) == (FIRST, kind, note)


@pytest.mark.parametrize("person,reader", [("anna", "kata"), ("bela", "hugo"), ("hugo", "bela")])
def test_who_shares_no_organisation_learns_nothing(away, as_person, person, reader):
    away(actor=person, person=person)
    with as_person(reader):
        assert absences_of(person) == []
        assert away_between(person, FIRST, LAST) is None


def test_it_is_found_by_days(away, as_person):
    record = away()
    with as_person("anna"):
        assert away_between("anna", LAST, date(2027, 1, 31)) == record
        assert away_between("anna", date(2027, 1, 1), date(2027, 1, 31)) is None


@pytest.mark.parametrize("actor", ["anna", "bela"])
def test_it_is_taken_back(away, as_person, actor):
    record = away()
    with as_person(actor):
        remove_absence("anna", record.id)
        assert absences_of("anna") == []


def test_others_do_not_take_it_back(away, as_person):
    record = away()
    with as_person("cili"), pytest.raises(NotAllowed):
        remove_absence("anna", record.id)


def test_an_unknown_one_is_named(away, as_person):
    with as_person("anna"), pytest.raises(Invalid) as problem:
        remove_absence("anna", "nowhere")
    assert problem.value.message.mapping["value"] == "nowhere"


@pytest.mark.parametrize("organisation", ["onk", "phi"])
def test_the_journals_say_when_and_never_why(town, away, organisation):
    away()
    entry = list(IJournal(town[organisation]).entries())[-1]
    assert entry["act"] == "absence-entered"
    assert dict(entry["details"]) == {
        "person": "anna",
        "since": "2026-12-21",
        "until": "2026-12-31",
    }
