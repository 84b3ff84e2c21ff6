"""The desk says in whose place one has a case."""

from datetime import timedelta
from muniflow.approval.browser.desk import DeskView
from muniflow.core import clock
from muniflow.organisation.operations import enter_substitution

import pytest


@pytest.fixture()
def notes(integration, as_person):
    """What stands below the titles on somebody's desk."""

    def read(person):
        with as_person(person):
            view = DeskView(integration["portal"], integration["request"])
            return [row.note for row in view.rows()]

    return read


@pytest.fixture()
def stand_in(as_person, town):
    """Let Cili stand in for somebody from today on."""

    def enter(absent, *functions):
        with as_person(absent):
            enter_substitution(
                town["onk"],
                absent=absent,
                substitute="cili",
                since=clock.today(),
                until=clock.today() + timedelta(days=7),
                functions=functions,
            )

    return enter


def test_a_substitute_reads_for_whom(submitted, notes, stand_in):
    submitted()
    stand_in("bela", "head")
    (note,) = notes("cili")
    assert note.endswith("Zöld Liget Kft. · for Nagy Béla")


def test_so_with_what_somebody_is_responsible_for(contract, notes, stand_in):
    contract()
    stand_in("anna", "responsible")
    assert [note.endswith("for Kiss Anna") for note in notes("cili")] == [True]


@pytest.mark.parametrize("person", ["bela", "cili"])
def test_one_s_own_work_needs_no_word(submitted, take, notes, stand_in, person):
    case = submitted(2_000_000)
    stand_in("bela", "head")
    if person == "cili":
        take(case, "bela", "approve")
    (note,) = notes(person)
    assert "for " not in note
