"""What makes a filing plan right; no Plone needed."""

from datetime import date
from muniflow.core import sheets
from muniflow.core.errors import Invalid
from muniflow.core.packs import packs
from muniflow.registry.plan.rules import ARCHIVE
from muniflow.registry.plan.rules import DESTROY
from muniflow.registry.plan.rules import extended
from muniflow.registry.plan.rules import KEEP
from muniflow.registry.plan.rules import parse
from muniflow.registry.plan.rules import PlanItem
from muniflow.registry.plan.rules import replaced
from muniflow.registry.plan.rules import retention
from muniflow.registry.plan.shipped import COLUMNS
from muniflow.registry.plan.shipped import plan_of
from muniflow.registry.plan.shipped import read_plan

import pytest

GOOD = {"id": "1.1", "title": "Contracts", "years": 10, "mark": "S"}
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("country", sorted(packs()))
def test_every_pack_ships_a_plan(country):
    assert len(plan_of(country)) >= 20


def test_a_country_without_a_plan_has_none():
    assert plan_of("xx") == ()


def test_the_hungarian_plan_knows_what_is_kept_for_good():
    marks = {item.id: item for item in plan_of("hu")}
    assert (marks["4.02"].mark, marks["4.02"].years) == (KEEP, 0)
    assert (marks["1.01"].mark, marks["1.01"].years) == (ARCHIVE, 15)
    assert (marks["6.01"].mark, marks["6.01"].years) == (DESTROY, 75)


def test_an_item_is_read_with_what_it_says():
    assert parse([GOOD], "plan") == (PlanItem("1.1", "Contracts", 10, "S"),)


@pytest.mark.parametrize(
    ("changes", "item", "value"),
    [
        ({"id": ""}, "#1", ""),
        ({"title": None}, "1.1", ""),
        ({"mark": "X"}, "1.1", "X"),
        ({"mark": None}, "1.1", ""),
        ({"mark": "s"}, "1.1", "s"),
        ({"years": 0}, "1.1", "0"),
        ({"years": -5}, "1.1", "-5"),
        ({"years": 201}, "1.1", "201"),
        ({"years": "ten"}, "1.1", "ten"),
        ({"years": None}, "1.1", ""),
        ({"years": True}, "1.1", "bool"),
        ({"years": [1]}, "1.1", "list"),
        ({"years": 5, "mark": "K"}, "1.1", "5"),
        ({"until": "soon"}, "1.1", "soon"),
    ],
)
def test_a_wrong_value_is_named_with_file_and_item(changes, item, value):
    with pytest.raises(Invalid) as problem:
        parse([GOOD | changes], "plan.yaml")
    said = problem.value.message.mapping
    assert (said["source"], said["item"], said["value"]) == ("plan.yaml", item, value)


def test_a_double_is_named():
    with pytest.raises(Invalid) as problem:
        parse([GOOD, GOOD], "plan.yaml")
    assert problem.value.message.mapping == {"source": "plan.yaml", "item": "1.1"}


@pytest.mark.parametrize(
    "data",
    [b"", b"items: 5", b"- 1", b"a: [", b"\xff\xfe\xfa", b"[" * 20_000, b"x" * 1_100_000],
)
def test_what_is_no_plan_is_refused(data):
    with pytest.raises(Invalid):
        read_plan(data, "plan.yaml")


def test_a_plan_comes_back_from_a_spreadsheet():
    rows = [("1", "Contracts", 10, "S", None), ("2", "Minutes", 15, "A", DAY)]
    found = read_plan(sheets.write(COLUMNS, rows), "plan.xlsx")
    assert found == (PlanItem("1", "Contracts", 10, "S"), PlanItem("2", "Minutes", 15, "A", DAY))


def test_a_spreadsheet_without_the_columns_says_which():
    with pytest.raises(Invalid) as problem:
        read_plan(b"a;b\n1;2\n", "plan.csv")
    assert "id, title" in problem.value.message.mapping["columns"]


OLD = (PlanItem("1", "One", 5, "S"), PlanItem("2", "Two", 5, "S"))


def test_more_items_replace_those_of_their_id_in_place():
    more = (PlanItem("1", "New one", 10, "S"), PlanItem("3", "Three", 5, "S"))
    assert extended(OLD, more) == (more[0], OLD[1], more[1])


def test_a_whole_plan_closes_what_it_does_not_have():
    new = (PlanItem("1", "New one", 10, "S"),)
    found = replaced(OLD, new, DAY)
    assert found[0] == new[0]
    assert (found[1].id, found[1].until) == ("2", DAY)


def test_what_was_closed_before_keeps_its_day():
    closed = (PlanItem("9", "Old", 5, "S", date(2020, 12, 31)),)
    assert replaced(closed, (), DAY)[0].until == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("day", "is_open"), [(date(2026, 11, 21), True), (DAY, True), (date(2026, 11, 23), False)]
)
def test_an_item_is_open_up_to_its_last_day(day, is_open):
    assert PlanItem("1", "One", 5, "S", DAY).open_on(day) is is_open


def test_retention_is_said_with_its_years():
    message = retention(PlanItem("1", "One", 15, "A"))
    assert (message, message.mapping) == ("plan_mark_archive", {"years": 15})
