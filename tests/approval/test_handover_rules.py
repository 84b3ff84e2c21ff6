"""What makes a handover right; no Plone needed."""

from datetime import date
from datetime import timedelta
from muniflow.approval.handoverrules import check_handover
from muniflow.approval.handoverrules import may_give
from muniflow.core.errors import Invalid
from muniflow.organisation.interfaces import FUNCTIONS

import pytest

DAY = date(2026, 11, 22)


def check(**changes):
    given = {
        "person": "anna",
        "successor": "bela",
        "last_day": DAY,
        "today": DAY,
        "is_member": True,
        **changes,
    }
    return check_handover(**given)


@pytest.mark.parametrize("days", [-1, 0, 30, 370])
def test_a_right_one_is_accepted(days):
    assert check(last_day=DAY + timedelta(days)) is None


@pytest.mark.parametrize(
    "changes,message",
    [
        ({"successor": "anna"}, "error_handover_self"),
        ({"successor": ""}, "error_handover_self"),
        ({"is_member": False}, "error_handover_no_post"),
        ({"last_day": DAY - timedelta(2)}, "error_handover_day"),
        ({"last_day": DAY + timedelta(371)}, "error_handover_day"),
    ],
)
def test_what_is_wrong_is_refused(changes, message):
    with pytest.raises(Invalid) as problem:
        check(**changes)
    assert problem.value.message == message


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_head_gives_the_posts_of_the_unit_alone(function):
    assert may_give(function, admin=False) is (function in ("clerk", "head"))
    assert may_give(function, admin=True)
