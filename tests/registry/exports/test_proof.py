"""Exports prove themselves: whatever is changed in one is found, and named. No Plone needed."""

from dataclasses import fields
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from lxml import etree
from muniflow.registry.exports import xlsx
from muniflow.registry.exports import xml
from muniflow.registry.exports.command import opened
from muniflow.registry.exports.parts import Beside
from muniflow.registry.exports.parts import entry as entry_of
from muniflow.registry.exports.parts import FileHash
from muniflow.registry.exports.parts import files_of
from muniflow.registry.exports.parts import row
from muniflow.registry.exports.reading import NotAnExport
from muniflow.registry.exports.rows import clean
from muniflow.registry.exports.rows import digest
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import HEAD
from muniflow.registry.exports.rows import linked
from muniflow.registry.exports.rows import ROW
from muniflow.registry.exports.titles import TITLES
from muniflow.registry.exports.verifying import first
from muniflow.registry.exports.verifying import prove
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from openpyxl import load_workbook
from pathlib import Path
from tempfile import TemporaryDirectory
from tests.registry.exports.samples import head
from tests.registry.exports.samples import rows
from tests.registry.exports.samples import sample
from tests.registry.naive import ACTS
from tests.registry.naive import entry
from tests.registry.naive import told

import pytest

FORMATS = {"xml": xml, "xlsx": xlsx}
NS = {"r": xml.NAMESPACE}


def written(folder, book, kind="xml", **changes):
    """Write a book into a file and return its path."""
    path = Path(folder) / f"register.{kind}"
    with path.open("wb") as target:
        FORMATS[kind].write(head(book, **changes), rows(book), target)
    return path


def faults(path, expected=""):
    """Return what is wrong with an export."""
    return prove(opened(path), expected).faults


@pytest.fixture()
def exported(tmp_path):
    return written(tmp_path, sample())


@pytest.mark.parametrize("kind", FORMATS)
def test_a_sound_export_is_found_sound(tmp_path, kind):
    proof = prove(opened(written(tmp_path, sample(), kind)))
    assert proof.faults == [] and proof.count == 15


@settings(max_examples=25, deadline=None)
@given(ACTS)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_register_comes_back_whole(kind, acts):
    book = told(acts).book
    with TemporaryDirectory() as folder:
        path = written(folder, book, kind)
        assert faults(path) == []
        back = [s for s in opened(path).rows if not isinstance(s, End)]
    assert [s.values for s in back] == rows(book)
    assert [entry_of(s.values) for s in back] == list(book.entries())


def test_both_formats_have_the_same_hash(tmp_path):
    found = {prove(opened(written(tmp_path, sample(), kind))).sha256 for kind in FORMATS}
    assert len(found) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
@pytest.mark.parametrize("kind", FORMATS)
def test_any_text_comes_back_as_it_was(kind, text):
    book = told([]).book
    book.enter(entry(book.next_main(), title=text, facts=Facts(partner=text)))
    with TemporaryDirectory() as folder:
        path = written(folder, book, kind)
        assert faults(path) == []
        values = next(opened(path).rows).values
    assert values["title"] == values["partner"] == clean(text)


def test_a_cell_is_never_a_formula(tmp_path):
    book = told([]).book
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "#REF!", "\t=1"):
        book.enter(entry(book.next_main(), title=text))
    sheet = load_workbook(written(tmp_path, book, "xlsx"))["Register"]
    column = [c.value for c in sheet[1]].index("title") + 1
    cells = [sheet.cell(n, column) for n in range(2, 8)]
    assert {c.data_type for c in cells} <= {"s", "inlineStr"}
    assert [c.value for c in cells][:2] == ["=1+1", "+1"]


def test_every_column_has_a_name_for_people():
    assert set(TITLES) == set(xlsx.COLUMNS)


