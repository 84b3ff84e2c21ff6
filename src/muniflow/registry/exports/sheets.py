"""Pages of a printed list: heads that repeat, rows that stay whole, "page x of y"."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow.registry.exports.setting import BOLD
from muniflow.registry.exports.setting import broken
from muniflow.registry.exports.setting import PLAIN
from muniflow.registry.exports.setting import register_faces
from muniflow.registry.exports.setting import width
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape
from reportlab.pdfbase.pdfdoc import PDFArray
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfbase.pdfdoc import PDFName
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfgen.canvas import Canvas
from typing import BinaryIO

import zlib

PAGE = landscape(A4)
MARGIN = 28.0
TOP = PAGE[1] - 52
BOTTOM = 40.0
SIZE, LEADING = 7.0, 8.6
PAD = 3.0
INK, SOFT, LINE, BAND = (HexColor(c) for c in ("#111827", "#4b5563", "#9ca3af", "#eef1f5"))
TOTAL = "total-of-pages"


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a cell: on lines of its own."""

    text: str
    bold: bool = False
    struck: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What every page of a list says: its heading, its columns, and its foot."""

    title: str
    subtitle: str
    columns: Sequence[tuple[str, float]]
    foot: str
    page_of: str
    """Says page and pages, as in "page ${page} of ${pages}"."""

    language: str = ""


Cells = Sequence[Sequence[Text]]


class PackedCanvas(Canvas):
    """Packs each page as it is finished: by itself the library keeps them plain to the end."""

    def showPage(self) -> None:
        """Finish a page."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        packed = zlib.compress(page.stream.encode("latin-1")) + b"\n"
        filters = PDFArray([PDFName("FlateDecode")])
        page.Contents = PDFStream(PDFDictionary({"Filter": filters}), packed)
        page.stream = ""


class Sheets:
    """Pages that are filled row by row; only what is set is kept in memory, packed."""

    def __init__(self, target: BinaryIO, look: Look) -> None:
        register_faces()
        self._look = look
        # The same list gives the same bytes, whenever it is set.
        self._canvas = PackedCanvas(
            target, pagesize=PAGE, pageCompression=1, invariant=1, lang=look.language or None
        )
        self._canvas.setTitle(f"{look.title} {look.subtitle}")
        self._canvas.setAuthor(look.title)
        self._number = 0
        self._y = 0.0
        self._begin()

    def row(self, cells: Cells) -> None:
        """Set a row; one that does not fit any more begins a page."""
        lines = [self._broken(cell, room) for cell, room in zip(cells, self._rooms, strict=True)]
        height = max(1, *map(len, lines)) * LEADING + 2 * PAD
        if self._y - height < BOTTOM:
            self._end_page()
            self._begin()
        self._draw(lines)
        self._y -= height
        self._rule(self._y, LINE, 0.4)

    def end(self, words: Iterable[Text]) -> None:
        """Set the last words below the list, and finish."""
        self._y -= 10
        for word in words:
            face = BOLD if word.bold else PLAIN
            for line in broken(word.text, face, 9, PAGE[0] - 2 * MARGIN):
                if self._y - 12 < BOTTOM:
                    self._end_page()
                    self._begin(columns=False)
                self._y -= 12
                self._string(MARGIN, self._y, line, face, 9, INK)
        self._end_page()
        self._canvas.beginForm(TOTAL, 0, 0, 60, 12)
        self._string(0, 2, str(self._number), PLAIN, 8, SOFT)
        self._canvas.endForm()
        self._canvas.save()

    @property
    def _rooms(self) -> list[float]:
        return [wide - 2 * PAD for _title, wide in self._look.columns]

    def _broken(self, cell: Sequence[Text], room: float) -> list[tuple[str, Text]]:
        return [
            (line, part)
            for part in cell
            if part.text
            for line in broken(part.text, BOLD if part.bold else PLAIN, SIZE, room, most=12)
        ]

    def _draw(self, cells: Sequence[Sequence[tuple[str, Text]]]) -> None:
        x = MARGIN
        for lines, (_title, wide) in zip(cells, self._look.columns, strict=True):
            y = self._y - PAD - SIZE + 1
            for line, part in lines:
                face = BOLD if part.bold else PLAIN
                self._string(x + PAD, y, line, face, SIZE, SOFT if part.soft else INK)
                if part.struck:
                    self._strike(x + PAD, y, width(line, face, SIZE))
                y -= LEADING
            x += wide

    def _begin(self, columns: bool = True) -> None:
        self._number += 1
        self._string(MARGIN, PAGE[1] - 32, self._look.title, BOLD, 11, INK)
        self._right(PAGE[0] - MARGIN, PAGE[1] - 32, self._look.subtitle, PLAIN, 9, SOFT)
        self._y = TOP
        if columns:
            self._columns()

    def _columns(self) -> None:
        heads = [broken(t, BOLD, SIZE, wide - 2 * PAD) for t, wide in self._look.columns]
        height = max(map(len, heads)) * LEADING + 2 * PAD
        self._canvas.setFillColor(BAND)
        wide = PAGE[0] - 2 * MARGIN
        self._canvas.rect(MARGIN, self._y - height, wide, height, stroke=0, fill=1)
        self._draw([[(line, Text("", bold=True)) for line in head] for head in heads])
        self._y -= height
        self._rule(self._y, INK, 0.8)

    def _end_page(self) -> None:
        self._string(MARGIN, 24, self._look.foot, PLAIN, 8, SOFT)
        before, _pages, after = self._look.page_of.partition("${pages}")
        text = before.replace("${page}", str(self._number))
        room = width(text, PLAIN, 8) + width(f"00000{after}", PLAIN, 8)
        x = PAGE[0] - MARGIN - room
        self._string(x, 24, text, PLAIN, 8, SOFT)
        # How many there are is known at the end only: a form of that name is filled in then.
        self._canvas.saveState()
        self._canvas.translate(x + width(text, PLAIN, 8), 22)
        self._canvas.doForm(TOTAL)
        self._canvas.restoreState()
        self._canvas.showPage()

    def _string(
        self, x: float, y: float, text: str, face: str, size: float, colour: HexColor
    ) -> None:
        self._canvas.setFont(face, size)
        self._canvas.setFillColor(colour)
        self._canvas.drawString(x, y, text)

    def _right(
        self, x: float, y: float, text: str, face: str, size: float, colour: HexColor
    ) -> None:
        self._string(x - width(text, face, size), y, text, face, size, colour)

    def _rule(self, y: float, colour: HexColor, thick: float) -> None:
        self._canvas.setStrokeColor(colour)
        self._canvas.setLineWidth(thick)
        self._canvas.line(MARGIN, y, PAGE[0] - MARGIN, y)

    def _strike(self, x: float, y: float, wide: float) -> None:
        self._canvas.setStrokeColor(INK)
        self._canvas.setLineWidth(0.6)
        self._canvas.line(x, y + SIZE * 0.3, x + wide, y + SIZE * 0.3)
