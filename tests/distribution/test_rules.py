"""What the answers on the site-creation page mean."""

from muniflow.core.errors import Invalid
from muniflow.distribution.rules import COLOURS
from muniflow.distribution.rules import id_from_code
from muniflow.distribution.rules import planned_organisations
from muniflow.distribution.rules import PlannedOrganisation

import pytest


@pytest.mark.parametrize(
    ("code", "expected"),
    [("ONK", "onk"), ("ÖNK", "onk"), ("M Ú", "m-u"), ("ÚMČ 7", "umc-7"), ("--x--", "x")],
)
def test_the_id_comes_from_the_code(code, expected):
    assert id_from_code(code) == expected


def test_a_code_without_a_letter_is_refused():
    with pytest.raises(Invalid) as caught:
        id_from_code("—")
    assert caught.value.message == "error_code_without_letters"


def test_organisations_are_planned_in_order_with_colours():
    rows = [
        {"title": " Town ", "code": "T"},
        {"title": "Office", "code": "O", "colour": "#123456"},
    ]
    assert planned_organisations({"organisations": rows}) == [
        PlannedOrganisation("t", "T", "Town", COLOURS[0]),
        PlannedOrganisation("o", "O", "Office", "#123456"),
    ]


@pytest.mark.parametrize("answers", [{}, {"organisations": None}, {"organisations": []}])
def test_no_organisation_is_no_error(answers):
    assert planned_organisations(answers) == []


@pytest.mark.parametrize(
    ("codes", "taken"), [(["A", "a"], frozenset()), (["ONK"], frozenset({"onk"}))]
)
def test_a_code_is_used_once(codes, taken):
    rows = [{"title": code, "code": code} for code in codes]
    with pytest.raises(Invalid) as caught:
        planned_organisations({"organisations": rows}, taken)
    assert caught.value.message == "error_code_repeated"
