"""Entries as rows of an export, and back; no Plone."""

from collections.abc import Iterable
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from muniflow.registry.exports.rows import clean
from muniflow.registry.exports.rows import NUMBERS
from muniflow.registry.exports.rows import ROW
from muniflow.registry.exports.rows import Values
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import Void

import re

FACTS = tuple(field.name for field in fields(Facts))
FILE = re.compile(r"(\d+)\.(\d+) (\d+) ([0-9a-f]{64}) (.*)")


@dataclass(frozen=True, slots=True)
class FileHash:
    """One version of one component of a document, as an export names it."""

    component: int
    version: int
    size: int
    sha256: str
    name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a row says beside the entry: names for ids, and what has become of it since."""

    actor_name: str = ""
    handler_name: str = ""
    void_actor_name: str = ""
    unit_title: str = ""
    kind_title: str = ""
    deadline: str = ""
    settled: str = ""
    subs: int = 0
    """The last sub-number given under a main number; the entry of the main number says it."""

    files: tuple[FileHash, ...] = ()


def row(entry: Entry, beside: Beside) -> Values:
    """Return an entry as a row."""
    plain = asdict(entry)
    facts, void = plain.pop("facts"), plain.pop("void") or {}
    values = plain | facts | {f"void_{name}": value for name, value in void.items()}
    known = {name: getattr(beside, name) for name in Beside.__slots__ if name != "files"}
    values |= known
    # The files are last: a spreadsheet goes on with them in further cells.
    return {name: clean(values.get(name, "")) for name in ROW[:-1]} | {
        "files": files_text(beside.files)
    }


def entry(values: Values) -> Entry:
    """Return a row as the entry it was; raises ValueError for numbers that are none."""
    void = None
    if values["void_time"] or values["void_reason"] or values["void_actor"]:
        void = Void(values["void_reason"], values["void_actor"], values["void_time"])
    facts = Facts(**{name: _typed(name, values[name]) for name in FACTS})
    own = {f.name for f in fields(Entry)} - {"facts", "void"}
    return Entry(facts=facts, void=void, **{name: _typed(name, values[name]) for name in own})


def _typed(name: str, value: str) -> str | int:
    return int(value or 0) if name in NUMBERS else value


def files_text(files: Iterable[FileHash]) -> str:
    """Return files as one text, a line for each."""
    return "\n".join(
        f"{f.component}.{f.version} {f.size} {f.sha256} {_one_line(f.name)}" for f in files
    )


def files_of(text: str) -> list[FileHash]:
    """Return the files of a row; what is no such line is left out."""
    found = (FILE.fullmatch(line) for line in text.split("\n"))
    return [FileHash(int(m[1]), int(m[2]), int(m[3]), m[4], m[5]) for m in found if m]


def _one_line(name: str) -> str:
    return " ".join(clean(name).split())
