"""The same as a book and its index, as simple as can be, and the ways to make entries."""

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from hypothesis import strategies as st
from itertools import pairwise
from muniflow.registry.book import Book
from muniflow.registry.index import marks
from muniflow.registry.index import moment_of
from muniflow.registry.index import places
from muniflow.registry.index import Question
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import Void
from muniflow.registry.words import words_of

import re

TITLES = ("Lakossági bejelentés", "Kátyú a Fő úton", "lakások", "Žádost o příspěvek", "")
PARTNERS = ("Zöld Liget Kft.", "Ágnes", "Örkény Bt.", "")
UNITS = ("works", "legal")
HANDLERS = ("anna", "bela", "")


def entry(main, sub=0, **changes):
    """Return an entry; what is not given is plain."""
    number = f"ONK/{main}-{sub}/2026" if sub else f"ONK/{main}/2026"
    values = {
        "number": number,
        "uid": f"uid-{main}-{sub}",
        "title": "Playground",
        "kind": "FiledDocument" if sub else "OutgoingContract",
        "partners": "",
        "time": f"2026-01-01T08:00:{0:02d}+00:00",
        "actor": "anna",
    }
    return Entry(main=main, sub=sub, **(values | changes))


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("main", "main", "sub", "sub", "void", "move")),
        st.integers(0, 1000),
        st.sampled_from(TITLES),
        st.sampled_from(PARTNERS),
        st.sampled_from(UNITS),
        st.sampled_from(HANDLERS),
        st.sampled_from(("incoming", "outgoing", "internal", "")),
        st.integers(0, 3600),
    ),
    max_size=40,
)

QUESTIONS = st.builds(
    Question,
    text=st.sampled_from(
        ("", "", "lakossagi", "lak", "ŽÁDOST", "1", "1-1", "onk/2/2026", "onk /2/ 2026", "ref 7")
    ),
    values=st.dictionaries(
        st.sampled_from(("unit", "handler", "direction", "void", "moved", "corrected", "level")),
        st.sampled_from(("works", "anna", "incoming", "yes", "case")),
        max_size=2,
    ),
    since=st.sampled_from(("", "2026-01-01T08:00:10.000000+00:00")),
    until=st.sampled_from(("", "2026-01-01T08:30:00.000000+00:00")),
    sort=st.sampled_from(("number", "date", "partner", "title")),
    descending=st.booleans(),
)


@dataclass
class Told:
    """A book, and beside it the list of what it was told."""

    book: Book = field(default_factory=Book)
    entries: list[Entry] = field(default_factory=list)
    clock: int = 0

    def act(self, kind, pick, title, partner, unit, handler, direction, seconds):
        """Do one act in both."""
        self.clock += seconds % 60
        time = f"2026-01-01T08:{self.clock // 60 % 60:02d}:{self.clock % 60:02d}+00:00"
        facts = Facts(direction=direction, partner=partner, reference=f"REF {pick % 9}")
        known = {
            "title": title,
            "unit": unit,
            "handler": handler,
            "facts": facts,
            "time": time,
        }
        if kind == "main" or not self.entries:
            self._enter(entry(self.book.next_main(), **known))
            return
        chosen = self.entries[pick % len(self.entries)]
        if kind == "sub":
            self._enter(entry(chosen.main, self.book.next_sub(chosen.main), **known))
        elif chosen.void is None:
            self.void(chosen, Void("wrong case", "gabi", time), known if kind == "move" else None)

    def void(self, old, void, known):
        """Void an entry; a move registers anew, linked both ways."""
        self.book.void(old.main, old.sub, void)
        new = replace(old, void=void)
        if known is not None:
            to = entry(self.book.next_main(), **known)
            self._enter(replace(to, moved_from=old.number))
            new = replace(new, moved_to=to.number)
            self.book.move(old.main, old.sub, to=to.number)
        self.entries[self.entries.index(old)] = new

    def _enter(self, new):
        self.book.enter(new)
        self.entries.append(new)


def told(acts):
    """Return a book and its list after acts."""
    both = Told()
    for act in acts:
        both.act(*act)
    return both


def answer(entries, question):
    """Return the answer to a question by looking at every entry."""
    found = [e for e in entries if _fits(e, question)]
    found.sort(key=lambda e: places(e)[question.sort], reverse=question.descending)
    return found


def _fits(found, question):
    have = marks(found)
    moment = moment_of(found.time)
    return (
        all(f"{name}\0{value}" in have for name, value in question.values.items())
        and (not question.since or moment >= question.since)
        and (not question.until or moment < question.until)
        and (
            all(_has(found, piece) for piece in question.text.split())
            or _numbered(found, "".join(question.text.split()))
        )
    )


def _has(found, piece):
    words = [w.removeprefix("word\0") for w in marks(found) if w.startswith("word\0")]
    return _numbered(found, piece) or all(
        any(w == asked if asked.isdigit() else w.startswith(asked) for w in words)
        for asked in words_of(piece)
    )


def _numbered(found, piece):
    if piece.isdigit():
        return int(piece) == found.main
    digits = [int(d) for d in re.findall(r"\d+", piece)]
    pairs = [*pairwise(digits), *((d, 0) for d in digits)]
    return (found.main, found.sub) in pairs and piece.casefold() in found.number.casefold()
