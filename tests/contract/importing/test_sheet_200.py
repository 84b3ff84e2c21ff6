"""The sheet of 200 contracts: 12 rows are wrong, each in a way of its own."""

from functools import partial
from muniflow.contract.importing.columns import COLUMNS
from muniflow.contract.importing.rules import Around
from muniflow.contract.importing.rules import contract_of
from muniflow.core.importing.cells import folded
from muniflow.core.importing.columns import match
from muniflow.core.sheets import read
from muniflow.core.taxnumbers import is_tax_number
from muniflow.demo.data import demo
from tests.data.contracts_200 import FILE
from tests.data.contracts_200 import HEADER
from tests.data.contracts_200 import ROWS
from tests.data.contracts_200 import rows
from tests.data.contracts_200 import WRONG

import pytest


def around():
    units = [unit for unit in demo().units if unit.organisation == "onk"]
    members = {post.person for post in demo().posts if post.organisation == "onk"}
    people = [person for person in demo().people if person.id in members]
    return Around(
        units={folded(unit.title): (unit.id,) for unit in units},
        unit_titles=[unit.title for unit in units],
        people={folded(n): (p.id,) for p in people for n in (p.id, p.name, p.email)},
        people_names=[person.name for person in people],
        currencies=("HUF", "CZK", "EUR"),
        currency="HUF",
        is_tax_number=partial(is_tax_number, country="hu"),
    )


@pytest.fixture(scope="module")
def found():
    sheet = read(FILE.read_bytes(), FILE.name)
    columns, offered = match(sheet, COLUMNS, FILE.name), around()
    return {row.number: contract_of(row, columns, offered) for row in sheet.rows}


def test_the_file_is_what_its_generator_makes():
    sheet = read(FILE.read_bytes(), FILE.name)
    assert sheet.header == HEADER
    assert len(sheet.rows) == ROWS
    titles = [row.cells[2] for row in sheet.rows]
    assert titles == [row[2] for row in rows()]


def test_all_other_rows_are_sound(found):
    assert {n for n, one in found.items() if isinstance(one, list)} == set(WRONG)


@pytest.mark.parametrize("number", WRONG)
def test_a_wrong_row_says_which_column_is_wrong(found, number):
    assert [problem.column for problem in found[number]] == [WRONG[number][0]]


def test_each_is_wrong_in_a_way_of_its_own(found):
    said = {(p.column, str(p.message)) for n in WRONG for p in found[n]}
    assert len(said) == len(WRONG)


def test_no_two_rows_are_the_same(found):
    keys = [one.key for one in found.values() if not isinstance(one, list)]
    assert len(set(keys)) == len(keys)
