"""Letters and lines of the printed registers: how text is measured and broken."""

from font_caladea import font_files
from functools import cache
from functools import lru_cache
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

PLAIN = "Caladea"
BOLD = "CaladeaBold"
FACES = (PLAIN, BOLD)


@cache
def register_faces() -> None:
    """Make the letters known: they have those of every European language."""
    for face in FACES:
        registerFont(TTFont(face, font_files[face]))


@cache
def _letters(face: str) -> tuple[dict[int, float], float]:
    known = getFont(face).face
    return known.charWidths, known.defaultWidth


@lru_cache(maxsize=1 << 16)
def width(text: str, face: str, size: float) -> float:
    """Return how wide a text is in points."""
    letters, other = _letters(face)
    return sum(letters.get(ord(letter), other) for letter in text) * size / 1000


def broken(text: str, face: str, size: float, room: float, most: int = 0) -> list[str]:
    """Return a text as lines that fit; ``most`` of them, then it ends with an ellipsis."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_lines(paragraph.split(), face, size, room))
    if most and len(lines) > most:
        lines = lines[:most]
        lines[-1] = f"{lines[-1]} …"
    return lines


def _lines(words: list[str], face: str, size: float, room: float) -> list[str]:
    lines, line, used = [], "", 0.0
    space = width(" ", face, size)
    for word in words:
        for piece in _pieces(word, face, size, room):
            needed = width(piece, face, size)
            if line and used + space + needed <= room:
                line, used = f"{line} {piece}", used + space + needed
                continue
            if line:
                lines.append(line)
            line, used = piece, needed
    return [*lines, line] if line else lines


def _pieces(word: str, face: str, size: float, room: float) -> list[str]:
    """Return a word as parts that fit; nearly all do whole."""
    if width(word, face, size) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and width(piece + letter, face, size) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
