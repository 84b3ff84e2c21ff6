"""Decisions of the face: legible colours, groups of the navigation, pages of a list."""

from collections.abc import Iterable
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Protocol
from typing import TypeVar

import re

HEX = re.compile(r"#?(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
FALLBACK = "#475569"
WHITE = "#ffffff"
BLACK = "#000000"
GROUP = 100
LEGIBLE = 4.5


class Ordered(Protocol):
    """Anything with a position."""

    order: int


T = TypeVar("T", bound=Ordered)


@lru_cache(maxsize=512)
def normal_colour(value: str | None) -> str:
    """Return a colour as #rrggbb, or the neutral one when it cannot be read."""
    text = (value or "").strip()
    if not HEX.fullmatch(text):
        return FALLBACK
    digits = text.lstrip("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(c * 2 for c in digits))


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour as WCAG defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #rrggbb colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=512)
def text_on(colour: str | None) -> str:
    """Return white where it is legible on the colour, else black; one of the two always is."""
    ground = normal_colour(colour)
    return WHITE if contrast(ground, WHITE) >= LEGIBLE else BLACK


def in_groups(items: Iterable[T]) -> list[list[T]]:
    """Return the items by position; a new hundred starts a new group."""
    ordered = sorted(items, key=lambda item: item.order)
    return [list(group) for _, group in groupby(ordered, key=lambda item: item.order // GROUP)]


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def page_numbers(current: int, last: int, around: int = 1) -> Sequence[int | None]:
    """Return the page numbers to offer; None stands for a gap."""
    wanted = {1, last, *range(current - around, current + around + 1)}
    shown = sorted(n for n in wanted if 1 <= n <= last)
    result: list[int | None] = []
    for number in shown:
        if result and number - (result[-1] or 0) == 2:
            result.append(number - 1)
        elif result and number - (result[-1] or 0) > 2:
            result.append(None)
        result.append(number)
    return result
