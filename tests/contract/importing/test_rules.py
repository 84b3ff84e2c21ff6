"""Rows as contracts, or what is wrong with them."""

from datetime import date
from decimal import Decimal
from functools import partial
from muniflow.contract.importing.columns import COLUMNS
from muniflow.contract.importing.rules import Around
from muniflow.contract.importing.rules import Contract
from muniflow.contract.importing.rules import contract_of
from muniflow.core.importing.columns import match
from muniflow.core.sheets import read
from muniflow.core.taxnumbers import is_tax_number

import pytest

AROUND = Around(
    units={"works": ("works",), "cityoperations": ("works",), "legal": ("legal",)},
    unit_titles=["City Operations", "Legal"],
    people={"anna": ("anna",), "kissanna": ("anna",), "nagy": ("bela", "beni")},
    people_names=["Kiss Anna", "Nagy Béla"],
    currencies=("HUF", "CZK", "EUR"),
    currency="HUF",
    is_tax_number=partial(is_tax_number, country="hu"),
)
GOOD = {
    "reference": "K-1",
    "direction": "kimenő",
    "subject": "Tree  planting",
    "partner": "Zöld Lomb Bt.",
    "adószám": "99157304-2-13",
    "net": "1 250 000 Ft",
    "gross": "1587500",
    "currency": "",
    "from": "2026-11-22",
    "until": "2027.11.21.",
    "indefinite term": "nem",
    "unit": "City Operations",
    "responsible": "KISS ANNA",
    "notes": "",
}


def judged(**changes):
    cells = GOOD | {name.replace("_", " "): value for name, value in changes.items()}
    text = "\n".join(";".join(f'"{v}"' for v in line) for line in (cells, cells.values()))
    sheet = read(text.encode(), "a.csv")
    return contract_of(sheet.rows[0], match(sheet, COLUMNS, "a.csv"), AROUND)


def test_a_sound_row():
    found = judged()
    assert isinstance(found, Contract)
    assert found.portal_type == "OutgoingContract"
    assert found.values == {
        "title": "Tree planting",
        "partners": ("Zöld Lomb Bt., 99157304-2-13",),
        "partner_reference": None,
        "value_net": Decimal(1250000),
        "value_gross": Decimal(1587500),
        "currency": "HUF",
        "term_from": date(2026, 11, 22),
        "term_until": date(2027, 11, 21),
        "indefinite": False,
        "unit": "works",
        "responsible": "anna",
        "description": "",
    }


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"subject": " "}, "subject"),
        ({"subject": "x" * 501}, "subject"),
        ({"direction": "sideways"}, "direction"),
        ({"partner": ""}, "partner"),
        ({"partner": "A; B"}, "adószám"),
        ({"adószám": "99157305-2-13"}, "adószám"),
        ({"net": ""}, "net"),
        ({"net": "-1"}, "net"),
        ({"net": "1.234"}, "net"),
        ({"gross": "1000"}, "gross"),
        ({"currency": "DEM"}, "currency"),
        ({"from": ""}, "from"),
        ({"from": "2026-02-30"}, "from"),
        ({"until": "2026-11-21"}, "until"),
        ({"indefinite_term": "igen"}, "indefinite term"),
        ({"indefinite_term": "talán"}, "indefinite term"),
        ({"unit": "Moon"}, "unit"),
        ({"responsible": ""}, "responsible"),
        ({"responsible": "Nagy"}, "responsible"),
    ],
)
def test_one_thing_wrong(changes, column):
    problems = judged(**changes)
    assert [problem.column for problem in problems] == [column]


def test_everything_wrong_is_told_at_once():
    problems = judged(subject="", net="much", unit="Moon")
    assert [problem.column for problem in problems] == ["subject", "net", "unit"]


def test_several_partners():
    found = judged(partner="A Kft.; B Kft.", adószám="99157304; 99734518-1-13")
    assert found.values["partners"] == ("A Kft., 99157304", "B Kft., 99734518-1-13")


def test_a_reference_tells_a_row_again():
    assert judged().key == judged(reference="k 1", subject="Other").key
    assert judged().key != judged(reference="K-2").key


def test_without_a_reference_what_it_says_tells_it_again():
    assert judged(reference="").key == judged(reference="", net="1250000").key
    assert judged(reference="").key != judged(reference="", net="1250001", gross="").key
