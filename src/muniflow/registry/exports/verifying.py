"""Proving an export: what was changed, left out or put in is named. No Plone, no database."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from muniflow.registry.audit import AFTER_CLOSING
from muniflow.registry.audit import Audit
from muniflow.registry.audit import BEYOND
from muniflow.registry.audit import DOUBLE
from muniflow.registry.audit import Finding
from muniflow.registry.audit import Frame
from muniflow.registry.audit import GAP
from muniflow.registry.audit import LINK
from muniflow.registry.audit import NO_REASON
from muniflow.registry.audit import TIME_ORDER
from muniflow.registry.exports.parts import entry
from muniflow.registry.exports.parts import FileHash
from muniflow.registry.exports.parts import files_of
from muniflow.registry.exports.reading import Read
from muniflow.registry.exports.rows import digest
from muniflow.registry.exports.rows import End
from muniflow.registry.exports.rows import HEAD
from muniflow.registry.exports.rows import linked
from muniflow.registry.exports.rows import Sealed
from muniflow.registry.exports.rows import Sealing

SAID = {
    GAP: "{number} is missing: a gap.",
    DOUBLE: "{number} is there twice.",
    NO_REASON: "{number} is void without a reason.",
    AFTER_CLOSING: "{number} was entered at {note}, after the register was closed.",
    TIME_ORDER: "{number} was entered at {note}, earlier than a number before it.",
    BEYOND: "{number} was never given: the register's counter did not come so far.",
    LINK: "{number} was moved, but it and {note} do not name each other.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an export: the number it is about, "" for the whole, and a sentence."""

    number: str
    sentence: str


@dataclass
class Proof:
    """What was found out about an export."""

    name: str
    title: str = ""
    count: int = 0
    sha256: str = ""
    selection: str = ""
    faults: list[Fault] = field(default_factory=list)
    files: dict[str, list[tuple[str, FileHash]]] = field(default_factory=dict)
    """The hashes of the documents' files, each with the numbers that name it."""


def prove(read: Read, expected: str = "") -> Proof:
    """Look at every row of an export; ``expected`` is its hash as noted elsewhere."""
    head = read.head
    proof = Proof(
        read.name, f"{head.get('organisation_title', '')} {head.get('title', '')}".strip()
    )
    proof.selection = head.get("selection", "")
    proof.faults.extend(_head_faults(read))
    proof.faults.extend(_Pass(read, proof).faults())
    if expected and expected.strip().lower() != proof.sha256:
        proof.faults.append(
            Fault("", f"Its SHA-256 is {proof.sha256}, and not {expected} as noted elsewhere.")
        )
    return proof


def _head_faults(read: Read) -> Iterator[Fault]:
    if digest(read.head, HEAD) != read.head_digest:
        yield Fault("", "The head was changed: its hash does not fit.")
    for name in ("last", "count"):
        if not read.head.get(name, "").isdigit():
            yield Fault("", f"The head does not say a number as “{name}”.")


class _Pass:
    """One reading of all rows."""

    def __init__(self, read: Read, proof: Proof) -> None:
        self._read, self._proof = read, proof
        self._subs: dict[int, int] = {}
        self._sealing = Sealing(read.head)
        self._before = ("", read.head_digest)
        self._audit = Audit(
            Frame(
                last=_number(read.head.get("last", "")),
                subs=self._subs,
                closed=read.head.get("closed", ""),
            )
        )

    def faults(self) -> Iterator[Fault]:
        end: End | None = None
        for sealed in self._read.rows:
            if isinstance(sealed, End):
                end = sealed
            else:
                yield from self._row(sealed)
        if not self._proof.selection:
            yield from map(_said, self._audit.close())
        yield from self._end(end)

    def _row(self, sealed: Sealed) -> Iterator[Fault]:
        values, (number, chain) = sealed.values, self._before
        own = values["number"]
        if self._sealing.take(values) != sealed.digest:
            yield Fault(own, f"{own} was changed: its hash does not fit.")
        if sealed.chain != linked(chain, sealed.digest):
            yield Fault(own, _broken(own, number, sealed.after))
        elif sealed.after != number:
            yield Fault(
                own, f"{own} says that it follows {sealed.after}, but it follows {number}."
            )
        self._before = (own, sealed.chain)
        for found in files_of(values["files"]):
            self._proof.files.setdefault(found.sha256, []).append((own, found))
        yield from self._audited(sealed)

    def _audited(self, sealed: Sealed) -> Iterator[Fault]:
        try:
            known = entry(sealed.values)
            subs = int(sealed.values["subs"] or 0)
        except ValueError:
            yield Fault(
                sealed.values["number"], f"{sealed.values['number']} holds no right numbers."
            )
            return
        if subs:
            self._subs[known.main] = subs
        found = self._audit.take(known)
        kept = (
            f for f in found if f.kind in (NO_REASON, AFTER_CLOSING) or not self._proof.selection
        )
        yield from map(_said, kept)

    def _end(self, end: End | None) -> Iterator[Fault]:
        computed = self._sealing.end
        self._proof.count, self._proof.sha256 = computed.count, computed.sha256
        if end is None:
            yield Fault("", "It has no end: it was cut off.")
            return
        said = _number(self._read.head.get("count", ""))
        if {end.count, said} != {computed.count}:
            yield Fault(
                "",
                f"It holds {computed.count} entries; its head says {said}, its end {end.count}.",
            )
        if end.last_number != computed.last_number:
            yield Fault(
                end.last_number,
                f"{end.last_number} is missing: the end names it as the last entry.",
            )
        if end.sha256 != computed.sha256:
            yield Fault("", f"Its SHA-256 is {computed.sha256}, and not {end.sha256} as it says.")


def _broken(own: str, before: str, after: str) -> str:
    if after != before:
        missing = after or "the head"
        return f"{own} does not follow {before or 'the head'}: {missing} was left out or changed."
    return f"{own} does not follow {before or 'the head'}: one of the two was changed."


def _said(finding: Finding) -> Fault:
    sentence = SAID[finding.kind].format(number=finding.number, note=finding.note)
    return Fault(finding.number, sentence)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def first(faults: Iterable[Fault]) -> str:
    """Return the first number that is wrong, "" when it is the whole."""
    return next((fault.number for fault in faults if fault.number), "")
