"""The country packs that are shipped; no Plone needed."""

from muniflow.core.errors import Invalid
from muniflow.core.packs import pack
from muniflow.core.packs import packs

import pytest


def test_hungary_and_czechia_are_shipped():
    assert set(packs()) == {"hu", "cz"}


@pytest.mark.parametrize("country", ["hu", "cz"])
def test_a_pack_writes_numbers_with_all_their_parts(country):
    parts = {"code": "AAA", "main": 11, "sub": 22, "year": 2026}
    number = pack(country).document_number.format(**parts)
    assert all(str(part) in number for part in parts.values())


def test_an_unknown_country_is_named_with_the_known_ones():
    with pytest.raises(Invalid) as problem:
        pack("xx")
    assert problem.value.message.mapping == {"value": "xx", "known": "cz, hu"}
