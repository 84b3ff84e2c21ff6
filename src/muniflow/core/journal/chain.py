"""How the entries of a day hang together: each hash covers the one before it.

Plain values and the standard library alone: an auditor's program can do the same.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from muniflow.core.journal.rules import canonical
from muniflow.core.journal.rules import Entry
from muniflow.core.journal.rules import is_late

FORMAT = "muniflow-journal-seal/1"

LINES = ".jsonl"
XML = ".xml"
SEAL = ".seal.json"
SIGNATURE = ".seal.sig"
STAMP = ".seal.tsr"


@dataclass(frozen=True)
class Chained:
    """The entries of a day as lines, and the hash of the last one: the head."""

    lines: bytes
    head: str
    entries: int
    late: int


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    return sha256(data).hexdigest()


def start(journal: str, day: str, previous: str) -> str:
    """Return the hash with which a day begins: it covers the head of the day before."""
    return digest(canonical({"journal": journal, "day": day, "previous": previous}).encode())


def link(before: str, record: Mapping[str, object]) -> str:
    """Return the hash of a record that follows one with the hash ``before``."""
    return digest(f"{before}{canonical(record)}".encode())


def records(entries: Iterable[Entry], day: str, first: int) -> Iterator[dict[str, object]]:
    """Yield entries with their numbers, which run through the whole journal."""
    for number, entry in enumerate(entries, start=first):
        record: dict[str, object] = {"number": number, "entry": entry}
        if is_late(entry, day):
            record["late"] = True
        yield record


def chain(
    entries: Iterable[Entry], *, journal: str, day: str, previous: str, first: int
) -> Chained:
    """Return a day's file: a line of canonical JSON for each entry, with its hash."""
    head = start(journal, day, previous)
    lines = []
    late = 0
    for record in records(entries, day, first):
        head = link(head, record)
        late += "late" in record
        lines.append(canonical({**record, "hash": head}))
    return Chained("".join(f"{line}\n" for line in lines).encode(), head, len(lines), late)


def change_text(change: Mapping[str, object]) -> bytes:
    """Return what the old key signs when another one follows it."""
    plain = {name: value for name, value in change.items() if name != "signature"}
    return canonical(plain).encode()
