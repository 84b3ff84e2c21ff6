"""A register as plain values: its head, its rows, and the hashes that bind them together.

The canonical form is what every export is hashed by, whatever its format. Plain values and the
standard library alone: an auditor's program can do the same.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

import json
import re

VERSION = "1"
"""Of the format; the first field of the head."""

HEAD = (
    "version",
    "organisation",
    "organisation_title",
    "organisation_code",
    "register",
    "title",
    "year",
    "code",
    "opened",
    "opened_by",
    "closed",
    "closed_by",
    "closed_because",
    "last",
    "count",
    "selection",
    "exported",
    "exported_by",
)
"""The fields of the head, in the order in which they are hashed."""

ROW = (
    "number",
    "main",
    "sub",
    "subs",
    "case",
    "time",
    "actor",
    "actor_name",
    "direction",
    "partner",
    "address",
    "partners",
    "received",
    "mode",
    "carrier",
    "arrival",
    "external_id",
    "sent",
    "reference",
    "annexes",
    "title",
    "kind",
    "kind_title",
    "handler",
    "handler_name",
    "unit",
    "unit_title",
    "plan_item",
    "antecedent",
    "deadline",
    "settled",
    "void_reason",
    "void_actor",
    "void_actor_name",
    "void_time",
    "moved_to",
    "moved_from",
    "uid",
    "files",
)
"""The fields of a row, in the order in which they are hashed."""

NUMBERS = ("main", "sub", "subs", "annexes")
"""The fields of a row that are whole numbers."""

LONGEST = 30_000
"""Characters of a value that are kept: a cell of a spreadsheet holds few more."""

# What XML and spreadsheets cannot hold, the surrogates included.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("\r\n?")

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A row with what binds it: its own hash, the chain up to it, the number before it."""

    values: Values
    digest: str
    chain: str
    after: str


@dataclass(frozen=True, slots=True)
class End:
    """What an export says of itself as a whole."""

    count: int
    last_number: str
    sha256: str


def clean(value: object, longest: int = LONGEST) -> str:
    """Return a value as text that every format can hold."""
    text = BREAKS.sub("\n", UNWRITABLE.sub("", str(value)))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def line(values: Values, names: Iterable[str]) -> bytes:
    """Return the canonical form of a head or row: its values as a JSON list, in their order."""
    listed = [values.get(name, "") for name in names]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()


def digest(values: Values, names: Iterable[str] = ROW) -> str:
    """Return the hash of a row, or of a head."""
    return sha256(line(values, names)).hexdigest()


def linked(before: str, own: str) -> str:
    """Return the chain up to a row: the hash of the chain before it and of its own hash."""
    return sha256((before + own).encode("ascii")).hexdigest()


class Sealing:
    """Binds rows together as they come; ``end`` is right when all have come."""

    def __init__(self, head: Values) -> None:
        self.head_digest = digest(head, HEAD)
        self._chain = self.head_digest
        self._whole = sha256(line(head, HEAD) + b"\n")
        self._count = 0
        self._last = ""

    def seal(self, rows: Iterable[Values]) -> Iterator[Sealed]:
        """Yield each row with what binds it."""
        for values in rows:
            after, own = self._last, self.take(values)
            self._chain = linked(self._chain, own)
            yield Sealed(values, own, self._chain, after)

    def take(self, values: Values) -> str:
        """Count a row into the whole and return its hash."""
        canonical = line(values, ROW)
        self._whole.update(canonical + b"\n")
        self._count += 1
        self._last = values["number"]
        return sha256(canonical).hexdigest()

    @property
    def end(self) -> End:
        """What is said of the whole."""
        return End(self._count, self._last, self._whole.hexdigest())
