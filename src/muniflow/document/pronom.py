"""Which format of PRONOM a file is, from what fido says; plain values in, plain values out."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from muniflow.document.interfaces import VersionRecord
from muniflow.document.sniffing import extension
from muniflow.document.sniffing import MAIL
from muniflow.document.sniffing import TEXT

BY_NAME = "extension"
"""How a match is called that only the ending of the name gave."""

NONE = "None"

PLAIN = {
    (MAIL, ""): ("fmt/278", "Internet Message Format"),
    (TEXT, "csv"): ("x-fmt/18", "Comma Separated Values"),
    (TEXT, "txt"): ("x-fmt/111", "Plain Text File"),
}
"""Formats without a signature: known by the content as text, and by the ending."""


@dataclass(frozen=True, slots=True)
class Match:
    """A format: its identifier, its name with the version, how it was found, its media type."""

    puid: str = ""
    name: str = ""
    how: str = ""
    media_type: str = ""


def matches_in(lines: Iterable[str]) -> dict[str, list[Match]]:
    """Return the matches by file of fido's lines; what is no such line is left out."""
    found: dict[str, list[Match]] = {}
    for line in lines:
        parts = line.split("\t")
        if len(parts) == 6:
            file, puid, name, version, how, media_type = parts
            title = name if version in (NONE, "") or version in name else f"{name} {version}"
            found.setdefault(file, []).append(Match(puid, title, how, media_type))
    return found


def best(matches: Sequence[Match], record: VersionRecord) -> Match:
    """Return the one format that the content shows; an empty match where several could be."""
    shown = {match.puid: match for match in matches if match.how != BY_NAME}
    if len(shown) > 1:
        # A container shows what its members are, too.
        same = {p: m for p, m in shown.items() if record.media_type in m.media_type.split(", ")}
        shown = same or shown
    if len(shown) == 1:
        return next(iter(shown.values()))
    ending = extension(record.filename)
    plain = PLAIN.get((record.media_type, ending)) or PLAIN.get((record.media_type, ""))
    if not shown and plain is not None:
        puid, name = plain
        return Match(puid, name)
    return Match()
