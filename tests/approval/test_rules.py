"""What a decision needs and how late things are; no Plone needed."""

from datetime import date
from muniflow.approval.errors import CommentMissing
from muniflow.approval.errors import CommentTooLong
from muniflow.approval.errors import FieldsMissing
from muniflow.approval.rules import check_comment
from muniflow.approval.rules import check_fields
from muniflow.approval.rules import due_date
from muniflow.approval.rules import due_order
from muniflow.approval.rules import LONGEST_COMMENT
from muniflow.approval.rules import rank

import pytest

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("comment", ["", " ", "\n\t"])
def test_a_comment_that_says_nothing_is_none(comment):
    with pytest.raises(CommentMissing):
        check_comment("Refuse", True, comment)


@pytest.mark.parametrize("required,comment", [(False, ""), (True, "too dear")])
def test_a_comment_is_asked_for_only_where_needed(required, comment):
    check_comment("Refuse", required, comment)


@pytest.mark.parametrize("required", [True, False])
def test_a_comment_has_an_end(required):
    check_comment("Refuse", required, "x" * LONGEST_COMMENT)
    with pytest.raises(CommentTooLong) as problem:
        check_comment("Refuse", required, "x" * (LONGEST_COMMENT + 1))
    assert "5001" in str(problem.value)


@pytest.mark.parametrize("value", [None, "", (), []])
def test_an_empty_field_is_named(value):
    with pytest.raises(FieldsMissing) as problem:
        check_fields(["net"], {"net": value}, {"net": "Net value"})
    assert problem.value.message.mapping == {"fields": "Net value"}


@pytest.mark.parametrize("value", [0, "x", False])
def test_a_filled_field_passes(value):
    check_fields(["net"], {"net": value}, {})


@pytest.mark.parametrize("due", [None, DAY, date.min])
def test_a_deadline_survives_the_catalog(due):
    assert due_date(due_order(due)) == due


def test_what_has_no_deadline_sorts_last():
    assert due_order(DAY) < due_order(None)


@pytest.mark.parametrize(
    "kind,look",
    [
        ("approve", "primary"),
        ("submit", "primary"),
        ("settle", "primary"),
        ("return", "secondary"),
        ("reject", "danger"),
        ("withdraw", "danger"),
    ],
)
def test_buttons_look_as_they_weigh(kind, look):
    assert rank(kind) == look
