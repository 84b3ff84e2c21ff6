"""Spreadsheets are judged before they are opened."""

from datetime import datetime
from muniflow.core.sheets import Limits
from muniflow.core.sheets import read
from muniflow.core.sheets import SheetRefused
from muniflow.core.sheets import write
from openpyxl import load_workbook
from openpyxl import Workbook
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import io
import pytest

TEXT = "Tárgy;Összeg\nŐszi fásítás;1 250 000\n"


def xlsx(*rows, title="Lap"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(data, changes):
    """Return a package with parts replaced or added."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "utf-16"])
def test_csv_in_the_usual_encodings(encoding):
    sheet = read(TEXT.encode(encoding), "lista.csv")
    assert sheet.header == ("Tárgy", "Összeg")
    assert sheet.rows[0].cells == ("Őszi fásítás", "1 250 000")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_with_the_usual_delimiters(delimiter):
    data = f'Tárgy{delimiter}"a;b,c"\nx{delimiter}y\n'.encode()
    assert read(data, "a.csv").rows[0].cells == ("x", "y")


def test_rows_keep_the_number_that_the_program_shows():
    assert [row.number for row in read(b"a;b\n\n1;2\n\n3;4\n", "a.csv").rows] == [3, 5]
    data = xlsx(("a",), (None,), ("x",))
    assert [row.number for row in read(data, "a.xlsx").rows] == [3]


def test_xlsx_keeps_kinds_of_values():
    data = xlsx(("a", "b", "c"), (" szöveg ", 12.5, datetime(2026, 1, 2)))
    assert read(data, "a.xlsx").rows[0].cells == ("szöveg", 12.5, datetime(2026, 1, 2))


def test_a_formula_is_not_computed():
    assert read(xlsx(("a", "b"), ("x", "=1+1")), "a.xlsx").rows[0].cells == ("x",)


def test_the_first_visible_sheet_is_read():
    book = Workbook()
    book.active.append(("hidden",))
    book.active.sheet_state = "hidden"
    book.create_sheet("Lap").append(("shown",))
    target = io.BytesIO()
    book.save(target)
    assert read(target.getvalue(), "a.xlsx").header == ("shown",)


def test_control_characters_are_dropped():
    assert read(b"a\nx\x07y\n", "a.csv").rows[0].cells == ("xy",)


BOOK = xlsx(("a",), ("x",))


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        pytest.param(b"", Limits(), id="empty"),
        pytest.param(b"\n;;\n", Limits(), id="no values"),
        pytest.param(b"a;b\x00\n", Limits(), id="binary"),
        pytest.param(b"\x81\x83\x90", Limits(), id="no encoding"),
        pytest.param(b'a;b\n"x"y;z\n', Limits(), id="quotes"),
        pytest.param(b"PK\x03\x04 broken", Limits(), id="broken package"),
        pytest.param(BOOK[:-200], Limits(), id="cut package"),
        pytest.param(repacked(BOOK, {"xl/workbook.xml": b"<a/>"}), Limits(), id="no workbook"),
        pytest.param(
            repacked(BOOK, {"xl/x.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            Limits(),
            id="entities",
        ),
        pytest.param(
            repacked(BOOK, {"xl/x.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
            Limits(),
            id="hidden entities",
        ),
        pytest.param(repacked(BOOK, {"xl/x.bin": bytes(200)}), Limits(unpacked=100), id="bomb"),
        pytest.param(BOOK, Limits(parts=3), id="parts"),
        pytest.param(BOOK, Limits(size=100), id="size"),
        pytest.param(b"a\n" * 5, Limits(rows=3), id="csv rows"),
        pytest.param(xlsx(*[("a",)] * 5), Limits(rows=3), id="xlsx rows"),
        pytest.param(b"a;b;c\n", Limits(columns=2), id="csv columns"),
        pytest.param(xlsx(("a", "b", "c")), Limits(columns=2), id="xlsx columns"),
        pytest.param(b"aaaa\n", Limits(cell=3), id="cell"),
    ],
)
def test_refused(data, limits):
    with pytest.raises(SheetRefused) as caught:
        read(data, "lista.csv", limits)
    assert caught.value.message.mapping["file"] == "lista.csv"


def test_a_bomb_of_real_size_is_refused_before_it_is_unpacked():
    bomb = repacked(BOOK, {"xl/worksheets/sheet1.xml": b"<a>" + bytes(70 << 20)})
    assert len(bomb) < 1 << 20
    with pytest.raises(SheetRefused):
        read(bomb, "bomb.xlsx")


def test_written_rows_are_read_again():
    data = write(("Tárgy", "Összeg"), [("Őszi fásítás", 12)], title="Hibás sorok")
    sheet = read(data, "a.xlsx")
    assert sheet.header == ("Tárgy", "Összeg")
    assert sheet.rows[0].cells == ("Őszi fásítás", 12)


@pytest.mark.parametrize("text", ["=1+1", "+36 27 123", "-", "@név"])
def test_written_text_never_becomes_a_formula(text):
    cell = load_workbook(io.BytesIO(write(("a",), [(text,)]))).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
