"""The post book as a PDF: a landscape sheet with a row for each item, to be signed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from muniflow.registry.labels.faces import BOLD
from muniflow.registry.labels.faces import FACE
from muniflow.registry.labels.faces import register_faces
from reportlab.lib.colors import black
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import KeepTogether
from reportlab.platypus import LongTable
from reportlab.platypus import Paragraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Spacer
from reportlab.platypus import Table
from reportlab.platypus import TableStyle
from xml.sax.saxutils import escape

WIDTHS = tuple(width * mm for width in (20, 52, 64, 34, 34, 36, 29))
GREY = HexColor("#475569")
RULE = HexColor("#94a3b8")
MARGIN = 14 * mm


@dataclass(frozen=True, slots=True)
class PostBook:
    """What stands on the paper, in the reader's language."""

    title: str
    subtitle: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: str
    signs: tuple[str, str]
    page: str
    """The words below a page, with ``${number}`` for its number."""
    language: str


def post_book(book: PostBook) -> bytes:
    """Return a post book as a PDF file."""
    register_faces()
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=landscape(A4),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=14 * mm,
        bottomMargin=16 * mm,
        title=f"{book.title} · {book.subtitle}",
        lang=book.language,
    )
    foot = partial(_foot, book=book)
    document.build(list(_story(book)), onFirstPage=foot, onLaterPages=foot)
    return target.getvalue()


def _story(book: PostBook) -> Iterator[Flowable]:
    title = ParagraphStyle("title", fontName=BOLD, fontSize=15, leading=19)
    plain = ParagraphStyle("plain", fontName=FACE, fontSize=10, leading=13)
    yield Paragraph(escape(book.title), title)
    yield Paragraph(escape(book.subtitle), plain)
    yield Spacer(1, 5 * mm)
    yield _table(book)
    yield Spacer(1, 4 * mm)
    yield KeepTogether([Paragraph(escape(book.count), plain), Spacer(1, 14 * mm), _signs(book)])


def _table(book: PostBook) -> LongTable:
    cell = ParagraphStyle("cell", fontName=FACE, fontSize=9, leading=11)
    head = ParagraphStyle("head", parent=cell, fontName=BOLD)
    table = LongTable(
        [
            [Paragraph(escape(text), head) for text in book.columns],
            *([Paragraph(escape(text), cell) for text in row] for row in book.rows),
        ],
        colWidths=WIDTHS,
        repeatRows=1,
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.4, RULE),
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 1), (-1, -1), 5),
                ("BOTTOMPADDING", (0, 1), (-1, -1), 6),
            ]
        )
    )
    return table


def _signs(book: PostBook) -> Table:
    """Two lines to sign on: who handed over, who took over."""
    table = Table([[book.signs[0], "", book.signs[1]]], colWidths=(80 * mm, 30 * mm, 80 * mm))
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), FACE, 9),
                ("ALIGN", (0, 0), (-1, -1), "CENTER"),
                ("LINEABOVE", (0, 0), (0, 0), 0.6, black),
                ("LINEABOVE", (2, 0), (2, 0), 0.6, black),
            ]
        )
    )
    return table


def _foot(canvas: Canvas, document: SimpleDocTemplate, *, book: PostBook) -> None:
    canvas.saveState()
    canvas.setFont(FACE, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(MARGIN, 8 * mm, f"{book.title} · {book.subtitle}")
    canvas.drawRightString(
        landscape(A4)[0] - MARGIN, 8 * mm, book.page.replace("${number}", str(document.page))
    )
    canvas.restoreState()
