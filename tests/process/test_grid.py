"""The table of levels: what it reads in a drawing, what it writes, what it refuses."""

from dataclasses import replace
from decimal import Decimal
from muniflow.core.errors import Invalid
from muniflow.process.bpmn import read_model
from muniflow.process.grid import apply
from muniflow.process.grid import changed
from muniflow.process.grid import Grid
from muniflow.process.grid import read_grid
from muniflow.process.grid import Row
from muniflow.process.grid import typed

import pytest

LANES = """<lane id="clerks" name="Clerk"><flowNodeRef>a</flowNodeRef></lane>
<lane id="heads" name="Head of unit"><flowNodeRef>h</flowNodeRef></lane>
<lane id="money" name="Finance" muniflow:function="finance"><flowNodeRef>m</flowNodeRef>
<flowNodeRef>n</flowNodeRef></lane>"""


def chain(draw, flow, **attributes):
    """Return a drawing draft - head - (m beside n) - end with attributes of its tasks."""
    given = {name: attributes.get(name, "") for name in "ahmn"}
    return draw(
        '<startEvent id="s" />',
        '<endEvent id="e" name="Done" />',
        f'<userTask id="m" name="Money" {given["m"]} />',
        f'<userTask id="n" name="Notary" {given["n"]} />',
        f'<userTask id="h" name="Head" {given["h"]} />',
        f'<userTask id="a" name="Draft" {given["a"]} />',
        '<parallelGateway id="split" /><parallelGateway id="join" />',
        flow("f1", "s", "a"),
        flow("f2", "a", "h", "Submit"),
        flow("f3", "h", "split", "Approve"),
        flow("f4", "split", "m"),
        flow("f5", "split", "n"),
        flow("f6", "m", "join"),
        flow("f7", "n", "join"),
        flow("f8", "join", "e", "Done"),
        lanes=LANES,
        basics=False,
    ).encode()


@pytest.fixture(name="text")
def _text(draw, flow):
    return chain(
        draw,
        flow,
        h='muniflow:days="3" muniflow:from="1000000 HUF" muniflow:told="records  legal"',
        m='muniflow:on="false" muniflow:function="legal"',
    )


def row(text: bytes, element: str) -> Row:
    return read_grid(read_model(text)).row(element)


def test_the_rows_stand_as_a_case_meets_them(text):
    found = [r.element for r in read_grid(read_model(text)).rows]
    assert (found[:2], set(found[2:])) == (["a", "h"], {"m", "n"})


def test_shipped_rows_stand_as_a_case_meets_them(shipped):
    found = [r.step for r in read_grid(read_model(shipped["outgoing-contract"])).rows]
    assert found == [
        "Draft",
        "Head of unit approval",
        "Legal review",
        "Finance countersignature",
        "Signature",
    ]


@pytest.mark.parametrize(
    ("element", "name", "value"),
    [
        ("a", "fixed", True),
        ("h", "fixed", False),
        ("h", "inside_gate", False),
        ("m", "inside_gate", True),
        ("n", "inside_gate", True),
        ("a", "function", "clerk"),
        ("h", "function", "head"),
        ("m", "function", "legal"),
        ("n", "function", "finance"),
        ("h", "days", 3),
        ("a", "days", None),
        ("h", "from_amount", Decimal(1_000_000)),
        ("h", "currency", "HUF"),
        ("m", "from_amount", None),
        ("h", "told", ("records", "legal")),
        ("m", "on", False),
        ("h", "on", True),
    ],
)
def test_what_is_read(text, element, name, value):
    assert getattr(row(text, element), name) == value


@pytest.mark.parametrize("bad", ["much", "NaN", "Infinity", "", "HUF 3"])
def test_an_unreadable_amount_is_none(draw, flow, bad):
    assert row(chain(draw, flow, h=f'muniflow:from="{bad}"'), "h").from_amount is None


def test_rows_as_they_are_change_nothing(text):
    assert apply(text, read_grid(read_model(text)).rows) == text


@pytest.mark.parametrize(
    ("element", "change"),
    [
        ("h", {"days": 10}),
        ("h", {"days": None}),
        ("a", {"days": 5}),
        ("h", {"from_amount": Decimal("2500000.50")}),
        ("h", {"from_amount": None, "currency": ""}),
        ("h", {"from_amount": Decimal(10_000_000), "currency": "EUR"}),
        ("h", {"told": ()}),
        ("a", {"told": ("auditor",)}),
        ("h", {"on": False}),
        ("m", {"on": True}),
        ("h", {"function": "signatory"}),
        ("m", {"function": "finance"}),
    ],
)
def test_what_is_written_is_read_again(text, element, change):
    wanted = replace(row(text, element), **change)
    assert row(apply(text, [wanted]), element) == wanted


