"""Who may stand in for whom; no Plone needed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from muniflow.core.errors import Invalid
from muniflow.organisation.rules import PostRecord
from muniflow.organisation.substitution import check_new
from muniflow.organisation.substitution import commanded
from muniflow.organisation.substitution import functions_open
from muniflow.organisation.substitution import SubstitutionRecord

import pytest

DAY = date(2026, 11, 22)
END = date(2026, 11, 29)
AFTER = date(2026, 12, 1)
RECORD = SubstitutionRecord(
    id="1",
    absent="bela",
    substitute="cili",
    organisation="onk",
    functions=("head", "responsible"),
    since=DAY,
    until=END,
    ceiling=None,
    entered_by="bela",
    entered="2026-11-20T08:00:00+00:00",
)
HEAD = PostRecord("bela", "works", "head")
LEGAL = PostRecord("cili", "legal", "legal")
PARENTS = {"works": "", "parks": "works", "trees": "parks", "legal": ""}


def check(record, known=(), absent_posts=(HEAD,), substitute_posts=(LEGAL,)):
    check_new(
        record,
        today=DAY,
        absent_posts=absent_posts,
        substitute_posts=substitute_posts,
        known=known,
    )


@pytest.mark.parametrize(
    "day,counts",
    [(date(2026, 11, 21), False), (DAY, True), (END, True), (date(2026, 11, 30), False)],
)
def test_it_counts_from_its_first_to_its_last_day(day, counts):
    assert RECORD.running(day) is counts


def test_it_counts_no_more_when_it_was_ended():
    assert not replace(RECORD, ended="2026-11-22T09:00:00+00:00").running(DAY)


def test_the_last_day_is_the_one_on_which_it_was_ended():
    assert replace(RECORD, ended="2026-11-24T09:00:00+00:00").last_day == date(2026, 11, 24)


def test_a_right_one_is_accepted():
    assert check(RECORD) is None


@pytest.mark.parametrize(
    "changes,message",
    [
        ({"until": date(2026, 11, 21)}, "error_substitution_dates"),
        ({"since": date(2026, 11, 21)}, "error_substitution_past"),
        ({"substitute": "bela"}, "error_substitution_self"),
        ({"functions": ()}, "error_substitution_no_function"),
        ({"functions": ("legal",)}, "error_substitution_function"),
        ({"functions": ("head", "wizard")}, "error_substitution_function"),
        ({"ceiling": Decimal(0)}, "error_substitution_ceiling"),
        ({"ceiling": Decimal(-5)}, "error_substitution_ceiling"),
        ({"ceiling": Decimal("NaN")}, "error_substitution_ceiling"),
    ],
)
def test_what_is_wrong_is_refused(changes, message):
    with pytest.raises(Invalid) as problem:
        check(replace(RECORD, **changes))
    assert problem.value.message == message


def test_the_function_that_is_not_held_is_named():
    with pytest.raises(Invalid) as problem:
        check(replace(RECORD, functions=("wizard",)))
    assert problem.value.message.mapping == {"person": "bela", "value": "wizard"}


@pytest.mark.parametrize(
    "posts",
    [(), (replace(LEGAL, since=AFTER),), (replace(LEGAL, until=date(2026, 11, 21)),)],
    ids=["none", "later", "over"],
)
def test_who_holds_no_post_stands_in_for_nobody(posts):
    with pytest.raises(Invalid) as problem:
        check(RECORD, substitute_posts=posts)
    assert problem.value.message == "error_substitution_no_post"


@pytest.mark.parametrize("function", ["head", "responsible"])
def test_who_holds_no_post_cannot_be_stood_in_for(function):
    with pytest.raises(Invalid):
        check(replace(RECORD, functions=(function,)), absent_posts=())


def test_a_post_that_begins_within_the_time_may_be_lent():
    assert check(RECORD, absent_posts=(replace(HEAD, since=END),)) is None


AWAY = replace(RECORD, id="2", absent="cili", substitute="dani")


@pytest.mark.parametrize(
    "other,message",
    [
        (replace(RECORD, id="2", since=END, until=AFTER), "error_substitution_double"),
        (replace(RECORD, id="2", functions=("responsible",)), "error_substitution_double"),
        (AWAY, "error_substitution_chain"),
        (replace(AWAY, since=END, until=AFTER), "error_substitution_chain"),
    ],
    ids=["same", "same in part", "away", "away at the end"],
)
def test_two_that_do_not_go_together_are_refused(other, message):
    with pytest.raises(Invalid) as problem:
        check(RECORD, known=[other])
    assert problem.value.message == message


@pytest.mark.parametrize(
    "other",
    [
        replace(RECORD, id="2", since=AFTER, until=AFTER),
        replace(RECORD, id="2", ended="2026-11-21T09:00:00+00:00"),
        replace(RECORD, id="2", functions=("clerk",)),
        replace(RECORD, id="2", substitute="dani"),
        replace(AWAY, ended="2026-11-21T09:00:00+00:00"),
        replace(AWAY, absent="emma", substitute="bela"),
    ],
    ids=["later", "ended", "another function", "a second one", "back again", "absent stands in"],
)
def test_two_that_go_together_are_accepted(other):
    assert check(RECORD, known=[other]) is None


@pytest.mark.parametrize(
    "posts,units",
    [
        ([HEAD], {"works", "parks", "trees"}),
        ([replace(HEAD, unit="parks")], {"parks", "trees"}),
        ([replace(HEAD, function="clerk")], set()),
        ([replace(HEAD, until=date(2026, 1, 1))], set()),
    ],
)
def test_a_head_commands_the_unit_and_what_lies_below(posts, units):
    assert commanded(posts, PARENTS, DAY) == units


CLERK = PostRecord("anna", "works", "clerk")
ADMIN = PostRecord("anna", "legal", "admin")


@pytest.mark.parametrize(
    "actor,units,is_admin,functions",
    [
        ("anna", (), False, ("clerk", "admin", "responsible")),
        ("judit", (), True, ("clerk", "admin", "responsible")),
        ("bela", ("works",), False, ("clerk", "responsible")),
        ("bela", ("works", "legal"), False, ("clerk", "admin", "responsible")),
        ("cili", ("finance",), False, ()),
        ("cili", (), False, ()),
    ],
)
def test_what_somebody_may_lend_of_somebody(actor, units, is_admin, functions):
    assert functions_open(actor, "anna", [CLERK, ADMIN], units, is_admin) == functions


def test_nothing_is_lent_of_somebody_without_a_post():
    assert functions_open("anna", "anna", [], (), True) == ()