def test_more_files_than_a_cell_holds_are_all_there(tmp_path):
    files = tuple(FileHash(n, 1, n, f"{n:064x}", f"{'név' * 20} {n}.pdf") for n in range(1, 700))
    values = row(entry(1, 1), Beside(files=files))
    for kind, module in FORMATS.items():
        path = tmp_path / f"r.{kind}"
        with path.open("wb") as target:
            module.write({}, [values], target)
        found = next(opened(path).rows)
        assert tuple(files_of(found.values["files"])) == files


def test_everything_the_register_writes_down_is_exported():
    named = {f.name for f in (*fields(Entry), *fields(Facts))} - {"facts", "void"}
    assert named <= set(ROW)


@settings(max_examples=20, deadline=None)
@given(ACTS)
def test_the_xml_is_valid_by_its_schema(acts):
    with TemporaryDirectory() as folder:
        xml.schema().assertValid(etree.parse(str(written(folder, told(acts).book))))


def test_the_schema_names_the_fields_in_the_order_of_the_hash():
    source = Path(xml.__file__).with_name("register.xsd")
    tree = etree.parse(str(source))
    space = {"xs": "http://www.w3.org/2001/XMLSchema"}
    for name, expected in (("head", HEAD), ("entry", ROW)):
        path = f"//xs:complexType[@name='{name}']/xs:sequence/xs:element/@name"
        assert tuple(tree.xpath(path, namespaces=space)) == expected


# One thing is changed in the file; the number that has to be named is given.


def changed(path, change):
    """Change the XML of an export in place."""
    tree = etree.parse(str(path))
    change(tree.getroot())
    tree.write(str(path), encoding="UTF-8", xml_declaration=True)


def entries(root):
    """Return the entries of an export."""
    return root.xpath("//r:entry", namespaces=NS)


FIELDS = sorted(set(ROW) - {"files"})


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("place", [0, 4, -1])
def test_a_changed_value_is_named(exported, name, place):
    named = []

    def change(root):
        chosen = entries(root)[place]
        found = chosen.find(f"r:{name}", NS)
        if found is None:
            found = etree.SubElement(chosen, f"{{{xml.NAMESPACE}}}{name}")
        found.text = (
            "7" if found.text != "7" and name in ("main", "sub", "subs", "annexes") else "x"
        )
        if name in ("main", "sub", "subs", "annexes"):
            found.text = "77"
        named.append(chosen.findtext("r:number", namespaces=NS))

    changed(exported, change)
    assert named[0] in {fault.number for fault in faults(exported)}


@pytest.mark.parametrize("place", range(15))
def test_a_removed_row_is_named(exported, place):
    numbers = []

    def change(root):
        chosen = entries(root)[place]
        numbers.append(chosen.findtext("r:number", namespaces=NS))
        chosen.getparent().remove(chosen)

    changed(exported, change)
    assert any(numbers[0] in fault.sentence for fault in faults(exported))


@pytest.mark.parametrize("place", range(14))
def test_rows_that_changed_places_are_named(exported, place):
    numbers = []

    def change(root):
        one, other = entries(root)[place : place + 2]
        numbers.extend(e.findtext("r:number", namespaces=NS) for e in (one, other))
        other.addnext(one)

    changed(exported, change)
    assert set(numbers) & {fault.number for fault in faults(exported)}


@pytest.mark.parametrize("place", [0, 7, 14])
def test_a_row_put_in_twice_is_named(exported, place):
    numbers = []

    def change(root):
        one = entries(root)[place]
        numbers.append(one.findtext("r:number", namespaces=NS))
        one.addnext(etree.fromstring(etree.tostring(one)))

    changed(exported, change)
    assert f"{numbers[0]} is there twice." in {fault.sentence for fault in faults(exported)}


