"""The letters of generated papers: every European language, embedded in the file."""

from font_caladea import font_files
from functools import cache
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

FACE = "Caladea"
BOLD = "CaladeaBold"
STYLES = {"normal": "", "bold": "Bold", "italic": "Italic", "boldItalic": "BoldItalic"}


@cache
def register_faces() -> None:
    """Make the faces known to reportlab, once in the life of the process."""
    for style in STYLES.values():
        registerFont(TTFont(FACE + style, font_files[FACE + style]))
    registerFontFamily(FACE, **{name: FACE + style for name, style in STYLES.items()})
