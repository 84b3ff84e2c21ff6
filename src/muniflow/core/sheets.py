"""Spreadsheets as rows: XLSX and CSV, judged before they are opened, nothing in them run."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from muniflow import _
from muniflow.core.errors import Invalid
from openpyxl import load_workbook
from openpyxl import Workbook
from openpyxl.styles import Font
from zipfile import BadZipFile
from zipfile import ZipFile

import csv
import io
import logging
import re

logger = logging.getLogger(__name__)

Value = str | int | float | Decimal | date | bool | None

ZIP = b"PK\x03\x04"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DELIMITERS = ";,\t"
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CHUNK = 1 << 16
SNIFFED = 1 << 12

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

# A cell that begins so would be run as a formula by the programs that open it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class SheetRefused(Invalid):
    """Raised for a file that is no spreadsheet, or one too big or too odd to open."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sheet may be at most, so that opening it cannot harm."""

    size: int = 10 * 1024 * 1024
    unpacked: int = 60 * 1024 * 1024
    parts: int = 500
    rows: int = 20_000
    columns: int = 100
    cell: int = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row with the number a spreadsheet program shows beside it."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row that holds anything, and those below it that do."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read(data: bytes, filename: str, limits: Limits | None = None) -> Sheet:
    """Return the rows of an XLSX or CSV file; raises SheetRefused."""
    limits = limits or Limits()
    if len(data) > limits.size:
        raise _too_big(filename, limits)
    if data.startswith(ZIP):
        rows = _xlsx_rows(data, filename, limits)
    else:
        rows = _csv_rows(_decoded(data, filename), filename, limits)
    return _sheet(rows, filename, limits)


def write(header: Iterable[str], rows: Iterable[Iterable[Value]], title: str = "") -> bytes:
    """Return an XLSX file; text that looks like a formula stays text."""
    book = Workbook()
    sheet = book.active
    if title:
        sheet.title = title[:31]
    for number, cells in enumerate((header, *rows), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(FORMULA_STARTS)
            if number == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(rows: Iterable[Row], filename: str, limits: Limits) -> Sheet:
    found: list[Row] = []
    for row in rows:
        if any(value not in (None, "") for value in row.cells):
            found.append(row)
        if len(found) > limits.rows + 1:
            raise _too_many_rows(filename, limits)
    if not found:
        raise SheetRefused(
            _(
                "error_sheet_empty",
                default="“${file}” holds no rows.",
                mapping={"file": filename},
            )
        )
    header = tuple(str(value or "").strip() for value in found[0].cells)
    return Sheet(header, tuple(found[1:]))


def _xlsx_rows(data: bytes, filename: str, limits: Limits) -> Iterator[Row]:
    _check_package(data, filename, limits)
    try:
        # The values that were stored with the formulas are read; no formula is computed.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next(s for s in book.worksheets if s.sheet_state == "visible")
        found = sheet.iter_rows(
            max_row=_last_row(limits), max_col=limits.columns + 1, values_only=True
        )
        for number, cells in enumerate(found, start=1):
            yield Row(number, _trimmed(cells, number, filename, limits))
    except SheetRefused:
        raise
    except Exception as error:
        # openpyxl answers broken files with whatever its parts happen to raise.
        logger.info("Spreadsheet %r could not be opened", filename, exc_info=True)
        raise _unreadable(filename) from error


def _last_row(limits: Limits) -> int:
    # One for the header, one to notice that there are too many, and room for empty ones.
    return limits.rows * 2 + 2


def _check_package(data: bytes, filename: str, limits: Limits) -> None:
    """Refuse a package that unpacks to too much or brings declarations of its own."""
    try:
        with ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > limits.parts or sum(p.file_size for p in parts) > limits.unpacked:
                raise _too_big(filename, limits)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with package.open(part) as source:
                        _check_part(source, filename)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unreadable(filename) from error


def _check_part(source: io.BufferedIOBase, filename: str) -> None:
    """Refuse XML that declares entities, or hides them behind another encoding."""
    tail = b""
    while chunk := source.read(CHUNK):
        text = (tail + chunk).upper()
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\x00" in text:
            raise _unreadable(filename)
        tail = chunk[-16:]


def _decoded(data: bytes, filename: str) -> str:
    """Return the text of a CSV file in UTF-8, UTF-16 or Windows-1250."""
    marked = next((code for bom, code in BOMS.items() if data.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1250"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise _unreadable(filename)


def _csv_rows(text: str, filename: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, _trimmed(cells, number, filename, limits))
    except csv.Error as error:
        raise SheetRefused(
            _(
                "error_sheet_csv",
                default="“${file}” cannot be read as CSV at line ${line}: a quotation mark is "
                "out of place.",
                mapping={"file": filename, "line": reader.line_num},
            )
        ) from error


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often in the first line, outside quotes."""
    first = next((line for line in text[:SNIFFED].splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _trimmed(
    cells: Iterable[Value], number: int, filename: str, limits: Limits
) -> tuple[Value, ...]:
    """Return the cells of a row, texts without spaces around them, the empty tail dropped."""
    found = [_clean(value) for value in cells]
    while found and found[-1] in (None, ""):
        found.pop()
    if len(found) > limits.columns:
        raise SheetRefused(
            _(
                "error_sheet_columns",
                default="Row ${row} of “${file}” has more than ${limit} columns.",
                mapping={"row": number, "file": filename, "limit": limits.columns},
            )
        )
    if any(isinstance(value, str) and len(value) > limits.cell for value in found):
        raise SheetRefused(
            _(
                "error_sheet_cell",
                default="Row ${row} of “${file}” has a cell of more than ${limit} characters.",
                mapping={"row": number, "file": filename, "limit": limits.cell},
            )
        )
    return tuple(found)


def _clean(value: Value) -> Value:
    return CONTROL.sub("", value).strip() if isinstance(value, str) else value


def _too_many_rows(filename: str, limits: Limits) -> SheetRefused:
    return SheetRefused(
        _(
            "error_sheet_rows",
            default="“${file}” has more than ${limit} rows; split it and import the parts.",
            mapping={"file": filename, "limit": limits.rows},
        )
    )


def _too_big(filename: str, limits: Limits) -> SheetRefused:
    return SheetRefused(
        _(
            "error_sheet_size",
            default="“${file}” is too big: at most ${size} MB, unpacked ${unpacked} MB.",
            mapping={
                "file": filename,
                "size": limits.size >> 20,
                "unpacked": limits.unpacked >> 20,
            },
        )
    )


def _unreadable(filename: str) -> SheetRefused:
    return SheetRefused(
        _(
            "error_sheet_unreadable",
            default="“${file}” cannot be read; save it as XLSX or as CSV in UTF-8 and try again.",
            mapping={"file": filename},
        )
    )
