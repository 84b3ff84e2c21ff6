"""What makes two papers belong together; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from math import log
from muniflow.core.packs import CountryPack

import re
import unicodedata

STEM = 6
"""Letters of a word that are compared: endings differ in our languages."""

SHORTEST = 4
MOST_WORDS = 10
WORD = re.compile(r"[^\W_]+")

IDENTIFIER = "id"
REFERENCE = "ref"
PARTNER = "by"
WORD_KIND = "word"

# Words that nearly every subject has say nothing about it.
EMPTY = {
    *("kerelem", "ugyeben", "targyu", "reszere", "valamint", "alapjan", "szama", "level"),
    *("zadost", "podani", "vyjadreni", "sdeleni", "oznameni", "dopis", "ohledne"),
    *("request", "letter", "about", "concerning", "regarding", "reply", "with", "from", "this"),
}
STOP = {word[:STEM] for word in EMPTY}

CERTAIN = 100
BY_THREAD = 90
BY_REFERENCE = 70
BY_PARTNER = 30
BY_WORDS = 45
ENOUGH = 25
"""What does not reach it is not shown."""

PRESET = 90
"""From here on a case is chosen before anybody has chosen."""


def folded(text: str) -> str:
    """Return a text in small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def plain(text: str) -> str:
    """Return a text as nothing but its letters and digits, for comparing."""
    return "".join(WORD.findall(folded(text)))


def partner_name(text: str) -> str:
    """Return the name of a partner as it stands before seat and tax number."""
    return text.split(",")[0].strip()


def stems(text: str) -> list[str]:
    """Return the beginnings of the words of a subject, each once, in their order."""
    words = (w[:STEM] for w in WORD.findall(folded(text)) if len(w) >= SHORTEST)
    return [w for w in dict.fromkeys(words) if w not in STOP and not w.isdigit()][:MOST_WORDS]


def traces(
    *,
    partners: Iterable[str] = (),
    references: Iterable[str] = (),
    identifiers: Iterable[str] = (),
    subject: str = "",
) -> list[str]:
    """Return what the catalog keeps of a paper, so that others that belong to it find it."""
    return [
        *(trace(PARTNER, partner_name(p)) for p in partners if plain(partner_name(p))),
        *(trace(REFERENCE, r) for r in references if r and plain(r)),
        *(trace(IDENTIFIER, i) for i in identifiers if i and i.strip()),
        *(f"{WORD_KIND}:{stem}" for stem in stems(subject)),
    ]


def trace(kind: str, text: str) -> str:
    """Return one trace; identifiers are compared as they are, names and numbers folded."""
    return f"{kind}:{text.strip() if kind == IDENTIFIER else plain(text)}"


def quoted_numbers(text: str, pack: CountryPack, code: str) -> list[str]:
    """Return the numbers of our own cases and documents that a text names, each once.

    A document's number names its case as well; a register may add to the organisation's code.
    """
    return list(dict.fromkeys(_quoted(text, pack, code)))


def _quoted(text: str, pack: CountryPack, code: str) -> Iterator[str]:
    for style in pack.numbering:
        for pattern in (style.document, style.case):
            for found in re.finditer(_regex(pattern, code), text, re.IGNORECASE):
                known = {name: value.upper() for name, value in found.groupdict().items()}
                yield pattern.format(**known)
                yield style.case.format(**known)


def _regex(pattern: str, code: str) -> str:
    """Return a pattern of numbers as a regular expression that stands by itself in a text."""
    kinds = {"code": rf"(?P<code>{re.escape(code)}(?:-\w+)?)"}
    parts = re.split(r"\{(\w+)\}", pattern)
    regex = "".join(
        kinds.get(part, rf"(?P<{part}>\d{{1,7}})") if index % 2 else re.escape(part)
        for index, part in enumerate(parts)
    )
    return rf"(?<![\w/-]){regex}(?![\w/]|-\d)"


def word_scores(hits: Mapping[str, Iterable[str]], size: int) -> dict[str, int]:
    """Return how much the shared words say of each case: rare words say more.

    ``hits`` names for each word the cases that have it, ``size`` is how many there are.
    """
    weights = {word: log(1 + size / (1 + len(set(cases)))) for word, cases in hits.items()}
    whole = sum(weights.values()) or 1
    found: dict[str, float] = {}
    for word, cases in hits.items():
        for case in set(cases):
            found[case] = found.get(case, 0) + weights[word]
    return {case: round(BY_WORDS * weight / whole) for case, weight in found.items()}
