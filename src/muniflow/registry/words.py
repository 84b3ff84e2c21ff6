"""Texts as they are searched and sorted: without case and accents."""

from unicodedata import combining
from unicodedata import normalize

import re

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
"""Letters of a word that are kept: nobody types more."""

OWN_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae"})


def folded(text: str) -> str:
    """Return a text without case and accents: ``lakossági`` becomes ``lakossagi``."""
    plain = normalize("NFKD", text.casefold().translate(OWN_LETTERS))
    return "".join(c for c in plain if not combining(c))


def words_of(*texts: str) -> set[str]:
    """Return the words of texts as they are searched."""
    return {word[:LONGEST] for text in texts for word in WORD.findall(folded(text))}
