"""Papers set as DOCX."""

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.shared import Pt
from docx.shared import RGBColor
from docx.styles.style import ParagraphStyle
from io import BytesIO
from muniflow.demo.texts import Clause
from muniflow.demo.texts import Paper
from muniflow.demo.texts import Signature

FACE = "Cambria"
SIZE = Pt(11)
LINE = "." * 40


def docx(paper: Paper) -> bytes:
    """Return a paper as a DOCX file."""
    document = Document()
    _page(document, paper)
    _head(document, paper)
    for number, clause in enumerate(paper.clauses, start=1):
        _clause(document, number, clause)
    _close(document, paper)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def _page(document: WordDocument, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    normal = document.styles["Normal"]
    _face(normal)
    normal.font.size = SIZE
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.1
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run(paper.footer)
    run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(0x64, 0x74, 0x8B)
    document.core_properties.title = f"{paper.title}: {paper.subtitle}"
    document.core_properties.author = paper.footer.split(" · ")[0]
    document.core_properties.language = "hu-HU"


def _face(style: ParagraphStyle) -> None:
    style.font.name = FACE
    # Word takes the face of accented letters from this attribute.
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACE)


def _head(document: WordDocument, paper: Paper) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(paper.title.upper())
    run.bold, run.font.size = True, Pt(16)
    run.font.color.rgb = RGBColor.from_string(paper.colour.lstrip("#").upper())
    subtitle = document.add_paragraph()
    subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle.paragraph_format.space_after = Pt(16)
    subtitle.add_run(paper.subtitle).italic = True
    if paper.intro:
        document.add_paragraph(paper.intro)


def _clause(document: WordDocument, number: int, clause: Clause) -> None:
    if clause.heading:
        heading = document.add_paragraph()
        heading.paragraph_format.space_before = Pt(10)
        heading.paragraph_format.keep_with_next = True
        heading.add_run(f"{number}. {clause.heading}").bold = True
    for count, text in enumerate(clause.paragraphs, start=1):
        numbered = f"{number}.{count}.\N{NO-BREAK SPACE} {text}" if clause.heading else text
        document.add_paragraph(numbered)


def _close(document: WordDocument, paper: Paper) -> None:
    place = document.add_paragraph(paper.place_and_date)
    place.paragraph_format.space_before = Pt(16)
    place.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(paper.signatures))
    for cell, signature in zip(table.rows[0].cells, paper.signatures, strict=True):
        _sign(cell.paragraphs[0], signature)
    if paper.note:
        note = document.add_paragraph()
        note.paragraph_format.space_before = Pt(20)
        note.add_run(paper.note).italic = True


def _sign(paragraph: object, signature: Signature) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(34)
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(LINE).add_break()
    paragraph.add_run(signature.party).bold = True
    for line in (signature.person, signature.role):
        paragraph.add_run().add_break()
        paragraph.add_run(line)
