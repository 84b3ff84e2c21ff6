"""Days are sealed in order; what was altered afterwards is found by name."""

from datetime import timedelta
from lxml import etree
from muniflow.core import clock
from muniflow.core import journal
from muniflow.core.interfaces import IJournal
from muniflow.core.journal import chain
from muniflow.core.journal import keys
from muniflow.core.journal.checking import check
from muniflow.core.journal.checking import papers_of
from muniflow.core.journal.nsesss import NAMESPACE
from muniflow.core.journal.sealing import AlreadySealed
from muniflow.core.journal.sealing import ask_for_key
from muniflow.core.journal.sealing import draft
from muniflow.core.journal.sealing import seal
from muniflow.core.journal.verifying import Papers
from muniflow.core.journal.verifying import prove

import json
import pytest
import stat


def ledger(organisation):
    return IJournal(organisation).ledger


def papers(organisation, **changed):
    found = papers_of(ledger(organisation), list(ledger(organisation).seals))
    files = {**found.files, **changed}
    return Papers({n: d for n, d in files.items() if d is not None}, found.certificates)


def days(organisation):
    return list(ledger(organisation).seals)


def entries(organisation, day):
    lines = ledger(organisation).seals[day].data(chain.LINES).splitlines()
    return [json.loads(line)["entry"] for line in lines]


@pytest.fixture()
def sealed(organisation, on, seal_until):
    """Three days with entries, one without, and one that goes on."""
    on(1, "one", "two", "three")
    on(2, "four", "five", "six")
    on(4, "seven")
    seal_until(4)
    return days(organisation)


def test_days_without_entries_are_sealed_too(organisation, sealed):
    assert len(sealed) == 4
    assert ledger(organisation).seals[sealed[3]].values["entries"] == 0
    assert prove(papers(organisation)).findings == []


def test_the_present_day_is_not_sealed(organisation, on, seal_until):
    on(0.4, "today")
    assert seal_until(0.5) == []


def test_days_follow_each_other(organisation, sealed):
    seals = [ledger(organisation).seals[day].values for day in sealed]
    assert [s["previous"] for s in seals[1:]] == [s["head"] for s in seals[:-1]]
    assert [s["first"] for s in seals[1:]] == [s["first"] + s["entries"] for s in seals[:-1]]


def test_a_day_is_not_sealed_twice(organisation, sealed):
    with pytest.raises(AlreadySealed):
        seal(organisation, sealed[-1])


def test_what_comes_for_a_sealed_day_is_in_the_next_one(organisation, on, sealed, seal_until):
    on(1, "late")
    seal_until(5)
    late = ledger(organisation).seals[days(organisation)[4]]
    assert late.values["late"] == 1
    (entry,) = (e for e in entries(organisation, late.day) if e["act"] == "late")
    assert entry["time"][:10] == sealed[1]
    assert prove(papers(organisation)).findings == []


def test_what_a_long_transaction_left_in_a_sealed_day_is_in_the_next_one(
    organisation, on, sealed, seal_until
):
    # It began before the day was sealed, so it did not know.
    ledger(organisation).sealed = ""
    on(1.2, "slow")
    ledger(organisation).sealed = sealed[-1]
    seal_until(5)
    (entry,) = (e for e in entries(organisation, days(organisation)[4]) if e["act"] == "slow")
    assert entry["time"][:10] == sealed[1]
    assert check(organisation, sealed[1][:7]).findings == ()


def test_every_entry_is_sealed_once(organisation, on, sealed, seal_until):
    on(2, "late")
    seal_until(6)
    found = [e["id"] for day in days(organisation) for e in entries(organisation, day)]
    assert sorted(found) == sorted(e["id"] for e in IJournal(organisation).entries())


