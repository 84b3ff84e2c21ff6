"""Days, chains and proofs as plain values."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from muniflow.core.journal import chain
from muniflow.core.journal.rules import canonical
from muniflow.core.journal.rules import day_of
from muniflow.core.journal.rules import days_to_seal
from muniflow.core.journal.rules import GRACE
from muniflow.core.journal.rules import is_late
from muniflow.core.journal.rules import key_after
from muniflow.core.journal.rules import open_day
from muniflow.core.journal.rules import position
from muniflow.core.journal.verifying import entry_findings

import json
import pytest

MIDNIGHT = datetime(2026, 3, 10, tzinfo=UTC)
DAY = "2026-03-09"


def entry(number, time="2026-03-09T10:00:00+00:00"):
    return {
        "id": f"i{number}",
        "time": time,
        "act": "tested",
        "actor": "anna",
        "details": {"ő": number},
    }


def seal_of(entries, first=1):
    made = chain.chain(entries, journal="j", day=DAY, previous="p", first=first)
    seal = {
        "journal": "j",
        "day": DAY,
        "previous": "p",
        "first": first,
        "entries": made.entries,
        "head": made.head,
    }
    return made, seal


def test_the_same_value_is_the_same_text():
    assert canonical({"b": 1, "a": "ő"}) == canonical({"a": "ő", "b": 1}) == '{"a":"ő","b":1}'


def test_a_day_is_that_of_utc():
    assert day_of(datetime.fromisoformat("2026-03-10T00:30:00+01:00")) == DAY


@pytest.mark.parametrize(
    ("after", "days"),
    [(timedelta(), []), (GRACE - timedelta(seconds=1), []), (GRACE, [DAY])],
)
def test_a_day_is_sealed_some_minutes_after_its_end(after, days):
    assert days_to_seal(DAY, "", MIDNIGHT + after) == days


def test_what_was_left_out_is_caught_up_in_order():
    now = MIDNIGHT + timedelta(days=2, hours=1)
    assert days_to_seal("2026-01-01", DAY, now) == ["2026-03-10", "2026-03-11"]


@pytest.mark.parametrize("sealed", ["", DAY])
def test_a_journal_without_entries_has_nothing_to_seal(sealed):
    assert days_to_seal("", sealed, MIDNIGHT) == []


@pytest.mark.parametrize(
    ("day", "sealed", "taken"),
    [
        (DAY, "", DAY),
        (DAY, "2026-03-08", DAY),
        (DAY, DAY, "2026-03-10"),
        ("2026-01-01", DAY, "2026-03-10"),
    ],
)
def test_an_entry_of_a_sealed_day_comes_into_the_next_one(day, sealed, taken):
    assert open_day(day, sealed) == taken


@pytest.mark.parametrize(
    ("wanted", "last", "key"),
    [(5, None, 5), (5, 4, 5), (5, 5, 6), (5, 9, 10), (-3, None, 0)],
)
def test_a_key_is_free_and_in_its_day(wanted, last, key):
    begin = position(MIDNIGHT)
    found = key_after(begin + wanted, "2026-03-10", None if last is None else begin + last)
    assert found == begin + key


def test_late_is_what_happened_before_the_day():
    assert is_late(entry(1, "2026-03-08T23:59:59+00:00"), DAY)
    assert not is_late(entry(1), DAY)


def test_a_chain_proves_itself():
    made, seal = seal_of([entry(n) for n in range(5)], first=7)
    assert [json.loads(line)["number"] for line in made.lines.splitlines()] == [7, 8, 9, 10, 11]
    assert list(entry_findings(made.lines, seal)) == []


def test_an_empty_day_has_a_head_of_its_own():
    made, seal = seal_of([])
    assert made.lines == b"" and made.head != seal["previous"]
    assert list(entry_findings(b"", seal)) == []


@pytest.mark.parametrize("number", range(3))
def test_every_single_byte_counts(number):
    made, seal = seal_of([entry(n) for n in range(3)])
    lines = made.lines.splitlines(keepends=True)
    for at in range(len(lines[number]) - 1):
        changed = bytearray(lines[number])
        changed[at] ^= 1
        text = b"".join([*lines[:number], bytes(changed), *lines[number + 1 :]])
        assert len(list(entry_findings(text, seal))) == 1, bytes(changed)


@pytest.mark.parametrize(
    "line", [b"[]", b"{}", b"7", b'{"number":1,"hash":"","entry":[]}', b"\xff"]
)
def test_a_line_that_is_no_entry_is_told(line):
    _made, seal = seal_of([entry(1)])
    (told,) = entry_findings(line + b"\n", seal)
    assert told == f"{DAY}: entry 1 cannot be read."
