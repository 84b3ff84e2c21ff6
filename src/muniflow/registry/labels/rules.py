"""What stands on a label, where it is printed, what a scanner read; plain values only."""

from collections.abc import Iterator
from dataclasses import dataclass

import re

VIEW = "@@find"
"""The page that a code leads to; the UID follows it in the address."""

UID = re.compile(r"[0-9a-f]{32}")
CODE = re.compile(r"find.([0-9a-f]{32})\W*$")

# A scanner types like a keyboard of English letters. Where the computer has another one, digits
# come as the letters that are in their place there.
KEYBOARDS = (
    {},
    str.maketrans("öÖ§", "000"),
    str.maketrans("+ěščřžýáíé", "1234567890"),
)

LONGEST = 90
MOST = 480
"""Labels made at once: twenty sheets."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; ``url`` is what its code leads to."""

    number: str
    organisation: str
    subject: str
    url: str


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of label sheet on A4; lengths are millimetres."""

    name: str
    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    gap: float = 0

    @property
    def title(self) -> str:
        """Its measures, in signs that need no language."""
        return f"{self.width:g} × {self.height:g} mm, {self.columns} × {self.rows}"

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows


FORMS = {
    form.name: form
    for form in (
        Form("70x37", 70, 37, 3, 8, 0, 0.5),
        Form("63x38", 63.5, 38.1, 3, 7, 7.25, 15.15, 2.5),
        Form("105x42", 105, 42.3, 2, 7, 0, 0.45),
    )
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label lies: on which sheet, and its lower left corner in millimetres."""

    sheet: int
    x: float
    y: float


def places(form: Form, count: int, start: int = 1, height: float = 297) -> Iterator[Place]:
    """Yield the places of labels, the first at position ``start`` of the first sheet."""
    first = min(max(start, 1), form.count) - 1
    for number in range(first, first + count):
        sheet, place = divmod(number, form.count)
        row, column = divmod(place, form.columns)
        x = form.left + column * (form.width + form.gap)
        yield Place(sheet, x, height - form.top - (row + 1) * form.height)


def address(site_url: str, uid: str) -> str:
    """Return the permanent address of something: it stays where it is filed elsewhere."""
    return f"{site_url}/{VIEW}/{uid}"


def uid_in(text: str) -> str:
    """Return the UID of a scanned code, "" when there is none; keyboards are seen through."""
    for keyboard in KEYBOARDS:
        read = text.translate(keyboard).lower().strip()
        match = CODE.search(read)
        if match is not None or UID.fullmatch(read):
            return match[1] if match is not None else read
    return ""


def shortened(text: str) -> str:
    """Return a subject that fits on a label, cut at a word."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def numbers_in(text: str) -> list[str]:
    """Return the numbers, or scanned codes, of a text: one to a line, each once, in order."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
