"""Draws labels: the code at the left, the number in large letters, what it is below."""

from io import BytesIO
from muniflow.registry.labels.faces import BOLD
from muniflow.registry.labels.faces import FACE
from muniflow.registry.labels.faces import register_faces
from muniflow.registry.labels.rules import Form
from muniflow.registry.labels.rules import Label
from muniflow.registry.labels.rules import places
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

LARGEST = 15
SMALLEST = 7
SUBJECT = 8
LINES = 3
PAD = 3 * mm
EDGE = 4 * mm
"""What printers leave white at the edge of a sheet."""
STAMP = (62 * mm, 20 * mm)
"""Width and height of the stamp on a paper."""


def code(url: str, size: float) -> Drawing:
    """Return the QR code of an address as a drawing of a size, its white edge included."""
    drawing = Drawing(size, size)
    # The edge of four modules is what readers ask for; M mends 15% of dirt.
    drawing.add(QrCodeWidget(url, barLevel="M", barWidth=size, barHeight=size, barBorder=4))
    return drawing


def draw(canvas: Canvas, label: Label, x: float, y: float, width: float, height: float) -> None:
    """Draw a label into a box whose lower left corner is given."""
    register_faces()
    size = min(height - PAD, width * 0.45)
    renderPDF.draw(code(label.url, size), canvas, x + PAD / 2, y + (height - size) / 2)
    left = x + PAD / 2 + size
    room = width - size - PAD / 2 - EDGE
    top = y + height - EDGE - SUBJECT
    canvas.setFont(FACE, SUBJECT)
    canvas.drawString(left, top, _cut(label.organisation, FACE, SUBJECT, room))
    letters = _letters(label.number, room)
    top -= letters + 2
    canvas.setFont(BOLD, letters)
    canvas.drawString(left, top, _cut(label.number, BOLD, letters, room))
    _subject(canvas, label.subject, left, top - 4, room, top - 4 - y - PAD / 2)


def _subject(
    canvas: Canvas, text: str, left: float, top: float, room: float, height: float
) -> None:
    """Write as many lines of a subject as there is room for."""
    most = min(LINES, int(height // (SUBJECT + 1.5)))
    canvas.setFont(FACE, SUBJECT)
    for number, line in enumerate(simpleSplit(text, FACE, SUBJECT, room)[: max(most, 0)], start=1):
        canvas.drawString(left, top - number * (SUBJECT + 1.5), line)


def _letters(number: str, room: float) -> float:
    """Return the largest size in which a number fits into one line."""
    size = LARGEST
    while size > SMALLEST and stringWidth(number, BOLD, size) > room:
        size -= 0.5
    return size


def _cut(text: str, face: str, size: float, room: float) -> str:
    """Return a text that fits into one line, cut where it does not."""
    if stringWidth(text, face, size) <= room:
        return text
    while text and stringWidth(f"{text}…", face, size) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def sheets(labels: list[Label], form: Form, start: int = 1) -> bytes:
    """Return a PDF of A4 sheets of labels; ``start`` is the first free place on the first one."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setTitle(", ".join(label.number for label in labels[:3]))
    sheet = 0
    found = places(form, len(labels), start, A4[1] / mm)
    for label, place in zip(labels, found, strict=True):
        if place.sheet != sheet:
            canvas.showPage()
            sheet = place.sheet
        draw(canvas, label, place.x * mm, place.y * mm, form.width * mm, form.height * mm)
    canvas.save()
    return target.getvalue()


def single(label: Label, form: Form) -> bytes:
    """Return a PDF of one page that is one label, for printers of labels."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(form.width * mm, form.height * mm))
    canvas.setTitle(label.number)
    draw(canvas, label, 0, 0, form.width * mm, form.height * mm)
    canvas.save()
    return target.getvalue()


def stamp(canvas: Canvas, label: Label, x: float, y: float) -> None:
    """Put number and code on a page that is being drawn, the lower left corner given."""
    canvas.saveState()
    draw(canvas, label, x, y, *STAMP)
    canvas.restoreState()


class Stamp(Flowable):
    """Number and code between the paragraphs of a paper, at its right edge."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self.label = label
        self.width, self.height = STAMP
        self.hAlign = "RIGHT"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw it where the paper puts it."""
        draw(self.canv, self.label, 0, 0, self.width, self.height)
