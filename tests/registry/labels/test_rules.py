"""What a label says, where it lies, what a scanner read; no Plone needed."""

from muniflow.registry.labels.rules import address
from muniflow.registry.labels.rules import Form
from muniflow.registry.labels.rules import FORMS
from muniflow.registry.labels.rules import numbers_in
from muniflow.registry.labels.rules import places
from muniflow.registry.labels.rules import shortened
from muniflow.registry.labels.rules import uid_in

import pytest

UID = "0123456789abcdef0123456789abcdef"
URL = f"https://office.example/muniflow/@@find/{UID}"
HUNGARIAN = str.maketrans({"0": "ö", "/": "-", ":": "É", "@": '"', "y": "z", "-": "ü"})
CZECH = str.maketrans("1234567890", "+ěščřžýáíé")


@pytest.mark.parametrize(
    "text",
    [URL, f" {URL}\n", f"{URL}/", URL.upper(), UID, URL.replace("office.example", "old.example")],
)
def test_a_scanned_code_is_read(text):
    assert uid_in(text) == UID


@pytest.mark.parametrize("keyboard", [HUNGARIAN, CZECH], ids=["hu", "cs"])
def test_a_scanner_at_another_keyboard_is_understood(keyboard):
    assert uid_in(URL.translate(keyboard)) == UID


@pytest.mark.parametrize("text", ["", "ONK/1/2026", UID[:-1], f"{UID}0", "find", "éééé"])
def test_what_is_no_code_is_none(text):
    assert uid_in(text) == ""


def test_the_address_ends_in_the_uid():
    assert address("https://office.example/muniflow", UID) == URL


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda f: f.name)
def test_every_place_lies_on_the_paper(form):
    found = list(places(form, form.count))
    assert len(found) == form.count == len({(p.x, p.y) for p in found})
    assert all(p.x >= 0 and p.x + form.width <= 210.01 for p in found)
    assert all(p.y >= 0 and p.y + form.height <= 297.01 for p in found)
    assert {p.sheet for p in found} == {0}


@pytest.mark.parametrize(
    ("start", "count", "sheets"), [(1, 24, 1), (2, 24, 2), (24, 1, 1), (24, 2, 2), (1, 49, 3)]
)
def test_labels_go_on_from_the_first_free_place(start, count, sheets):
    found = list(places(FORMS["70x37"], count, start))
    assert len(found) == count
    assert found[-1].sheet + 1 == sheets


@pytest.mark.parametrize(("start", "x", "y"), [(1, 0, 20), (2, 10, 20), (3, 0, 10), (99, 10, 0)])
def test_places_run_by_rows_from_the_top(start, x, y):
    form = Form("tiny", 10, 10, 2, 3, 0, 0)
    first = next(places(form, 1, start, height=30))
    assert (first.x, first.y) == (x, y)


def test_a_long_subject_is_cut_at_a_word():
    cut = shortened("word " * 40)
    assert len(cut) <= 92
    assert cut.endswith("word …")


def test_numbers_stand_in_lines_each_once():
    assert numbers_in(" ONK/1/2026\n\nONK/2/2026\r\nONK/1/2026 ") == ["ONK/1/2026", "ONK/2/2026"]


def test_a_sheet_is_called_by_its_measures():
    assert FORMS["63x38"].title == "63.5 × 38.1 mm, 3 × 7"
