"""How numbers, and the registers they stand in, are written; plain values in, plain values out."""

from muniflow import _
from muniflow.core.errors import Invalid
from muniflow.core.numbering import NumberStyle

import re

CODE = re.compile(r"[A-Z0-9]{1,8}")


def format_number(
    style: NumberStyle, *, code: str, main: int, sub: int, year: int, document: bool
) -> str:
    """Return a number as a style writes it; ``code`` is that of ``prefix_of``."""
    pattern = style.document if document else style.case
    return pattern.format(code=code, main=main, sub=sub, year=year)


def prefix_of(style: NumberStyle, code: str, register: str) -> str:
    """Return what stands for organisation and register in a number."""
    return style.coded.format(code=code, register=register) if register else code


def register_id(year: int, code: str = "") -> str:
    """Return the name of a register: its year, and beside the main one its code."""
    return f"{year}-{code.lower()}" if code else str(year)


def order_of(register: str, main: int, sub: int) -> str:
    """Return a text that sorts what stands in registers by year, register, main and sub-number."""
    year, _hyphen, code = register.partition("-")
    book = f"{year}+{code}" if code else year
    return f"{book}.{main:07d}.{sub:07d}" if sub else f"{book}.{main:07d}"


def span_of(register: str) -> tuple[str, str]:
    """Return between which texts of ``order_of`` lies what stands in one register."""
    begin = order_of(register, 0, 0).rpartition(".")[0]
    return f"{begin}.", f"{begin}.~"


def check_code(code: str) -> str:
    """Return the code of a register as it is written; "" is the main one. Raises Invalid."""
    text = code.strip().upper()
    if text and not CODE.fullmatch(text):
        raise Invalid(
            _(
                "error_register_code",
                default="“${value}” is no code of a register: one to eight capital letters of "
                "the English alphabet, or digits.",
                mapping={"value": code},
            )
        )
    return text
