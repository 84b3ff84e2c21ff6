"""The rules of levels, on plain values."""

from hypothesis import given
from hypothesis import strategies as st
from muniflow.organisation.interfaces import FUNCTIONS
from muniflow.registry.confidentiality.interfaces import CONFIDENTIAL
from muniflow.registry.confidentiality.interfaces import GRADES
from muniflow.registry.confidentiality.interfaces import LEVELS
from muniflow.registry.confidentiality.interfaces import Mask
from muniflow.registry.confidentiality.interfaces import NAMED
from muniflow.registry.confidentiality.interfaces import SEALED
from muniflow.registry.confidentiality.interfaces import UNIT
from muniflow.registry.confidentiality.rules import Change
from muniflow.registry.confidentiality.rules import effective
from muniflow.registry.confidentiality.rules import functions_for
from muniflow.registry.confidentiality.rules import grade_for
from muniflow.registry.confidentiality.rules import granted
from muniflow.registry.confidentiality.rules import Ground
from muniflow.registry.confidentiality.rules import masked
from muniflow.registry.confidentiality.rules import masked_entry
from muniflow.registry.confidentiality.rules import named_in
from muniflow.registry.confidentiality.rules import outside
from muniflow.registry.confidentiality.rules import stricter
from muniflow.registry.interfaces import Entry
from muniflow.registry.interfaces import Facts
from muniflow.registry.interfaces import Void

import pytest

levels = st.sampled_from(list(LEVELS))
people = st.frozensets(st.sampled_from("abcdef"), max_size=4)
groups = st.sampled_from([f"onk.{name}.named" for name in "abcdef"])
turns = st.dictionaries(st.sampled_from(["onk.all.legal", "onk.all.signatory"]), st.just(("X",)))

MASK = Mask("u", "1/2026", "2026-01-02", "works", "anna", "Title", "Partner", ("gabi",))
ENTRY = Entry(
    main=3,
    sub=1,
    number="3-1",
    uid="u",
    title="Secret title",
    kind="FiledDocument",
    partners="Secret partner",
    time="2026-01-02T10:00:00+00:00",
    actor="secret-actor",
    void=Void("Secret reason", "gabi", "2026-01-03T10:00:00+00:00"),
    moved_to="4-1",
    facts=Facts(direction="incoming", partner="Secret sender", reference="Secret reference"),
    unit="works",
    handler="anna",
    plan_item="Secret item",
    antecedent="Secret antecedent",
)


def ground(named: object = (), turn: object = None) -> Ground:
    """Return a ground with everything in it."""
    return Ground(
        unit={name: f"onk.works.{name}" for name in FUNCTIONS},
        watching={name: f"onk.all.{name}" for name in ("records", "auditor")},
        responsible="onk.anna.answering",
        named=tuple(named),
        turn=turn or {},
        handed={"onk.b.named": ("Delegate",)},
        unsealing=("onk.all.signatory", ("Consulted",)),
    )


@given(levels, st.one_of(st.just(""), levels))
def test_a_document_is_never_more_open_than_its_case(case, document):
    found = effective(case, document)
    assert not stricter(case, found)
    assert not stricter(document or case, found)


@given(st.tuples(levels, people), st.tuples(levels, people), st.sampled_from("abcdef"))
def test_who_is_named_on_a_document_is_named_on_its_case(case, document, responsible):
    level, listed = case
    found = set(named_in(case, document, responsible))
    if level == SEALED and document[0] in (NAMED, SEALED):
        assert found <= listed
    if level == NAMED and document[0] in (NAMED, SEALED):
        assert found <= listed | {responsible}


@given(st.frozensets(groups), turns)
def test_what_is_sealed_is_open_to_the_named_and_one_function_alone(named, turn):
    found = set(granted(SEALED, ground(named, turn)))
    assert found == named | {"onk.all.signatory"}


@given(st.frozensets(groups), turns)
def test_whose_turn_it_is_sees_what_is_not_sealed(named, turn):
    for level in (UNIT, NAMED):
        found = set(granted(level, ground(named, turn)))
        assert {*turn, "onk.anna.answering", "onk.b.named"} <= found


@given(st.frozensets(groups), turns)
def test_the_unit_and_who_watches_do_not_see_what_is_open_to_named_people(named, turn):
    found = granted(NAMED, ground(named, turn))
    assert not [
        g for g in found if g.startswith("onk.works.") or g.endswith(("records", "auditor"))
    ]


@given(levels, levels, people, people)
def test_a_change_and_its_reverse_are_not_both_for_who_answers(before, after, old, new):
    there, back = Change(before, after, old, new), Change(after, before, new, old)
    may = [functions_for(c, "signatory") for c in (there, back) if not c.nothing]
    loosening = [c for c in (there, back) if c.loosens]
    assert not loosening or any("responsible" not in functions for functions in may)


@given(levels, st.sampled_from(list(GRADES)))
def test_a_records_officer_is_told_of_everything_but_of_the_sealed_only_the_number(level, answer):
    officer, other = (grade_for(level, answer, records=yes) for yes in (True, False))
    assert officer != "none"
    assert list(GRADES).index(officer) >= list(GRADES).index(other)
    if level == SEALED:
        assert (officer, other) == ("exists", "none")


@pytest.mark.parametrize(
    "grade,told",
    [
        ("exists", "u 1/2026 gabi"),
        ("head", "u 1/2026 2026-01-02 works anna gabi"),
        ("metadata", "u 1/2026 2026-01-02 works anna Title Partner gabi"),
    ],
)
def test_a_mask_tells_as_much_as_its_grade(grade, told):
    found = masked(MASK, grade)
    values = [found.uid, found.number, found.date, found.unit, found.responsible]
    values += [found.title, found.partners, *found.ask]
    assert " ".join(v for v in values if v) == told


def test_nothing_is_told_at_the_lowest_grade():
    assert masked(MASK, "none") is None


@pytest.mark.parametrize("grade", ["none", "exists", "head"])
def test_a_line_of_the_register_stays_without_its_matter(grade):
    found = masked_entry(ENTRY, grade, "•••")
    assert "ecret" not in repr(found)
    assert (found.main, found.sub, found.number) == (3, 1, "3-1")
    assert (found.time, found.moved_to, found.void.reason) == (ENTRY.time, "4-1", "•••")
    assert (found.unit, found.handler) == (("works", "anna") if grade == "head" else ("", ""))


def test_with_all_metadata_the_line_is_as_it_is():
    assert masked_entry(ENTRY, "metadata", "•••") is ENTRY


@pytest.mark.parametrize(
    "case,named,found",
    [
        (("organisation", ()), ("a",), []),
        (("unit", ()), ("a",), []),
        (("named", ("a",)), ("a", "r"), []),
        (("named", ("a",)), ("b",), ["b"]),
        (("sealed", ("a",)), ("r",), ["r"]),
    ],
)
def test_nobody_is_named_on_a_document_who_is_not_on_its_case(case, named, found):
    assert outside(case, named, "r") == found


def test_every_level_but_the_first_is_confidential():
    assert (*CONFIDENTIAL,) == tuple(LEVELS)[1:]
