"""When somebody is away, and who may know why; no Plone needed."""

from dataclasses import replace
from datetime import date
from muniflow.core.errors import Invalid
from muniflow.organisation.absence import AbsenceRecord
from muniflow.organisation.absence import AWAY
from muniflow.organisation.absence import check_absence
from muniflow.organisation.absence import for_colleagues
from muniflow.organisation.absence import kind_title

import pytest

FIRST = date(2026, 12, 21)
LAST = date(2026, 12, 31)
RECORD = AbsenceRecord("1", "anna", FIRST, LAST, "sick", "Flu", "bela", "2026-12-20")


@pytest.mark.parametrize(
    "day,away",
    [(date(2026, 12, 20), False), (FIRST, True), (LAST, True), (date(2027, 1, 1), False)],
)
def test_both_ends_belong_to_it(day, away):
    assert RECORD.covers(day) is away


@pytest.mark.parametrize("record", [RECORD, replace(RECORD, until=FIRST)])
def test_a_right_one_is_accepted(record):
    assert check_absence(record, []) is None


@pytest.mark.parametrize(
    "changes,message",
    [
        ({"kind": "skiing"}, "error_absence_kind"),
        ({"until": date(2026, 12, 20)}, "error_absence_dates"),
        ({"until": date(2062, 12, 31)}, "error_absence_dates"),
        ({"note": "x" * 201}, "error_absence_note"),
    ],
)
def test_what_is_wrong_is_refused(changes, message):
    with pytest.raises(Invalid) as problem:
        check_absence(replace(RECORD, **changes), [])
    assert problem.value.message == message


def test_nobody_is_away_twice():
    with pytest.raises(Invalid) as problem:
        check_absence(replace(RECORD, since=LAST), [RECORD])
    assert problem.value.message == "error_absence_double"


def test_colleagues_learn_the_days_and_nothing_else():
    shown = for_colleagues(RECORD)
    assert (shown.since, shown.until) == (FIRST, LAST)
    assert (shown.kind, shown.note, shown.entered_by) == ("", "", "")
    assert kind_title(shown.kind) == AWAY
