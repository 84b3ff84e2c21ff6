"""Reads the codes of a printed page, as a scanner does."""

from io import BytesIO

import pypdfium2
import zxingcpp


def codes(pdf: bytes, page: int = 0, scale: float = 4) -> list[str]:
    """Return the texts of all QR codes on a page, from the top, by row."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    image = document[page].render(scale=scale).to_pil()
    found = zxingcpp.read_barcodes(image)
    return [one.text for one in sorted(found, key=_place)]


def _place(one: zxingcpp.Barcode) -> tuple[int, int]:
    corner = one.position.top_left
    return corner.y // 20, corner.x


def pages(pdf: bytes) -> int:
    """Return how many pages there are."""
    return len(pypdfium2.PdfDocument(BytesIO(pdf)))


def words(pdf: bytes, page: int = 0) -> str:
    """Return the text of a page."""
    return pypdfium2.PdfDocument(BytesIO(pdf))[page].get_textpage().get_text_range()
