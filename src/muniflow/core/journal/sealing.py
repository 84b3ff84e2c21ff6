"""Sealing a day: order, chain, write down, sign."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from muniflow.core import clock
from muniflow.core.interfaces import IJournal
from muniflow.core.interfaces import IJournalled
from muniflow.core.journal import chain
from muniflow.core.journal import keys
from muniflow.core.journal.buckets import Ledger
from muniflow.core.journal.ledger import Journal
from muniflow.core.journal.nsesss import log
from muniflow.core.journal.nsesss import Source
from muniflow.core.journal.recording import record
from muniflow.core.journal.rules import canonical
from muniflow.core.journal.seals import covered
from muniflow.core.journal.seals import Part
from muniflow.core.journal.seals import Seal
from muniflow.core.journal.seals import unsealed
from muniflow.core.journal.seals import Wish
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFPlone.Portal import PloneSite

KEY_MADE = "journal-key-made"


class AlreadySealed(Exception):
    """A day cannot be sealed again, nor before the one that precedes it."""


@dataclass(frozen=True)
class Draft:
    """A day ready to be signed; ``basis`` tells later whether it is still true."""

    basis: tuple
    parts: dict[str, Part]
    values: dict[str, object]
    files: dict[str, bytes]


def journals(site: PloneSite) -> list[IJournalled]:
    """Return whatever keeps a journal in a site: the organisations at its root."""
    return [obj for obj in site.objectValues() if IJournalled.providedBy(obj)]


def draft(organisation: IJournalled, day: str) -> Draft:
    """Put the entries of a day in order and chain them; changes nothing."""
    journal = IJournal(organisation)
    parts = unsealed(journal, day)
    entries = covered(journal, parts)
    previous, first = _before(journal)
    chained = chain.chain(
        entries, journal=IUUID(organisation), day=day, previous=previous, first=first
    )
    now = clock.now()
    source = Source(organisation.getId(), day, version("muniflow"), now)
    files = {
        chain.LINES: chained.lines,
        chain.XML: log(chain.records(entries, day, first), source, _names()),
    }
    values = {
        "format": chain.FORMAT,
        "journal": IUUID(organisation),
        "organisation": {"id": organisation.getId(), "title": organisation.title},
        "day": day,
        "previous": previous,
        "first": first,
        "entries": chained.entries,
        "late": chained.late,
        "head": chained.head,
        "files": {f"{day}{end}": chain.digest(data) for end, data in files.items()},
    }
    return Draft(_basis(journal, parts), parts, values, files)


def seal(organisation: IJournalled, day: str, prepared: Draft | None = None) -> Seal:
    """Seal a day in the running transaction; raises AlreadySealed out of order.

    A draft that is no longer true is made anew.
    """
    journal = IJournal(organisation)
    ledger = journal.writable()
    if ledger.seals and day <= ledger.sealed:
        raise AlreadySealed(day)
    if prepared is None or prepared.basis != _basis(journal, unsealed(journal, day)):
        prepared = draft(organisation, day)
    change = _right_key(organisation, ledger)
    values = {**prepared.values, "sealed": clock.now().isoformat(), "certificate": ledger.key}
    if change:
        values["key_change"] = change
    text = canonical(values).encode()
    made = Seal(day, text, keys.sign(ledger.key, text), prepared.parts, prepared.files)
    ledger.seals[day] = made
    for name, (_mark, last) in prepared.parts.items():
        ledger.marks[name] = last
    ledger.sealed = day
    ledger.unstamped.insert(day)
    return made


def ask_for_key(organisation: IJournalled, reason: str) -> None:
    """Let the next seal be made with a new key; the worker makes it where the keys are."""
    ledger = IJournal(organisation).writable()
    actor = api.user.get_current().getId() or ""
    ledger.wish = Wish(actor, clock.now().isoformat(), reason)
    record(organisation, "journal-key-asked", reason=reason)


def _before(journal: Journal) -> tuple[str, int]:
    """Return the head of the last sealed day and the number of the next entry."""
    ledger = journal.ledger
    if ledger is None or not ledger.sealed:
        return "", 1
    last = ledger.seals[ledger.sealed].values
    return last["head"], last["first"] + last["entries"]


def _basis(journal: Journal, parts: dict[str, Part]) -> tuple:
    trees = dict(journal.trees(min(parts)[:10], max(parts)[:10])) if parts else {}
    counts = {name: len(trees[name].keys(*part)) for name, part in parts.items()}
    return (_before(journal)[0], sorted(parts.items()), counts)


def _right_key(organisation: IJournalled, ledger: Ledger) -> dict[str, object] | None:
    """See to it that there is a key; return what the seal says of a change."""
    old, now = ledger.key, clock.now()
    reason = _why_anew(ledger, now)
    if not reason:
        return None
    pem = keys.make(organisation.title, now)
    ledger.key = keys.fingerprint(pem)
    ledger.certificates[ledger.key] = pem
    ledger.wish = None
    record(organisation, KEY_MADE, reason=reason, fingerprint=ledger.key, before=old)
    if not old:
        return None
    change: dict[str, object] = {
        "from": old,
        "to": ledger.key,
        "reason": reason,
        "time": now.isoformat(),
    }
    if keys.has(old):
        change["signature"] = b64encode(keys.sign(old, chain.change_text(change))).decode()
    return change


def _why_anew(ledger: Ledger, now: datetime) -> str:
    """Return why another key is needed, "" when the present one will do."""
    if not ledger.key:
        return "first key"
    if ledger.wish is not None:
        return f"{ledger.wish.reason} ({ledger.wish.actor})"
    if not keys.has(ledger.key):
        return "the file with the private key is gone"
    if keys.ends(ledger.certificates[ledger.key], now):
        return "the certificate ends soon"
    return ""


def _names() -> dict[str, str]:
    """Return a mapping that finds the full names of people when asked."""
    return _Names()


class _Names(dict):
    def __missing__(self, person: str) -> str:
        user = api.user.get(userid=person) if person else None
        self[person] = (user.getProperty("fullname", "") if user else "") or person
        return self[person]
