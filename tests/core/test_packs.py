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


@pytest.mark.parametrize("country", ["hu", "cz"])
def test_a_pack_writes_numbers_of_arrivals_with_all_their_parts(country):
    parts = {"code": "AAA", "number": 11, "year": 2026}
    number = pack(country).arrival_number.format(**parts)
    assert all(str(part) in number for part in parts.values())


@pytest.mark.parametrize("country", ["hu", "cz"])
def test_the_number_of_an_arrival_is_told_from_that_of_a_case(country):
    known = pack(country)
    arrival = known.arrival_number.format(code="AAA", number=11, year=2026)
    others = {style.case.format(code="AAA", main=11, year=2026) for style in known.numbering}
    assert arrival not in others
