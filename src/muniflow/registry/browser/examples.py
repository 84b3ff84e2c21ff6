"""How numbers would look, before one is given."""

from muniflow import _
from muniflow.core.numbering import NumberStyle
from muniflow.registry.writing import format_number
from muniflow.registry.writing import prefix_of
from zope.i18nmessageid import Message

MAIN, SUB = 1, 2

TITLES = {
    "main-sub": _("style_main_sub", default="Main number and sub-number"),
    "file-mark": _("style_file_mark", default="File mark and order in the file"),
    "running": _("style_running", default="Running number in the period"),
}


def style_title(style: NumberStyle) -> Message | str:
    """Return what a way of writing numbers is called; its country's words where we have none."""
    return TITLES.get(style.id, style.title)


def example(style: NumberStyle, code: str, year: int, register: str = "") -> str:
    """Return the number of a first case and of a document in it."""
    values = {"code": prefix_of(style, code, register), "year": year}
    case = format_number(style, **values, main=MAIN, sub=0, document=False)
    main, sub = (MAIN + 1, 0) if style.running else (MAIN, SUB)
    return f"{case}, {format_number(style, **values, main=main, sub=sub, document=True)}"
