"""The tax number of an organisation, as its country writes it."""

from muniflow.organisation.schemas import check_tax_number
from zope.interface import Invalid

import pytest


@pytest.mark.parametrize("value", ["99157304-2-13", "99157304", "HU99157304"])
def test_right(value):
    assert check_tax_number(value, "hu") is None


@pytest.mark.parametrize("value", ["99157305-2-13", "9915730", "Fő út 25."])
def test_wrong(value):
    with pytest.raises(Invalid):
        check_tax_number(value, "hu")