@pytest.mark.parametrize("attribute", ["digest", "chain", "after"])
@pytest.mark.parametrize("place", [0, 7, 14])
def test_a_changed_binding_is_named(exported, attribute, place):
    numbers = []

    def change(root):
        one = entries(root)[place]
        numbers.append(one.findtext("r:number", namespaces=NS))
        one.set(attribute, "0" * 64)

    changed(exported, change)
    assert first(faults(exported)) == numbers[0]


@pytest.mark.parametrize("name", sorted(set(HEAD)))
def test_a_changed_head_is_said(exported, name):
    def change(root):
        found = root.find(f"r:head/r:{name}", NS)
        if found is None:
            found = etree.SubElement(root.find("r:head", NS), f"{{{xml.NAMESPACE}}}{name}")
        found.text = "2020-01-01T00:00:00+00:00"

    changed(exported, change)
    assert "The head was changed: its hash does not fit." in {f.sentence for f in faults(exported)}


@pytest.mark.parametrize("name", ["count", "last_number", "sha256"])
def test_a_changed_end_is_said(exported, name):
    changed(exported, lambda root: setattr(root.find(f"r:end/r:{name}", NS), "text", "77"))
    assert faults(exported)


def test_an_end_cut_off_is_said(exported):
    changed(exported, lambda root: root.remove(root.find("r:end", NS)))
    assert [f.sentence for f in faults(exported)] == ["It has no end: it was cut off."]


def test_a_row_forged_with_its_own_hashes_breaks_the_chain_behind_it(exported):
    def change(root):
        before, one = entries(root)[4:6]
        one.find("r:title", NS).text = "something else"
        values = dict.fromkeys(ROW, "") | {e.tag.split("}")[1]: e.text or "" for e in one}
        values["files"] = ""
        one.set("digest", digest(values))
        one.set("chain", linked(before.get("chain"), digest(values)))

    changed(exported, change)
    following = faults(exported)[0]
    assert "does not follow" in following.sentence


def test_a_register_forged_whole_is_betrayed_by_the_hash_noted_elsewhere(tmp_path):
    noted = prove(opened(written(tmp_path, sample()))).sha256
    forged = written(tmp_path, sample(13))
    assert faults(forged) == []
    (fault,) = faults(forged, noted)
    assert noted in fault.sentence


@pytest.mark.parametrize("cell", ["title", "time", "number", "void_reason", "digest"])
def test_a_changed_cell_of_the_spreadsheet_is_named(tmp_path, cell):
    path = written(tmp_path, sample(), "xlsx")
    book = load_workbook(path)
    column = [c.value for c in book["Register"][1]].index(cell) + 1
    book["Register"].cell(5, column).value = "x"
    number = book["Register"].cell(5, 1).value
    book.save(path)
    assert number in {fault.number for fault in faults(path)}


def test_a_removed_row_of_the_spreadsheet_is_named(tmp_path):
    path = written(tmp_path, sample(), "xlsx")
    book = load_workbook(path)
    number = book["Register"].cell(5, 1).value
    book["Register"].delete_rows(5)
    book.save(path)
    assert any(number in fault.sentence for fault in faults(path))


def test_entries_after_closing_are_named(tmp_path):
    path = written(tmp_path, sample(), closed="2026-01-01T23:00:00+00:00")
    assert {f.number for f in faults(path)} == {"ONK/1-1/2026", "ONK/1-2/2026", "ONK/2-1/2026"}


def test_of_a_part_gaps_are_not_told(tmp_path):
    path = tmp_path / "part.xml"
    book = sample()
    with path.open("wb") as target:
        xml.write(head(book, selection="unit=works", count="2"), rows(book)[3:5], target)
    proof = prove(opened(path))
    assert proof.faults == [] and proof.selection == "unit=works"


@pytest.mark.parametrize("content", [b"", b"hello", b"<a/>", b"PK\x03\x04rubbish", b"<register"])
def test_what_is_no_export_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "strange.xml"
    path.write_bytes(content)
    with pytest.raises(NotAnExport, match=r"strange\.xml"):
        list(opened(path).rows)