@pytest.mark.parametrize("element", ["a", "h", "m", "n"])
def test_only_the_one_step_changes(text, element):
    after = apply(text, [replace(row(text, element), days=77)])
    before, now = text.splitlines(), after.splitlines()
    differing = [new for old, new in zip(before, now, strict=True) if old != new]
    assert len(differing) == 1
    assert f'id="{element}"'.encode() in differing[0]


def test_the_function_of_the_lane_is_not_repeated_at_the_step(text):
    after = apply(text, [replace(row(text, "m"), function="finance")])
    assert "function" not in read_model(after).node("m").attributes


def test_amounts_are_written_without_exponents(text):
    after = apply(text, [replace(row(text, "h"), from_amount=Decimal("1E+7"))])
    assert read_model(after).node("h").attributes["from"] == "10000000 HUF"


@pytest.mark.parametrize(
    ("element", "change", "word"),
    [
        ("h", {"function": "queen"}, "queen"),
        ("h", {"function": ""}, "Head"),
        ("h", {"told": ("records", "nobody")}, "nobody"),
        ("h", {"days": 0}, "0"),
        ("h", {"days": 1000}, "1000"),
        ("h", {"from_amount": Decimal(-1)}, "-1 HUF"),
        ("h", {"from_amount": Decimal("Infinity")}, "Infinity HUF"),
        ("h", {"from_amount": Decimal("0.001")}, "0.001 HUF"),
        ("h", {"from_amount": Decimal(10) ** 15}, "1000000000000000 HUF"),
        ("h", {"currency": "forint"}, "1000000 forint"),
        ("a", {"on": False}, "Draft"),
        ("a", {"from_amount": Decimal(5)}, "Draft"),
    ],
)
def test_what_cannot_be_is_refused_by_name(text, element, change, word):
    with pytest.raises(Invalid) as caught:
        apply(text, [replace(row(text, element), **change)])
    assert word in caught.value.message.mapping.values()


def test_a_step_that_is_not_there_is_refused(text):
    with pytest.raises(Invalid):
        apply(text, [Row("gone", "Gone")])


@pytest.mark.parametrize(
    ("values", "change"),
    [
        ({}, {}),
        ({"days": " 12 "}, {"days": 12}),
        ({"days": ""}, {"days": None}),
        ({"from": "2 000 000 Ft"}, {"from_amount": Decimal(2_000_000), "currency": "EUR"}),
        ({"from": "1000000"}, {}),
        ({"from": "0"}, {"from_amount": None, "currency": ""}),
        ({"from": ""}, {"from_amount": None, "currency": ""}),
        ({"on": False}, {"on": False}),
        ({"told": ["auditor"]}, {"told": ("auditor",)}),
        ({"told": ["legal", "records"]}, {}),
        ({"told": ["auditor", "legal"]}, {"told": ("legal", "auditor")}),
        ({"told": ["responsible"]}, {"told": ("responsible",)}),
        ({"function": "legal"}, {"function": "legal"}),
    ],
)
def test_what_people_type(text, values, change):
    before = row(text, "h")
    assert typed(before, values, "EUR") == replace(before, **change)


@pytest.mark.parametrize(
    "values",
    [
        {"days": "three"},
        {"days": "-1"},
        {"days": "0"},
        {"days": "²"},
        {"days": "9999"},
        {"from": "a lot"},
        {"from": "-5"},
        {"function": "queen"},
        {"told": ["queen"]},
    ],
)
def test_what_people_mistype(text, values):
    with pytest.raises(Invalid):
        typed(row(text, "h"), values, "HUF")


def test_who_is_told_but_cannot_be_chosen_stays(draw, flow):
    before = row(chain(draw, flow, h='muniflow:told="actors legal"'), "h")
    assert typed(before, {"told": ["records"]}, "HUF").told == ("actors", "records")


def test_the_first_step_stays_on_whatever_is_typed(text):
    assert typed(row(text, "a"), {"on": False, "from": "5"}, "HUF") == row(text, "a")


def test_what_two_tables_say_otherwise(text):
    base = read_grid(read_model(text))
    own = [replace(r, days=9) if r.element == "h" else r for r in base.rows]
    assert changed(base, Grid(tuple(own))) == {"h": {"days": 9}}


def test_an_amount_and_its_currency_belong_together(text):
    base = read_grid(read_model(text))
    own = [replace(r, from_amount=Decimal(7)) if r.element == "h" else r for r in base.rows]
    assert changed(base, Grid(tuple(own))) == {"h": {"from_amount": Decimal(7), "currency": "HUF"}}
