"""Proving sealed days from their files alone; what is wrong is told in plain sentences."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from muniflow.core.journal import keys
from muniflow.core.journal.chain import change_text
from muniflow.core.journal.chain import digest
from muniflow.core.journal.chain import FORMAT
from muniflow.core.journal.chain import LINES
from muniflow.core.journal.chain import link
from muniflow.core.journal.chain import SEAL
from muniflow.core.journal.chain import SIGNATURE
from muniflow.core.journal.chain import STAMP
from muniflow.core.journal.chain import start
from muniflow.core.journal.chain import XML
from muniflow.core.journal.rules import next_day
from muniflow.core.journal.stamps import judge
from muniflow.core.journal.stamps import StampWrong

import json


@dataclass(frozen=True)
class Papers:
    """The files of an export of one journal."""

    files: Mapping[str, bytes]
    """By name, without folders."""

    certificates: Mapping[str, bytes]
    """PEM by fingerprint."""

    roots: Sequence[bytes] = ()
    """Certificates of trusted time stamp authorities."""

    def days(self) -> list[str]:
        """Return the days of which there is anything, in order."""
        ends = (LINES, XML, SEAL, SIGNATURE, STAMP)
        return sorted({n.removesuffix(e) for n in self.files for e in ends if n.endswith(e)})

    def seals(self) -> dict[str, dict]:
        """Return the seals that can be read, by the day in their names."""
        found = {}
        for day in self.days():
            seal = seal_of(self.files.get(f"{day}{SEAL}", b""))
            if seal is not None:
                found[day] = seal
        return found


@dataclass
class Verdict:
    """What a proof came to."""

    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    days: int = 0
    entries: int = 0
    stamped: int = 0
    span: tuple[str, str] = ("", "")
    head: str = ""
    certificate: str = ""
    heads: frozenset[str] = frozenset()


def seal_of(text: bytes) -> dict | None:
    """Return what a seal says, None for what is no seal."""
    try:
        seal = json.loads(text)
        ok = seal["format"] == FORMAT and isinstance(seal["first"] + seal["entries"], int)
    except (ValueError, KeyError, TypeError):
        return None
    return seal if ok and {"journal", "day", "previous", "head", "files"} <= set(seal) else None


def prove(papers: Papers) -> Verdict:
    """Prove all days of an export, the first to the last."""
    verdict = Verdict()
    seals = papers.seals()
    before: dict | None = None
    previous = ""
    for day in papers.days():
        if previous:
            verdict.findings += _missing(previous, day)
        verdict.findings += day_findings(papers, day, before, verdict.notes)
        if f"{day}{STAMP}" in papers.files:
            verdict.stamped += 1
        before, previous = seals.get(day), day
        verdict.days += 1
        verdict.entries += before["entries"] if before else 0
    if seals:
        verdict.span = (min(seals), max(seals))
        verdict.head = str(seals[max(seals)]["head"])
        verdict.certificate = str(seals[max(seals)].get("certificate"))
        verdict.heads = frozenset(str(seal["head"]) for seal in seals.values())
        if seals[min(seals)]["previous"]:
            verdict.notes.append(f"It begins with {min(seals)}; what came before is not in it.")
    return verdict


def day_findings(papers: Papers, day: str, before: dict | None, notes: list[str]) -> Iterator[str]:
    """Yield what is wrong with a day; ``before`` is the seal of the day before, if known."""
    seal = seal_of(papers.files.get(f"{day}{SEAL}", b""))
    if seal is None:
        yield f"{day}: the seal is missing or cannot be read."
        return
    if seal["day"] != day:
        yield f"{day}: the seal in its place is that of {seal['day']}."
        return
    yield from _entries(papers, day, seal)
    yield from _files(papers, day, seal)
    yield from _signature(papers, day, seal)
    yield from _order(day, seal, before)
    if before is not None and before.get("certificate") != seal["certificate"]:
        yield from _change(papers, day, seal, before, notes)
    yield from _stamp(papers, day)


def entry_findings(lines: bytes, seal: Mapping) -> Iterator[str]:
    """Yield the first thing that is wrong with the entries of a day."""
    day, expected = seal["day"], seal["first"]
    head = start(seal["journal"], day, seal["previous"])
    for line in lines.splitlines():
        try:
            record = json.loads(line)
            told, number = record.pop("hash"), record["number"]
            words = _words(record)
        except (ValueError, KeyError, TypeError, AttributeError):
            yield f"{day}: entry {expected} cannot be read."
            return
        if number != expected:
            yield _out_of_order(day, expected, number)
            return
        head = link(head, record)
        if head != told:
            yield f"{day}: entry {number} ({words}) was altered."
            return
        expected += 1
    if expected != seal["first"] + seal["entries"]:
        yield _wrong_count(seal, expected)
    elif head != seal["head"]:
        yield f"{day}: the entries were written anew: they do not lead to the head in the seal."


def _words(record: Mapping) -> str:
    entry = record["entry"]
    who = entry["actor"] or "nobody"
    return f"{entry['act']!r} by {who!r} at {entry['time']}, id {entry['id']}"


def _out_of_order(day: str, expected: int, number: object) -> str:
    if isinstance(number, int) and number > expected:
        return f"{day}: entry {expected} is missing."
    return f"{day}: where entry {expected} belongs, one with the number {number} was put."


def _wrong_count(seal: Mapping, expected: int) -> str:
    last = seal["first"] + seal["entries"] - 1
    if expected > last:
        return f"{seal['day']}: entry {last + 1} was added: the seal ends with {last}."
    return f"{seal['day']}: entries {expected} to {last} are missing: the end was cut off."


def _missing(previous: str, day: str) -> Iterator[str]:
    wanted = next_day(previous)
    if wanted < day:
        yield f"{wanted} is missing: after {previous} comes {day}."


def _entries(papers: Papers, day: str, seal: Mapping) -> Iterator[str]:
    lines = papers.files.get(f"{day}{LINES}")
    if lines is None:
        yield f"{day}: the file of the entries, {day}{LINES}, is missing."
        return
    if digest(lines) != seal["files"].get(f"{day}{LINES}"):
        swapped = _other_day(papers, lines)
        if swapped:
            yield f"{day}: the file {day}{LINES} is that of {swapped}."
            return
    yield from entry_findings(lines, seal)


def _other_day(papers: Papers, lines: bytes) -> str:
    """Return the day whose sealed entries these are, "" for none."""
    found = digest(lines)
    # Days without entries have the same empty file.
    for other, seal in papers.seals().items() if lines else ():
        if seal["files"].get(f"{other}{LINES}") == found:
            return other
    return ""


def _files(papers: Papers, day: str, seal: Mapping) -> Iterator[str]:
    for name, wanted in sorted(seal["files"].items()):
        if name not in papers.files:
            if not name.endswith(LINES):
                yield f"{day}: the file {name} is missing."
        elif digest(papers.files[name]) != wanted:
            yield f"{day}: the file {name} is not the one that was sealed."


def _signature(papers: Papers, day: str, seal: Mapping) -> Iterator[str]:
    certificate = papers.certificates.get(str(seal.get("certificate")))
    signature = papers.files.get(f"{day}{SIGNATURE}")
    if certificate is None:
        yield f"{day}: the certificate {str(seal.get('certificate'))[:16]} is missing."
    elif signature is None:
        yield f"{day}: the signature is missing."
    elif not keys.is_signed(certificate, signature, papers.files[f"{day}{SEAL}"]):
        yield f"{day}: the seal was altered: the signature is not over this seal."


def _order(day: str, seal: Mapping, before: Mapping | None) -> Iterator[str]:
    if before is None or next_day(before["day"]) != day:
        return
    if seal["previous"] != before["head"]:
        yield f"{day} does not follow {before['day']}: it was sealed after another head."
    if seal["journal"] != before["journal"]:
        yield f"{day} is of another journal than {before['day']}."
    if seal["first"] != before["first"] + before["entries"]:
        yield f"{day}: the numbers do not go on from {before['day']}."


def _change(
    papers: Papers, day: str, seal: Mapping, before: Mapping, notes: list[str]
) -> Iterator[str]:
    """Yield what is wrong with a change of the key; a lost old key is noted."""
    change = seal.get("key_change")
    ends = (before.get("certificate"), seal["certificate"])
    if not isinstance(change, dict) or (change.get("from"), change.get("to")) != ends:
        yield f"{day}: another key signs than on {before['day']}, and no change is recorded."
        return
    if "signature" not in change:
        notes.append(f"{day}: a new key without the old one: {change.get('reason')}.")
        return
    old = papers.certificates.get(str(ends[0]))
    try:
        signature = b64decode(str(change["signature"]), validate=True)
    except NotBase64:
        signature = b""
    if old is None or not keys.is_signed(old, signature, change_text(change)):
        yield f"{day}: the change of the key is not signed by the old one."


def _stamp(papers: Papers, day: str) -> Iterator[str]:
    stamp = papers.files.get(f"{day}{STAMP}")
    if stamp is None:
        return
    try:
        judge(stamp, papers.files.get(f"{day}{SIGNATURE}", b""), roots=papers.roots)
    except StampWrong as error:
        yield f"{day}: the time stamp proves nothing: {error}."