def test_a_draft_that_is_no_longer_true_is_made_anew(organisation, on, first_day):
    on(0, "before")
    day = first_day.date().isoformat()
    old = draft(organisation, day)
    on(0.1, "after")
    with clock.frozen(first_day + timedelta(days=1)):
        seal(organisation, day, old)
    assert "after" in [e["act"] for e in entries(organisation, day)]


def test_the_private_key_is_the_owner_s_alone(organisation, sealed):
    (file,) = keys.folder().iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"PRIVATE KEY" in file.read_bytes()


def test_a_new_key_is_signed_by_the_old_one(organisation, sealed, seal_until):
    first = ledger(organisation).key
    ask_for_key(organisation, "a new worker")
    seal_until(6)
    assert ledger(organisation).key != first
    verdict = prove(papers(organisation))
    assert (verdict.findings, verdict.notes) == ([], [])
    acts = [e["act"] for e in IJournal(organisation).entries()]
    assert {"journal-key-asked", "journal-key-made"} <= set(acts)


def test_a_key_that_was_lost_is_noted(organisation, sealed, seal_until):
    for file in keys.folder().iterdir():
        file.unlink()
    seal_until(5)
    verdict = prove(papers(organisation))
    assert verdict.findings == []
    assert "without the old one" in verdict.notes[0]


def test_another_key_without_word_is_found(organisation, sealed):
    day = sealed[2]
    kept = ledger(organisation)
    pem = keys.make("Somebody", clock.now())
    name = keys.fingerprint(pem)
    text = chain_text(kept.seals[day].values | {"certificate": name})
    kept.certificates[name] = pem
    changed = {f"{day}.seal.json": text, f"{day}.seal.sig": keys.sign(name, text)}
    found = prove(papers(organisation, **changed)).findings
    assert any(day in f and "no change is recorded" in f for f in found)


def chain_text(values):
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def altered(lines, number, **changes):
    records = [json.loads(line) for line in lines.splitlines()]
    records[number]["entry"].update(changes)
    return b"".join(chain_text(r) + b"\n" for r in records)


class TestTampering:
    """Each kind is found by the name of the entry or day."""

    def first(self, organisation, **changed):
        return prove(papers(organisation, **changed)).findings[0]

    def test_an_altered_entry(self, organisation, sealed):
        name = f"{sealed[1]}.jsonl"
        lines = papers(organisation).files[name]
        told = self.first(organisation, **{name: altered(lines, 1, actor="mallory")})
        number = json.loads(lines.splitlines()[1])["number"]
        assert f"{sealed[1]}: entry {number} ('two' by 'mallory'" in told
        assert "was altered" in told

    def test_one_byte(self, organisation, sealed):
        name = f"{sealed[2]}.jsonl"
        lines = papers(organisation).files[name].replace(b"five", b"fife")
        assert "was altered" in self.first(organisation, **{name: lines})

    def test_a_removed_entry(self, organisation, sealed):
        name = f"{sealed[1]}.jsonl"
        lines = papers(organisation).files[name].splitlines(keepends=True)
        number = json.loads(lines[1])["number"]
        told = self.first(organisation, **{name: b"".join([lines[0], *lines[2:]])})
        assert told == f"{sealed[1]}: entry {number} is missing."

    def test_a_tail_that_was_cut(self, organisation, sealed):
        name = f"{sealed[1]}.jsonl"
        lines = papers(organisation).files[name].splitlines(keepends=True)
        told = self.first(organisation, **{name: b"".join(lines[:-1])})
        assert "the end was cut off" in told and told.startswith(sealed[1])

    def test_an_entry_put_in(self, organisation, sealed):
        name = f"{sealed[1]}.jsonl"
        lines = papers(organisation).files[name].splitlines(keepends=True)
        told = self.first(organisation, **{name: b"".join([*lines, lines[0]])})
        assert told.startswith(f"{sealed[1]}: where entry")

    def test_a_day_s_file_in_the_place_of_another(self, organisation, sealed):
        one, two = f"{sealed[1]}.jsonl", f"{sealed[2]}.jsonl"
        files = papers(organisation).files
        told = self.first(organisation, **{one: files[two], two: files[one]})
        assert told == f"{sealed[1]}: the file {one} is that of {sealed[2]}."

    def test_a_day_in_the_place_of_another(self, organisation, sealed):
        files = papers(organisation).files
        ends = (".jsonl", ".xml", ".seal.json", ".seal.sig")
        swapped = {f"{sealed[1]}{e}": files[f"{sealed[2]}{e}"] for e in ends}
        told = self.first(organisation, **swapped)
        assert told == f"{sealed[1]}: the seal in its place is that of {sealed[2]}."

    def test_a_missing_day(self, organisation, sealed):
        ends = (".jsonl", ".xml", ".seal.json", ".seal.sig")
        told = self.first(organisation, **{f"{sealed[2]}{e}": None for e in ends})
        assert told.startswith(f"{sealed[2]} is missing")

    def test_a_day_written_anew_with_its_hashes(self, organisation, sealed):
        name = f"{sealed[1]}.jsonl"
        values = ledger(organisation).seals[sealed[1]].values
        forged = chain.chain(
            [e | {"actor": "mallory"} for e in entries(organisation, sealed[1])],
            journal=values["journal"],
            day=sealed[1],
            previous=values["previous"],
            first=values["first"],
        )
        assert "do not lead to the head" in self.first(organisation, **{name: forged.lines})

    def test_an_altered_seal(self, organisation, sealed):
        name = f"{sealed[1]}.seal.json"
        text = papers(organisation).files[name].replace(b'"late":0', b'"late":1')
        assert "the seal was altered" in self.first(organisation, **{name: text})

    def test_an_altered_log(self, organisation, sealed):
        name = f"{sealed[1]}.xml"
        text = papers(organisation).files[name] + b" "
        told = self.first(organisation, **{name: text})
        assert told == f"{sealed[1]}: the file {name} is not the one that was sealed."


