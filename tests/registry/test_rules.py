"""What makes a register right; no Plone needed."""

from muniflow.core.packs import pack
from muniflow.registry.errors import ReasonMissing
from muniflow.registry.rules import check_reason
from muniflow.registry.rules import format_number
from muniflow.registry.rules import order_of

import pytest


@pytest.mark.parametrize(
    "country,sub,number",
    [
        ("hu", 0, "ONK/12/2026"),
        ("hu", 3, "ONK/12-3/2026"),
        ("cz", 0, "ONK 12/2026"),
        ("cz", 3, "ONK 12/2026-3"),
    ],
)
def test_numbers_are_written_as_the_country_does(country, sub, number):
    assert format_number(pack(country), code="ONK", main=12, sub=sub, year=2026) == number


@pytest.mark.parametrize(
    "smaller,larger",
    [
        ("ONK/9/2026", "ONK/10/2026"),
        ("ONK/10/2025", "ONK/9/2026"),
        ("ONK/9/2026", "ONK/9-1/2026"),
        ("ONK/9-2/2026", "ONK/9-10/2026"),
    ],
)
def test_numbers_sort_by_year_main_and_sub(smaller, larger):
    assert order_of(smaller) < order_of(larger)


@pytest.mark.parametrize("reason", ["", "  ", "x", " ab "])
def test_a_void_needs_a_reason(reason):
    with pytest.raises(ReasonMissing):
        check_reason(reason)
