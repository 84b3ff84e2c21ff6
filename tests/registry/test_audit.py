"""What an audit finds in a book, and that it finds nothing in a sound one; no Plone needed."""

from dataclasses import replace
from hypothesis import given
from hypothesis import settings
from muniflow.registry.audit import AFTER_CLOSING
from muniflow.registry.audit import audit
from muniflow.registry.audit import BEYOND
from muniflow.registry.audit import DOUBLE
from muniflow.registry.audit import GAP
from muniflow.registry.audit import LINK
from muniflow.registry.audit import MISCOUNTED
from muniflow.registry.audit import NO_REASON
from muniflow.registry.audit import pattern_of
from muniflow.registry.audit import TIME_ORDER
from muniflow.registry.interfaces import Void
from tests.registry.naive import ACTS
from tests.registry.naive import entry
from tests.registry.naive import told

import pytest

VOID = Void("wrong case", "gabi", "2026-01-01T09:00:00+00:00")
EMPTY = Void(" ", "gabi", "2026-01-01T09:00:00+00:00")
EARLY = "2026-01-01T07:00:00+00:00"
LATE = "2027-01-02T07:00:00+00:00"


def moved(to="ONK/2/2026", back="ONK/1/2026", void=VOID):
    """Return the two entries of a moved document."""
    return [entry(1, void=void, moved_to=to), entry(2, moved_from=back)]


@pytest.mark.parametrize(
    "entries,last,findings",
    [
        ([], 0, []),
        ([entry(1), entry(2)], 2, []),
        ([entry(1), entry(1, 1), entry(1, 2)], 1, []),
        ([entry(1), entry(3)], 3, [(GAP, "ONK/2/2026")]),
        ([entry(1)], 2, [(GAP, "ONK/2/2026")]),
        ([], 1, [(GAP, "1")]),
        ([entry(1)], 0, [(BEYOND, "ONK/1/2026")]),
        ([entry(1), entry(1)], 1, [(DOUBLE, "ONK/1/2026")]),
        ([entry(1), entry(1, 2)], 1, [(GAP, "ONK/1-1/2026")]),
        ([entry(1, 1)], 1, [(GAP, "1")]),
        ([entry(1, void=EMPTY)], 1, [(NO_REASON, "ONK/1/2026")]),
        ([entry(1, void=VOID)], 1, []),
        ([entry(1), entry(2, time=EARLY)], 2, [(TIME_ORDER, "ONK/2/2026")]),
        ([entry(1), entry(1, 1, time=EARLY)], 1, [(TIME_ORDER, "1-1")]),
        ([entry(1), entry(1, 1, time=LATE), entry(2)], 2, []),
        (moved(), 2, []),
        (moved(to="ONK/2-1/2025"), 2, [(LINK, "ONK/2/2026")]),
        (moved(to="ONK/9/2026"), 2, [(LINK, "ONK/1/2026"), (LINK, "ONK/2/2026")]),
        (moved(back=""), 2, [(LINK, "ONK/1/2026")]),
        (moved(void=None), 2, [(LINK, "ONK/1/2026")]),
        ([entry(1, void=VOID, moved_to="PHI/7-1/2026")], 1, []),
    ],
)
def test_audit_finds_what_is_wrong(entries, last, findings):
    assert [(f.kind, f.number) for f in audit(entries, last)] == findings


def test_nothing_enters_after_closing():
    found = audit([entry(1), entry(2, time=LATE)], 2, closed="2026-12-31T23:00:00+01:00")
    assert [(f.kind, f.number, f.note) for f in found] == [(AFTER_CLOSING, "ONK/2/2026", LATE)]


@pytest.mark.parametrize("given", [2, 0])
def test_sub_numbers_are_counted(given):
    found = audit([entry(1), entry(1, 1)], 1, subs={1: given})
    assert [f.kind for f in found] == [GAP if given else BEYOND]


def test_entries_are_counted():
    assert [f.kind for f in audit([entry(1)], 1, count=2)] == [MISCOUNTED]


@pytest.mark.parametrize("there,kinds", [("PHI/1/2026", []), ("ONK/9/2026", [LINK]), ("", [LINK])])
def test_links_into_other_registers_are_looked_up(there, kinds):
    here = entry(1, number="PHI/1/2026", void=VOID, moved_to="ONK 7/2026")

    def elsewhere(number):
        return entry(7, moved_from=there) if there else None

    assert [f.kind for f in audit([here], 1, elsewhere=elsewhere)] == kinds


@pytest.mark.parametrize(
    "number,main,sub,pattern",
    [
        ("ONK/12/2026", 12, 0, "ONK/{main}/2026"),
        ("ONK/12-3/2026", 12, 3, "ONK/{main}-{sub}/2026"),
        ("ONK 12/2026-3", 12, 3, "ONK {main}/2026-{sub}"),
        ("ONK/3-3/2026", 3, 3, ""),
        ("ONK/2026/2026", 2026, 0, ""),
    ],
)
def test_how_numbers_are_written_is_learnt(number, main, sub, pattern):
    assert pattern_of(entry(main, sub, number=number)) == pattern


@settings(max_examples=60, deadline=None)
@given(ACTS)
def test_a_sound_book_is_found_sound(acts):
    book = told(acts).book
    subs = {e.main: book.last_sub(e.main) for e in book.entries()}
    assert audit(book.entries(), book.last, subs=subs, count=len(book)) == []


@settings(max_examples=60, deadline=None)
@given(ACTS.filter(bool))
def test_an_entry_taken_out_is_named(acts):
    book = told(acts).book
    subs = {e.main: book.last_sub(e.main) for e in book.entries()}
    entries = list(book.entries())
    for missing in entries:
        rest = [e for e in entries if e is not missing]
        kinds = {(f.kind, f.number) for f in audit(rest, book.last, subs=subs)}
        plain = f"{missing.main}-{missing.sub}" if missing.sub else str(missing.main)
        assert kinds & {(GAP, missing.number), (GAP, plain)}


@settings(max_examples=30, deadline=None)
@given(ACTS.filter(bool))
def test_a_reason_taken_out_is_found(acts):
    for found in told(acts).entries:
        bare = replace(found, void=replace(found.void, reason="")) if found.void else None
        assert bare is None or NO_REASON in {f.kind for f in audit([bare], 0)}
