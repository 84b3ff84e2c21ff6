"""Rows as posts, or what is wrong with them."""

from datetime import date
from muniflow.core.importing.cells import CellProblem
from muniflow.core.importing.columns import match
from muniflow.core.sheets import read
from muniflow.organisation.importing.columns import COLUMNS
from muniflow.organisation.importing.columns import FUNCTION_WORDS
from muniflow.organisation.importing.rules import Around
from muniflow.organisation.importing.rules import NewPerson
from muniflow.organisation.importing.rules import NewUnit
from muniflow.organisation.importing.rules import Post
from muniflow.organisation.importing.rules import post_of
from muniflow.organisation.importing.rules import rival
from muniflow.organisation.importing.rules import unit_id
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.organisation.rules import PostRecord

import pytest

GOOD = {
    "személy": "anna",
    "név": "Kiss Anna",
    "email": "anna@town.example",
    "osztály": "City Operations",
    "feladatkör": "Ügyintéző",
    "kezdete": "2026-01-01",
    "vége": "",
}


def judged(*, may_add_people=False, **changes):
    around = Around(
        units={"works": ("works",), "cityoperations": ("works",)},
        find_person={"anna": "anna", "anna@town.example": "anna"}.get,
        posts=(),
        may_add_people=may_add_people,
    )
    cells = GOOD | changes
    text = "\n".join(";".join(line) for line in (cells, cells.values()))
    sheet = read(text.encode(), "a.csv")
    return post_of(sheet.rows[0], match(sheet, COLUMNS, "a.csv"), around)


def test_a_sound_row():
    found = judged()
    assert isinstance(found, Post)
    assert found.record == PostRecord("anna", "works", "clerk", date(2026, 1, 1))
    assert (found.unit, found.person) == (None, None)


def test_a_missing_unit_is_to_be_added():
    found = judged(osztály="Zöldterületi Csoport", felettes_egység="")
    assert found.unit == NewUnit("zoldteruleti-csoport", "Zöldterületi Csoport", "")
    assert found.record.unit == "zoldteruleti-csoport"


def test_a_missing_person_is_added_by_those_who_may():
    changes = {"személy": "uj.ede", "név": "Új Ede", "email": "ede@town.example"}
    assert judged(may_add_people=True, **changes).person == NewPerson(
        "uj.ede", "Új Ede", "ede@town.example"
    )
    assert [p.column for p in judged(**changes)] == ["személy"]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"személy": ""}, "személy"),
        ({"osztály": ""}, "osztály"),
        ({"osztály": "?!"}, "osztály"),
        ({"osztály": "All"}, "osztály"),
        ({"feladatkör": "király"}, "feladatkör"),
        ({"kezdete": "tavaly"}, "kezdete"),
        ({"vége": "2025-12-31"}, "vége"),
    ],
)
def test_one_thing_wrong(changes, column):
    assert [problem.column for problem in judged(**changes)] == [column]


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"személy": "Új Ede"}, "személy"),
        ({"személy": "uj.ede", "név": ""}, "név"),
        ({"személy": "uj.ede", "email": "nincs"}, "email"),
    ],
)
def test_a_person_that_cannot_be_added(changes, column):
    problems = judged(may_add_people=True, **changes)
    assert [problem.column for problem in problems] == [column]


HELD = PostRecord("anna", "works", "clerk", date(2026, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, HELD),
        (date(2026, 6, 30), None, HELD),
        (date(2026, 7, 1), None, None),
        (None, date(2025, 12, 31), None),
    ],
)
def test_rival(since, until, expected):
    assert rival(PostRecord("anna", "works", "clerk", since, until), [HELD]) == expected


def test_another_function_is_no_rival():
    assert rival(PostRecord("anna", "works", "head"), [HELD]) is None


@pytest.mark.parametrize(
    ("title", "expected"), [("Jogi Osztály", "jogi-osztaly"), ("IT 2", "it-2")]
)
def test_unit_id(title, expected):
    assert unit_id(title) == expected


@pytest.mark.parametrize("title", ["all", "?!", "—"])
def test_no_unit_id(title):
    with pytest.raises(CellProblem):
        unit_id(title)


def test_every_function_has_words():
    assert set(FUNCTION_WORDS) == set(FUNCTIONS)
