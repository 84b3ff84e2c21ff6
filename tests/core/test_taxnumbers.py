"""Tax numbers by country."""

from muniflow.core.taxnumbers import is_tax_number

import pytest


@pytest.mark.parametrize(
    ("value", "country", "expected"),
    [
        ("99157304", "hu", True),
        ("99157304-2-13", "hu", True),
        ("HU99157304", "hu", True),
        ("99157305-2-13", "hu", False),
        ("9915730", "hu", False),
        ("", "hu", False),
        ("CZ25123891", "cz", True),
        ("CZ25123890", "cz", False),
    ],
)
def test_is_tax_number(value, country, expected):
    assert is_tax_number(value, country) is expected
