"""Comparing the entries in the database with what was sealed."""

from collections.abc import Iterator
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from muniflow.core.journal import chain
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.ledger import Journal
from muniflow.core.journal.rules import next_day
from muniflow.core.journal.rules import previous_day
from muniflow.core.journal.seals import Check
from muniflow.core.journal.seals import covered
from muniflow.core.journal.seals import Seal
from muniflow.core.journal.verifying import day_findings
from muniflow.core.journal.verifying import Papers

import json

MONTH = len("2026-01")


def months(ledger: Ledger | None) -> list[str]:
    """Return the months in which a day is sealed."""
    return sorted({day[:MONTH] for day in ledger.seals}) if ledger is not None else []


def check(organisation: IJournalled, month: str) -> Check:
    """Look at every sealed day of a month; changes nothing."""
    journal = IJournal(organisation)
    days = list(journal.ledger.seals.keys(month, f"{month}~"))
    found = [text for day in days for text in _findings(journal, day)]
    return Check(clock.now(), len(days), tuple(found))


def papers_of(ledger: Ledger, days: list[str]) -> Papers:
    """Return the files of some days as an export has them."""
    files = {}
    for day in days:
        seal: Seal = ledger.seals[day]
        files.update({name: seal.data(end) for end, name in seal.names().items()})
    return Papers(files, certificates_of(ledger))


def certificates_of(ledger: Ledger) -> dict[str, bytes]:
    """Return all certificates by fingerprint."""
    return {name: pem.encode() for name, pem in ledger.certificates.items()}


def _findings(journal: Journal, day: str) -> Iterator[str]:
    ledger = journal.ledger
    seal: Seal = ledger.seals[day]
    before = ledger.seals.get(_day_before(ledger, day))
    if before is not None and next_day(before.day) != day:
        yield f"{next_day(before.day)} is missing: after {before.day} comes {day}."
    yield from day_findings(papers_of(ledger, [day]), day, before and before.values, notes=[])
    yield from _database_findings(journal, seal)


def _day_before(ledger: Ledger, day: str) -> str:
    try:
        return ledger.seals.maxKey(previous_day(day))
    except ValueError:
        return ""


def _database_findings(journal: Journal, seal: Seal) -> Iterator[str]:
    """Yield how the entries in the database differ from those of the sealed file."""
    values = seal.values
    entries = covered(journal, seal.parts)
    made = chain.chain(
        entries,
        journal=values["journal"],
        day=seal.day,
        previous=values["previous"],
        first=values["first"],
    )
    if made.head == values["head"]:
        return
    sealed = [json.loads(line)["entry"] for line in seal.data(chain.LINES).splitlines()]
    yield f"In the database, {_difference(seal.day, values['first'], sealed, entries)}"


def _difference(day: str, first: int, sealed: list[dict], entries: list[dict]) -> str:
    present = {entry["id"] for entry in entries}
    for number, entry in enumerate(sealed, start=first):
        if entry["id"] not in present:
            return f"{day}: entry {number} ({entry['act']!r}, id {entry['id']}) is missing."
    known = {entry["id"]: (n, entry) for n, entry in enumerate(sealed, start=first)}
    for entry in entries:
        number, was = known.get(entry["id"], (0, None))
        if was is None:
            return f"{day}: an entry was put in: {entry['act']!r}, id {entry['id']}."
        if was != entry:
            return f"{day}: entry {number} ({was['act']!r}, id {was['id']}) was altered."
    return f"{day}: the entries are in another order."
