"""What conditions may ask of a contract; no Plone needed."""

from datetime import date
from muniflow.contract.rules import months

import pytest


@pytest.mark.parametrize(
    "since,until,number",
    [
        (None, None, None),
        (date(2026, 1, 1), None, None),
        (date(2026, 1, 1), date(2026, 1, 31), 1),
        (date(2026, 1, 1), date(2026, 12, 31), 12),
        (date(2024, 1, 1), date(2028, 12, 31), 60),
        (date(2026, 2, 1), date(2026, 2, 28), 1),
    ],
)
def test_a_term_is_counted_in_months(since, until, number):
    assert months(since, until) == number
