"""Papers set as PDF, with the letters of every European language."""

from collections.abc import Iterator
from font_caladea import font_files
from functools import cache
from functools import partial
from io import BytesIO
from muniflow.demo.texts import Clause
from muniflow.demo.texts import Paper
from muniflow.demo.texts import Signature
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import KeepTogether
from reportlab.platypus import Paragraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Spacer
from reportlab.platypus import Table
from xml.sax.saxutils import escape

FACE = "Caladea"
FACES = {"normal": "", "bold": "Bold", "italic": "Italic", "boldItalic": "BoldItalic"}
GREY = HexColor("#64748b")
LINE = "." * 44


def pdf(paper: Paper) -> bytes:
    """Return a paper as a PDF file."""
    _register_faces()
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=2.5 * cm,
        rightMargin=2.5 * cm,
        topMargin=2.2 * cm,
        bottomMargin=2.4 * cm,
        title=f"{paper.title}: {paper.subtitle}",
        author=paper.footer.split(" · ")[0],
        lang="hu-HU",
        # The same paper gives the same bytes, whenever it is set.
        invariant=1,
    )
    foot = partial(_foot, text=paper.footer)
    document.build(list(_story(paper)), onFirstPage=foot, onLaterPages=foot)
    return target.getvalue()


@cache
def _register_faces() -> None:
    for face in FACES.values():
        registerFont(TTFont(FACE + face, font_files[FACE + face]))
    registerFontFamily(FACE, **{style: FACE + face for style, face in FACES.items()})


def _style(name: str, **changes: object) -> ParagraphStyle:
    settings = {"fontName": FACE, "fontSize": 11, "leading": 14.5, "spaceAfter": 5}
    return ParagraphStyle(name, **(settings | changes))


TEXT = _style("text")
HEADING = _style("heading", fontName=f"{FACE}Bold", spaceBefore=9, keepWithNext=1)
SUBTITLE = _style("subtitle", fontName=f"{FACE}Italic", alignment=TA_CENTER, spaceAfter=16)
PLACE = _style("place", spaceBefore=14)
SIGNATURE = _style("signature", alignment=TA_CENTER)
NOTE = _style("note", fontName=f"{FACE}Italic", spaceBefore=18)


def _story(paper: Paper) -> Iterator[Flowable]:
    title = _style(
        "title",
        fontName=f"{FACE}Bold",
        fontSize=16,
        leading=20,
        alignment=TA_CENTER,
        textColor=HexColor(paper.colour),
    )
    yield Paragraph(escape(paper.title.upper()), title)
    yield Paragraph(escape(paper.subtitle), SUBTITLE)
    if paper.intro:
        yield Paragraph(escape(paper.intro), TEXT)
    for number, clause in enumerate(paper.clauses, start=1):
        yield from _clause(number, clause)
    yield KeepTogether(list(_close(paper)))


def _clause(number: int, clause: Clause) -> Iterator[Flowable]:
    if clause.heading:
        yield Paragraph(escape(f"{number}. {clause.heading}"), HEADING)
    for count, text in enumerate(clause.paragraphs, start=1):
        numbered = f"{number}.{count}.\N{NO-BREAK SPACE} {text}" if clause.heading else text
        yield Paragraph(escape(numbered), TEXT)


def _close(paper: Paper) -> Iterator[Flowable]:
    yield Paragraph(escape(paper.place_and_date), PLACE)
    yield Spacer(1, 1.3 * cm)
    yield Table([[_sign(signature) for signature in paper.signatures]])
    if paper.note:
        yield Paragraph(escape(paper.note), NOTE)


def _sign(signature: Signature) -> list[Flowable]:
    lines = (LINE, f"<b>{escape(signature.party)}</b>", escape(signature.person))
    return [Paragraph("<br/>".join((*lines, escape(signature.role))), SIGNATURE)]


def _foot(canvas: Canvas, document: SimpleDocTemplate, *, text: str) -> None:
    canvas.saveState()
    canvas.setFont(FACE, 8.5)
    canvas.setFillColor(GREY)
    canvas.drawCentredString(A4[0] / 2, 1.3 * cm, f"{text} · {document.page}. oldal")
    canvas.restoreState()
