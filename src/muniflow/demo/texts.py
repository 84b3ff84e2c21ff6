"""Contracts as text: what a file shows, before it is a file."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from muniflow.demo.data import ContractRow
from muniflow.demo.data import Demo
from muniflow.demo.rules import term_of
from muniflow.demo.words import amount
from muniflow.demo.words import amount_in_words
from muniflow.demo.words import long_date
from string import Formatter
from typing import Any

START_AFTER = timedelta(days=30)
LONG_GUARANTEE = 36
SHORT_GUARANTEE = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered part of a contract; its paragraphs are numbered inside it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign: who, and for whom."""

    party: str
    person: str
    role: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or contract ready to be set."""

    title: str
    subtitle: str
    intro: str
    clauses: tuple[Clause, ...]
    place_and_date: str
    signatures: tuple[Signature, ...]
    note: str
    colour: str
    footer: str


def contract_paper(demo: Demo, row: ContractRow, begun: date, *, signed: bool = False) -> Paper:
    """Return the contract as the parties would read it."""
    texts, words = demo.texts, _words(demo, row, begun)
    kind = texts["kinds"][row.kind]
    clauses = (*kind["clauses"], *texts["common"])
    ours = demo.organisation(row.organisation)
    return Paper(
        title=kind["title"],
        subtitle=row.subject,
        intro=_filled(texts["parties"], words),
        clauses=tuple(_clause(clause, words) for clause in clauses),
        place_and_date=f"Dunakeszi, {words['today']}",
        signatures=tuple(_signatures(words)),
        note=texts["signed_note"] if signed else _filled(texts["countersigned"], words),
        colour=ours.colour,
        footer=f"{ours.title} · {ours.address}",
    )


def offer_paper(demo: Demo, row: ContractRow, begun: date) -> Paper:
    """Return the partner's offer that came before the contract."""
    offer, words = demo.texts["offer"], _words(demo, row, begun - timedelta(days=14))
    paragraphs = tuple(_filled(text, words) for text in offer["text"])
    partner = demo.partners[row.partner]
    return Paper(
        title=offer["title"],
        subtitle=f"{words['ours_name']} részére",
        intro="",
        clauses=(Clause("", paragraphs),),
        place_and_date=f"{partner.seat.split(',')[0].split(' ', 1)[1]}, {words['today']}",
        signatures=(Signature(partner.name, partner.representative, ""),),
        note="",
        colour="#334155",
        footer=f"{partner.name} · {partner.seat} · adószám: {partner.tax_number}",
    )


def _words(demo: Demo, row: ContractRow, today: date) -> Mapping[str, str]:
    texts, ours, theirs = (
        demo.texts,
        demo.organisation(row.organisation),
        demo.partners[row.partner],
    )
    contact, kind = demo.person(row.responsible), demo.texts["kinds"][row.kind]
    since, until = term_of(row.term, today + START_AFTER)
    words = {
        "ours": kind["ours"],
        "ours_name": ours.title,
        "ours_seat": ours.address,
        "ours_tax": ours.tax_number,
        "ours_person": ours.signed_by,
        "countersigned_by": ours.countersigned_by,
        "theirs": kind["theirs"],
        "theirs_name": theirs.name,
        "theirs_seat": theirs.seat,
        "theirs_tax": theirs.tax_number,
        "theirs_person": theirs.representative,
        "contact": contact.name,
        "contact_email": contact.email,
        "subject": row.subject,
        "guarantee": str(LONG_GUARANTEE if row.kind == "works" else SHORT_GUARANTEE),
        "today": long_date(today, texts["months"]),
        "from": long_date(since, texts["months"]),
        "until": long_date(until, texts["months"]) if until else "",
        "net": amount(row.net, row.currency),
        "net_words": amount_in_words(row.net, row.currency),
        "vat": str(row.vat),
        "gross": amount(row.gross, row.currency),
        "gross_words": amount_in_words(row.gross, row.currency),
    }
    term = "fixed" if until else "open"
    words["span"] = texts["span"][term]
    words["duration"] = _filled(texts["duration"][term], words)
    words["price"] = _filled(texts["price"]["taxed" if row.vat else "exempt"], words)
    return words


def _filled(text: str, words: Mapping[str, str]) -> str:
    return Formatter().vformat(text, (), words).strip()


def _clause(clause: Mapping[str, Any], words: Mapping[str, str]) -> Clause:
    return Clause(clause["heading"], tuple(_filled(text, words) for text in clause["text"]))


def _signatures(words: Mapping[str, str]) -> Iterator[Signature]:
    for side in ("ours", "theirs"):
        yield Signature(words[f"{side}_name"], words[f"{side}_person"], words[side])
