"""A register as a spreadsheet that people sort, and that proves itself all the same."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from muniflow.core.sheets import FORMULA_STARTS
from muniflow.core.sheets import XLSX_TYPE
from muniflow.registry.exports.reading import NotAnExport
from muniflow.registry.exports.reading import Read
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import HEAD
from muniflow.registry.exports.rows import LONGEST
from muniflow.registry.exports.rows import NUMBERS
from muniflow.registry.exports.rows import ROW
from muniflow.registry.exports.rows import Sealed
from muniflow.registry.exports.rows import Sealing
from muniflow.registry.exports.rows import Values
from openpyxl import load_workbook
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

TYPE = XLSX_TYPE
SHEET = "Register"
ABOUT = "About"
BOUND = ("digest", "chain", "after")
COLUMNS = (*ROW[:-1], *BOUND, "files")
"""The files are last: they go on in further cells where one cannot hold them."""

WIDTHS = {"number": 20, "time": 24, "partner": 28, "title": 44, "void_reason": 28}
# What begins so would be run as a formula, or be taken for an error.
SPECIAL = (*FORMULA_STARTS, "#")


def write(
    head: Values, rows: Iterable[Values], target: BinaryIO, titles: Mapping[str, str] | None = None
) -> End:
    """Write a register into a file and return what is said of it as a whole.

    ``titles`` are the names of columns for people; the second sheet says which is which.
    """
    book = Workbook(write_only=True)
    sheet, about = book.create_sheet(SHEET), book.create_sheet(ABOUT)
    sheet.freeze_panes = "B2"
    for number, name in enumerate(COLUMNS):
        sheet.column_dimensions[_letter(number)].width = WIDTHS.get(name, 16)
    sheet.append([_bold(sheet, (titles or {}).get(name, name)) for name in COLUMNS])
    sealing = Sealing(head)
    for sealed in sealing.seal(rows):
        sheet.append(_cells(sheet, sealed))
    for name, value in _said(head, sealing):
        about.append([_text(about, name), _text(about, value)])
    book.save(target)
    return sealing.end


def _letter(number: int) -> str:
    first, second = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _said(head: Values, sealing: Sealing) -> Iterator[tuple[str, str]]:
    yield from ((name, head.get(name, "")) for name in HEAD)
    end = sealing.end
    yield "digest", sealing.head_digest
    yield "entries", str(end.count)
    yield "last_number", end.last_number
    yield "sha256", end.sha256
    yield "columns", " ".join(COLUMNS)


def _cells(sheet: WriteOnlyWorksheet, sealed: Sealed) -> list[object]:
    bound = {"digest": sealed.digest, "chain": sealed.chain, "after": sealed.after}
    values = {**sealed.values, **bound}
    cells = [_cell(sheet, name, values[name]) for name in COLUMNS[:-1]]
    files = values["files"]
    return [*cells, *(_text(sheet, files[n : n + LONGEST]) for n in range(0, len(files), LONGEST))]


def _cell(sheet: WriteOnlyWorksheet, name: str, value: str) -> object:
    return int(value or 0) if name in NUMBERS else _text(sheet, value)


def _text(sheet: WriteOnlyWorksheet, value: str) -> object:
    """Return a cell that holds a text, whatever the text looks like."""
    if not value.startswith(SPECIAL):
        return value or None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _bold(sheet: WriteOnlyWorksheet, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    cell.font = Font(bold=True)
    return cell


def read(path: Path) -> Read:
    """Open an export; its rows are read one by one. Raises NotAnExport."""
    try:
        # By its name openpyxl would refuse what is called otherwise.
        source = path.open("rb")
        book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
        about = {str(key): _plain(value) for key, value, *_ in _pairs(book[ABOUT])}
        sheet = book[SHEET]
    except (BadZipFile, KeyError, OSError, ValueError) as error:
        raise NotAnExport(f"{path.name} is no export of a register.") from error
    head = {name: about.get(name, "") for name in HEAD}
    columns = about.get("columns", "").split()
    if set(columns) != set(COLUMNS):
        raise NotAnExport(f"{path.name} does not say which column is which.")
    return Read(path.name, head, about.get("digest", ""), _rows(sheet, columns, about))


def _pairs(sheet: object) -> Iterator[tuple[object, ...]]:
    for cells in sheet.iter_rows(values_only=True):
        yield (*cells, None, None)


def _rows(sheet: object, columns: list[str], about: Mapping[str, str]) -> Iterator[Sealed | End]:
    for cells in sheet.iter_rows(min_row=2, values_only=True):
        texts = [_plain(value) for value in cells]
        if not any(texts):
            continue
        values = dict.fromkeys(COLUMNS, "") | dict(zip(columns, texts, strict=False))
        values["files"] += "".join(texts[len(columns) :])
        bound = [values.pop(name) for name in BOUND]
        yield Sealed(values, *bound)
    if "sha256" in about:
        count = about.get("entries", "")
        yield End(
            int(count) if count.isdigit() else -1, about.get("last_number", ""), about["sha256"]
        )


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