class TestDatabase:
    """The nightly look compares what is stored with the seals."""

    @pytest.fixture()
    def bucket(self, organisation, sealed):
        kept = ledger(organisation)
        return kept.buckets[kept.names(sealed[1], sealed[1])[0]]

    def found(self, organisation, sealed):
        return check(organisation, sealed[1][:7]).findings

    def test_nothing_is_wrong(self, organisation, sealed):
        assert self.found(organisation, sealed) == ()

    def test_an_altered_entry(self, organisation, sealed, bucket):
        key = bucket.minKey()
        bucket[key] = bucket[key].replace('"one"', '"won"')
        (told,) = self.found(organisation, sealed)
        assert "('one'," in told and told.endswith("was altered.")

    def test_a_removed_entry(self, organisation, sealed, bucket):
        del bucket[bucket.minKey()]
        (told,) = self.found(organisation, sealed)
        assert "('one'," in told and told.endswith("is missing.")

    def test_an_entry_put_in(self, organisation, sealed, bucket):
        key = bucket.minKey()
        bucket[key - 1] = bucket[key].replace('"id":"', '"id":"f')
        (told,) = self.found(organisation, sealed)
        assert "was put in" in told

    def test_a_removed_day(self, organisation, sealed):
        del ledger(organisation).seals[sealed[2]]
        assert any(
            f.startswith(f"{sealed[2]} is missing") for f in self.found(organisation, sealed)
        )


def test_the_day_is_a_log_too(organisation, sealed):
    log = etree.fromstring(papers(organisation).files[f"{sealed[1]}.xml"])
    acts = [e.text for e in log.iter(f"{{{NAMESPACE}}}PopisUdalosti")]
    assert acts == ["one", "two", "three"]


def test_old_entries_are_sealed_with_the_others(organisation, town, seal_until):
    assert journal.journalled_of(organisation) is not None
    seal_until(1)
    assert prove(papers(organisation)).findings == []
